// The level of a network that does not see its inputs.

import fc from 'fast-check';
import { blindEvaluation } from '../../../src/engine/dropout/blind';
import type { Examples } from '../../../src/engine/dropout/dataset';
import { TEACHER, teacherDataset } from '../../../src/engine/dropout/data/teacher';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

function classes(...y: number[]): Examples {
  return { x: new Float32Array(y.length), y: Int32Array.from(y), targets: null };
}

function targets(...values: number[]): Examples {
  const rows = values.length;
  return { x: new Float32Array(rows), y: new Int32Array(rows), targets: Float32Array.from(values) };
}

test('equal shares in both sets: cross-entropy is the entropy of the labels', () => {
  const train = classes(0, 1, 1, 1);
  const test = classes(1, 1, 0, 1, 1, 0, 1, 1);
  const { loss, accuracy } = blindEvaluation({ train, test }, 2, 'cross_entropy');
  expect(loss).toBeCloseTo(-(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 14);
  expect(accuracy).toBe(0.75);
});

test('shares that differ: the predictor knows the training set, the test set judges it', () => {
  const train = classes(0, 0, 0, 1, 2);
  const test = classes(1, 1, 1, 0);
  const { loss, accuracy } = blindEvaluation({ train, test }, 3, 'cross_entropy');
  expect(loss).toBeCloseTo(-(0.75 * Math.log(0.2) + 0.25 * Math.log(0.6)), 14);
  expect(accuracy).toBe(0.25);
  // One-hot targets: errors (0.6, 0.8, 0.2) where 1 is right, (0.4, 0.2, 0.2) where 0 is.
  const mse = blindEvaluation({ train, test }, 3, 'mse');
  expect(mse.loss).toBeCloseTo((0.75 * (0.36 + 0.64 + 0.04) + 0.25 * (0.16 + 0.04 + 0.04)) / 3, 14);
  expect(mse.accuracy).toBe(0.25);
});

test('a class that training never shows costs Infinity, one that no set shows costs nothing', () => {
  const train = classes(0, 0, 1);
  expect(blindEvaluation({ train, test: classes(0, 2) }, 3, 'cross_entropy').loss).toBe(Infinity);
  expect(blindEvaluation({ train, test: train }, 3, 'cross_entropy').loss).toBeCloseTo(
    Math.log(3) - (2 / 3) * Math.log(2),
    14
  );
});

test('of classes equally common the first is answered, as of equal outputs', () => {
  const train = classes(0, 1, 1, 0);
  expect(blindEvaluation({ train, test: classes(0, 0, 0, 1) }, 2, 'mse').accuracy).toBe(0.75);
});

test('regression: the error of the mean training target, and R^2 = 0', () => {
  const two = blindEvaluation(
    { train: targets(1, 10, 3, 30), test: targets(4, 20, 0, 26) },
    2,
    'mse'
  );
  expect(two).toEqual({ loss: (4 + 0 + 4 + 36) / 4, accuracy: 0 });
});

test('no other constant does better on the training set', () => {
  const labels = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 12 });
  const logits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 3,
    maxLength: 3
  });
  fc.assert(
    fc.property(labels, logits, (y, z) => {
      const train = classes(...y);
      const total = z.reduce((sum, logit) => sum + Math.exp(logit), 0);
      const shares = z.map(logit => Math.exp(logit) / total);
      const entropy = y.reduce((sum, label) => sum - Math.log(shares[label]), 0) / y.length;
      const error = y
        .map(label => shares.reduce((sum, q, j) => sum + (q - (j === label ? 1 : 0)) ** 2, 0) / 3)
        .reduce((sum, one) => sum + one / y.length, 0);
      const of = (loss: 'cross_entropy' | 'mse') =>
        blindEvaluation({ train, test: train }, 3, loss).loss;
      expect(of('cross_entropy')).toBeLessThanOrEqual(entropy + 1e-12);
      expect(of('mse')).toBeLessThanOrEqual(error + 1e-12);
    })
  );
});

// theory.md, section 5: with labels 77/23 a network with biases falls to the entropy of the labels, 0.529.
test('the level of unbalanced labels', () => {
  const stream = new Stream(keyFromSeed('blind'), 0, 0, Purpose.data);
  const data = teacherDataset({ ...TEACHER, balance: 0.78, train: 1e5, test: 1e5 }, 2, 2, stream);
  const level = blindEvaluation({ train: data.train, test: data.test! }, 2, 'cross_entropy');
  const entropy = -(0.78 * Math.log(0.78) + 0.22 * Math.log(0.22));
  expect(Math.abs(level.loss - entropy)).toBeLessThan(0.01);
  expect(Math.abs(level.accuracy - 0.78)).toBeLessThan(0.01);
});
