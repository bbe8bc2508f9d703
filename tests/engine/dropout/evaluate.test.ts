// Evaluation with masks off. The mean network of a linear network must put out what the masks put out on average:
// every mask is enumerated.

import type { Examples } from '../../../src/engine/dropout/dataset';
import { evaluate } from '../../../src/engine/dropout/evaluate';
import { newNetwork, type Network } from '../../../src/engine/dropout/network';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import type { Activation } from '../../../src/engine/dropout/task';
import { keepFactor, type Thinning } from '../../../src/engine/dropout/thinning';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { everyMask } from './everymask';
import { plainLoss, plainNetwork, plainOutput } from './reference';

const INTACT: Thinning = { model: 'site', p: 0, rescale: false };

function randomNetwork(widths: readonly number[], activation: Activation, bias = false): Network {
  const network = newNetwork(widths, activation, bias, Float64Array);
  const stream = new Stream(keyFromSeed('evaluate'), 0, 0, Purpose.weights);
  for (const values of [network.parameters.weights, network.parameters.biases]) {
    values.set(values.map(() => stream.normal()));
  }
  return network;
}

function randomExamples(rows: number, inputs: number, classes: number): Examples {
  const stream = new Stream(keyFromSeed('evaluate'), 0, 0, Purpose.data);
  return {
    x: Float32Array.from({ length: rows * inputs }, () => stream.normal()),
    y: Int32Array.from({ length: rows }, () => stream.integer(classes))
  };
}

// With one output of class 0 the squared loss is (z - 1)^2, and tells z.
test.each<Thinning & { widths: number[]; given: 'open' | 'all' }>([
  { model: 'site', p: 0.6, rescale: false, widths: [2, 3, 1], given: 'open' },
  { model: 'site', p: 0.8, rescale: false, widths: [2, 3, 4, 2, 1], given: 'open' },
  { model: 'site', p: 0.8, rescale: true, widths: [2, 3, 4, 2, 1], given: 'all' },
  { model: 'bond', p: 0.7, rescale: false, widths: [2, 3, 2, 1], given: 'all' },
  { model: 'bond', p: 0.7, rescale: true, widths: [2, 3, 2, 1], given: 'all' }
])('$model p=$p rescale=$rescale: the mean over $given masks', ({ widths, given, ...thinning }) => {
  const { model, p } = thinning;
  const network = randomNetwork(widths, 'linear');
  const plain = plainNetwork(network);
  const openPath = new OpenPath(model, widths);
  const x = [1.5, -0.5];
  let mean = 0;
  let total = 0;
  for (const { mask, probability } of everyMask(model, widths, p)) {
    if (given === 'all' || openPath.exists(mask)) {
      mean += probability * plainOutput(plain, model, mask, keepFactor(thinning), x)[0];
      total += probability;
    }
  }
  const { loss } = evaluate(network, 'mse', thinning, {
    x: Float32Array.from(x),
    y: Int32Array.of(0)
  });
  expect(loss).toBeCloseTo(plainLoss('mse', [mean / total], 0), 12);
});

test('loss and accuracy are means over all rows, however many pass at once', () => {
  const network = randomNetwork([3, 4, 3], 'tanh', true);
  const plain = plainNetwork(network);
  const examples = randomExamples(150, 3, 3);
  const full = { layers: [new Uint8Array(4).fill(1)] };
  let loss = 0;
  let right = 0;
  examples.y.forEach((label, row) => {
    const z = plainOutput(plain, 'site', full, 1, [...examples.x.subarray(3 * row, 3 * row + 3)]);
    loss += plainLoss('cross_entropy', z, label);
    right += z.indexOf(Math.max(...z)) === label ? 1 : 0;
  });
  const found = evaluate(network, 'cross_entropy', INTACT, examples);
  expect(found.loss).toBeCloseTo(loss / 150, 12);
  expect(found.accuracy).toBe(right / 150);
});

test('of equal outputs the first counts', () => {
  const silent = newNetwork([2, 3, 4], 'tanh', false, Float32Array);
  const { accuracy, loss } = evaluate(silent, 'cross_entropy', INTACT, {
    x: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    y: Int32Array.of(0, 1, 3, 0)
  });
  expect(accuracy).toBe(0.5);
  expect(loss).toBeCloseTo(Math.log(4), 6);
});

test.each<Activation>(['relu', 'tanh', 'linear', 'sigmoid'])(
  '%s: a network that has blown up has no loss and no right answer',
  activation => {
    const network = randomNetwork([2, 3, 3, 2], activation);
    network.parameters.layerWeights[0].fill(NaN);
    const found = evaluate(network, 'cross_entropy', INTACT, randomExamples(10, 2, 2));
    expect(found).toEqual({ loss: NaN, accuracy: 0 });
  }
);
