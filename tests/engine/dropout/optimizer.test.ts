// The optimiser against a reference written element by element from its equations.

import { newNetwork } from '../../../src/engine/dropout/network';
import { Sgd } from '../../../src/engine/dropout/optimizer';
import { zeroParameters } from '../../../src/engine/dropout/parameters';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const WIDTHS = [3, 4, 2];
const STEPS = 6;

/** Numbers of the reference: weights first, then biases. */
interface Reference {
  values: number[];
  velocity: number[];
}

function referenceStep(
  { values, velocity }: Reference,
  gradient: readonly number[],
  weights: number,
  {
    rate,
    momentum,
    decay,
    clip
  }: { rate: number; momentum: number; decay: number; clip: number | null }
): void {
  const decayed = gradient.map((g, i) => (i < weights ? g + decay * values[i] : g));
  const norm = Math.hypot(...decayed);
  const factor = clip !== null && norm > clip ? clip / norm : 1;
  decayed.forEach((g, i) => {
    velocity[i] = momentum * velocity[i] + factor * g;
    values[i] = values[i] - rate * velocity[i];
  });
}

const CASES = [0, 0.9].flatMap(momentum =>
  [0, 0.05].flatMap(decay =>
    [null, 0.7, 1e6].flatMap(clip => [false, true].map(bias => ({ momentum, decay, clip, bias })))
  )
);

test.each(CASES)(
  'momentum $momentum, decay $decay, clip $clip, bias $bias',
  ({ momentum, decay, clip, bias }) => {
    const stream = new Stream(keyFromSeed('optimizer'), 0, 0, Purpose.weights);
    const network = newNetwork(WIDTHS, 'tanh', bias, Float64Array);
    const { weights, biases } = network.parameters;
    const all = (): number[] => [...weights, ...biases];
    for (const values of [weights, biases]) {
      values.set(values.map(() => stream.normal()));
    }
    const settings = { name: 'sgd', rate: 0.3, momentum, decay, clip } as const;
    const optimizer = new Sgd(network, settings);
    const reference = { values: all(), velocity: all().map(() => 0) };

    for (let step = 0; step < STEPS; step++) {
      const gradient = zeroParameters(WIDTHS, bias, Float64Array);
      for (const values of [gradient.weights, gradient.biases]) {
        values.set(values.map(() => stream.normal()));
      }
      referenceStep(reference, [...gradient.weights, ...gradient.biases], weights.length, settings);
      optimizer.step(gradient);
      all().forEach((value, i) => expect(value).toBeCloseTo(reference.values[i], 12));
    }
  }
);

test('a zero gradient is a zero update only without momentum and decay', () => {
  const moved = (momentum: number, decay: number): boolean => {
    const network = newNetwork(WIDTHS, 'tanh', false, Float32Array);
    network.parameters.weights.fill(1);
    const optimizer = new Sgd(network, { name: 'sgd', rate: 0.5, momentum, decay, clip: null });
    const first = zeroParameters(WIDTHS, false, Float32Array);
    first.weights.fill(0.25);
    optimizer.step(first);
    const before = network.parameters.weights.slice();
    optimizer.step(zeroParameters(WIDTHS, false, Float32Array));
    return network.parameters.weights.some((weight, i) => weight !== before[i]);
  };
  expect([moved(0, 0), moved(0.9, 0), moved(0, 0.1)]).toEqual([false, true, true]);
});
