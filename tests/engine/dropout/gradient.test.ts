// Loss and gradient for every combination of activation, loss, bias, removal, mask and rescaling: the loss against
// the network's definition, the gradient against central finite differences of that loss, in double precision.

import { BatchGradient } from '../../../src/engine/dropout/gradient';
import { freeMasks, fullMask, type Mask, type Model } from '../../../src/engine/dropout/masks';
import { newNetwork, type Network } from '../../../src/engine/dropout/network';
import type { Reals } from '../../../src/engine/dropout/reals';
import type { Activation, TrainingTask } from '../../../src/engine/dropout/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { plainLoss, plainNetwork, plainOutput } from './reference';

const WIDTHS = [3, 4, 5, 3];
const BATCH = 4;
const STEP = 1e-5;

const ACTIVATIONS: Activation[] = ['relu', 'tanh', 'linear', 'sigmoid'];
const LOSSES: TrainingTask['loss'][] = ['cross_entropy', 'mse'];
const MASKS: TrainingTask['mask'][] = ['step', 'sample'];
const SWITCH = [false, true];
/** Under p = 0 nothing is removed, and nothing is left to rescale. */
const REMOVALS: { model: Model; p: number; rescale: boolean }[] = [
  { model: 'site', p: 0.3, rescale: false },
  { model: 'site', p: 0.3, rescale: true },
  { model: 'site', p: 0, rescale: false },
  { model: 'bond', p: 0.3, rescale: false },
  { model: 'bond', p: 0.3, rescale: true },
  { model: 'bond', p: 0, rescale: false }
];

const COMBINATIONS = ACTIVATIONS.flatMap(activation =>
  LOSSES.flatMap(loss =>
    REMOVALS.flatMap(removal =>
      MASKS.flatMap(mask => SWITCH.map(bias => ({ activation, loss, mask, bias, ...removal })))
    )
  )
);

function fillNormal(values: Reals, stream: Stream): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.8 * stream.normal();
  }
}

function randomNetwork(activation: Activation, bias: boolean, stream: Stream): Network {
  const network = newNetwork(WIDTHS, activation, bias, Float64Array);
  fillNormal(network.parameters.weights, stream);
  fillNormal(network.parameters.biases, stream);
  return network;
}

/** Largest difference between the gradient and its central difference, relative to the largest gradient. */
function largestError(values: Reals, gradient: Reals, loss: () => number): number {
  const exact = Float64Array.from(gradient);
  let error = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    values[i] = value + STEP;
    const above = loss();
    values[i] = value - STEP;
    const below = loss();
    values[i] = value;
    error = Math.max(error, Math.abs((above - below) / (2 * STEP) - exact[i]));
  }
  return error / Math.max(...exact.map(Math.abs));
}

test('there are 192 combinations', () => {
  expect(COMBINATIONS).toHaveLength(192);
});

test.each(COMBINATIONS)(
  '$activation $loss $model p=$p $mask bias=$bias rescale=$rescale',
  ({ activation, loss, model, p, mask, bias, rescale }) => {
    const stream = new Stream(keyFromSeed('gradients'), 0, 0, Purpose.weights);
    const network = randomNetwork(activation, bias, stream);
    const factor = rescale ? 1 / (1 - p) : 1;
    const pass = new BatchGradient(network, loss, model, factor, BATCH);
    fillNormal(pass.input, stream);
    const labels = Int32Array.of(0, 1, 2, 1);
    const masks = Array.from({ length: mask === 'step' ? 1 : BATCH }, () =>
      fullMask(model, WIDTHS)
    );
    masks.forEach(freeMasks(p, stream));
    const removes = ({ layers }: Mask): boolean => layers.some(flags => flags.includes(0));
    expect(masks.some(removes)).toBe(p > 0);
    const lossNow = (): number => pass.compute(labels, masks);

    const plain = plainNetwork(network);
    const rowLosses = Array.from(labels, (label, row) => {
      const x = [...pass.input.subarray(WIDTHS[0] * row, WIDTHS[0] * (row + 1))];
      return plainLoss(
        loss,
        plainOutput(plain, model, masks[row % masks.length], factor, x),
        label
      );
    });
    const mean = rowLosses.reduce((sum, each) => sum + each, 0) / BATCH;
    expect(Math.abs(lossNow() - mean)).toBeLessThan(1e-12);

    const { weights, biases } = pass.parameters;
    expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(1e-3);
    const exactBiases = Float64Array.from(biases);
    expect(largestError(network.parameters.weights, weights, lossNow)).toBeLessThan(1e-8);
    if (bias) {
      expect(largestError(network.parameters.biases, exactBiases, lossNow)).toBeLessThan(1e-8);
    }
  }
);
