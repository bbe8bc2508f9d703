// The losses of a row and their gradients where exponentials overflow. Ordinary numbers are gradient.test.ts's.

import { rowLoss, rowLossGradient, type Loss } from '../../../src/engine/dropout/loss';

const LARGEST = 3.4e38;

function gradientOf(loss: Loss, outputs: readonly number[], label: number): number[] {
  const delta = new Float64Array(outputs.length);
  rowLossGradient(loss, Float64Array.from(outputs), 0, outputs.length, label, 1, delta);
  return [...delta];
}

function lossOf(loss: Loss, outputs: readonly number[], label: number): number {
  return rowLoss(loss, Float64Array.from(outputs), 0, outputs.length, label);
}

test.each([
  { outputs: [1000, 0], label: 0, loss: 0, gradient: [0, 0] },
  { outputs: [1000, 0], label: 1, loss: 1000, gradient: [1, -1] },
  { outputs: [-LARGEST, LARGEST], label: 0, loss: 2 * LARGEST, gradient: [-1, 1] },
  { outputs: [LARGEST, LARGEST], label: 0, loss: Math.LN2, gradient: [-0.5, 0.5] },
  { outputs: [-LARGEST, -LARGEST], label: 1, loss: Math.LN2, gradient: [0.5, -0.5] },
  { outputs: [-800, -800, -2000], label: 2, loss: 1200 + Math.LN2, gradient: [0.5, 0.5, -1] },
  { outputs: [-Infinity, 0], label: 1, loss: 0, gradient: [0, 0] }
])('cross-entropy of $outputs is finite', ({ outputs, label, loss, gradient }) => {
  expect(lossOf('cross_entropy', outputs, label)).toBeCloseTo(loss, 12);
  gradientOf('cross_entropy', outputs, label).forEach((value, j) =>
    expect(value).toBeCloseTo(gradient[j], 12)
  );
});

test.each<Loss>(['cross_entropy', 'mse'])('%s: an output that is no number is not hidden', loss => {
  expect(lossOf(loss, [NaN, 0], 1)).toBeNaN();
  expect(gradientOf(loss, [0, NaN], 0)).toContainEqual(NaN);
});

test('mse is the mean over outputs of the squared distance from the one-hot target', () => {
  expect(lossOf('mse', [3, -1, 0.5], 0)).toBe((4 + 1 + 0.25) / 3);
  expect(gradientOf('mse', [3, -1, 0.5], 0)).toEqual([4 / 3, -2 / 3, 1 / 3]);
});

test('a row is read and written at its own place, and weighed', () => {
  const outputs = Float32Array.of(9, 9, 1, 3, 9, 9);
  const delta = new Float32Array(6);
  expect(rowLoss('mse', outputs, 2, 2, 1)).toBe(2.5);
  rowLossGradient('mse', outputs, 2, 2, 1, 0.25, delta);
  expect([...delta]).toEqual([0, 0, 0.25, 0.5, 0, 0]);
});
