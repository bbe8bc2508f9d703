// Initial weights against their definitions: mean, variance and law, and the signs of the output weights.

import { initialise } from '../../../src/engine/dropout/initialise';
import { newNetwork, type Network } from '../../../src/engine/dropout/network';
import type { Reals } from '../../../src/engine/dropout/reals';
import type { TrainingTask } from '../../../src/engine/dropout/task';
import type { Thinning } from '../../../src/engine/dropout/thinning';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const WIDTHS = [50, 80, 60, 70];
const WITHOUT: Thinning = { model: 'site', p: 0, rescale: false };

function initialised(
  init: TrainingTask['init'],
  thinning: Thinning,
  widths: readonly number[] = WIDTHS,
  replicate = 0
): Network {
  const network = newNetwork(widths, 'tanh', true, Float64Array);
  initialise(
    network,
    init,
    thinning,
    new Stream(keyFromSeed('initialise'), 0, replicate, Purpose.weights)
  );
  return network;
}

/**
 * Compares numbers with N(mean, deviation^2): their mean, variance, and shares within 1 and 2 deviations, each to
 * 4.5 standard errors.
 */
function expectNormal(values: ArrayLike<number>, mean: number, deviation: number): void {
  const scores = Array.from(values, value => (value - mean) / deviation);
  const average = (of: (score: number) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const within = (size: number) => (score: number) => (Math.abs(score) < size ? 1 : 0);
  const expectMean = (of: (score: number) => number, expected: number, variance: number): void =>
    expect(Math.abs(average(of) - expected)).toBeLessThan(
      4.5 * Math.sqrt(variance / scores.length)
    );
  expectMean(score => score, 0, 1);
  expectMean(score => score * score, 1, 2);
  expectMean(within(1), 0.682689, 0.682689 * 0.317311);
  expectMean(within(2), 0.9545, 0.9545 * 0.0455);
}

const layersOf = ({ parameters }: Network): readonly Reals[] => parameters.layerWeights;

test.each([
  { init: 'he', variance: (fanIn: number) => 2 / fanIn },
  { init: 'glorot', variance: (fanIn: number, fanOut: number) => 2 / (fanIn + fanOut) }
] as const)('$init, whatever is removed', ({ init, variance }) => {
  const network = initialised(init, { model: 'bond', p: 0.9, rescale: true });
  layersOf(network).forEach((weights, l) =>
    expectNormal(weights, 0, Math.sqrt(variance(WIDTHS[l], WIDTHS[l + 1])))
  );
  expect(network.parameters.biases.every(bias => bias === 0)).toBe(true);
});

test.each<{ thinning: Thinning; keep: (width: number) => number }>([
  { thinning: WITHOUT, keep: () => 1 },
  {
    thinning: { model: 'site', p: 0.97, rescale: false },
    keep: width => 0.03 / (1 - 0.97 ** width)
  },
  { thinning: { model: 'site', p: 0.97, rescale: true }, keep: width => 1 / (1 - 0.97 ** width) },
  { thinning: { model: 'bond', p: 0.97, rescale: false }, keep: () => 0.03 },
  { thinning: { model: 'bond', p: 0.97, rescale: true }, keep: () => 1 }
])('preserving under $thinning', ({ thinning, keep }) => {
  const [first, second, last] = layersOf(initialised('preserving', thinning));
  expectNormal(first, 0, Math.sqrt(1 / WIDTHS[0]));
  const mean = (l: number): number => 1 / (WIDTHS[l] * keep(WIDTHS[l]));
  expectNormal(second, mean(1), 0.1 * mean(1));
  expectNormal(last.map(Math.abs), mean(2), 0.1 * mean(2));
});

/** Sign of each output unit's weights, which all have the same. */
function outputSigns(network: Network): number[] {
  const units = network.widths.at(-1)!;
  const signs = layersOf(network).at(-1)!.map(Math.sign);
  signs.forEach((sign, i) => expect(sign).toBe(signs[i % units]));
  return [...signs.subarray(0, units)];
}

test.each([1, 2, 3, 10])('preserving turns the weights of half of %d output units', units => {
  const patterns = new Set<string>();
  for (let replicate = 0; replicate < 20; replicate++) {
    const signs = outputSigns(initialised('preserving', WITHOUT, [4, 5, units], replicate));
    expect(signs.filter(sign => sign < 0)).toHaveLength(Math.floor(units / 2));
    patterns.add(signs.join());
  }
  expect(patterns.size).toBeGreaterThan(units === 1 ? 0 : 1);
});

test('preserving draws the only layer of a network as the first', () => {
  const [only] = layersOf(initialised('preserving', WITHOUT, [50, 100]));
  expectNormal(only, 0, Math.sqrt(1 / 50));
});
