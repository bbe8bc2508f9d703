// The losses of a row and their gradients where exponentials overflow, on a network that puts out its inputs. Ordinary
// numbers are gradient.test.ts's.

import type { Loss } from '../../../src/engine/dropout/task';
import { newMachine } from './machines';

const LARGEST = Math.fround(3.4e38);

/** Loss of a row of outputs, and its gradient with respect to them: that of biases which are 0. */
function lossOf(
  loss: Loss,
  outputs: readonly number[],
  label: number,
  targets: readonly number[] | null = null
): { loss: number; gradient: number[] } {
  const units = outputs.length;
  const { machine } = newMachine({
    architecture: { widths: [units, units], bias: [true], activation: 'linear', skips: [-1] },
    loss,
    rows: 1,
    hasTargets: targets !== null
  });
  // As biases, since infinity times a weight of 0 is no number.
  machine.biases(0).set(outputs);
  machine.labels[0] = label;
  machine.targets.set(targets ?? []);
  const value = machine.gradient(1);
  machine.forward(1);
  expect(machine.loss(1)).toBe(value);
  return { loss: value, gradient: [...machine.biasGradient(0)] };
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
  const found = lossOf('cross_entropy', outputs, label);
  expect(found.loss).toBeCloseTo(loss, 12);
  found.gradient.forEach((value, j) => expect(value).toBeCloseTo(gradient[j], 12));
});

test.each<Loss>(['cross_entropy', 'mse'])('%s: an output that is no number is not hidden', loss => {
  expect(lossOf(loss, [NaN, 0], 1).loss).toBeNaN();
  expect(lossOf(loss, [0, NaN], 0).gradient).toContainEqual(NaN);
});

test('mse is the mean over outputs of the squared distance from the target, one-hot for classes', () => {
  const classes = lossOf('mse', [3, -1, 0.5], 0);
  expect(classes.loss).toBe((4 + 1 + 0.25) / 3);
  expect(classes.gradient).toEqual([4 / 3, -2 / 3, 1 / 3].map(Math.fround));
  const targets = lossOf('mse', [3, -1], 0, [1, 0.5]);
  expect(targets).toEqual({ loss: (4 + 2.25) / 2, gradient: [2, -1.5] });
});

test('each row has its own place, class and target; the loss is the mean over rows', () => {
  const architecture = {
    widths: [2, 2],
    bias: [false],
    activation: 'linear' as const,
    skips: [-1]
  };
  for (const hasTargets of [false, true]) {
    const { machine } = newMachine({ architecture, loss: 'mse', rows: 3, hasTargets });
    machine.weightRow(0, 0)[0] = 1;
    machine.weightRow(0, 1)[1] = 1;
    [1, 3, 0, 0, -1, 2].forEach((x, i) => {
      machine.input[(i >> 1) * machine.inputRow + (i & 1)] = x;
    });
    machine.labels.set([1, 0, 0]);
    machine.targets.set(hasTargets ? [2, 3, 0, -2, -1, 2] : []);
    const losses = hasTargets ? [0.5, 2, 0] : [(1 + 4) / 2, 0.5, (4 + 4) / 2];
    expect(machine.gradient(3)).toBeCloseTo(losses.reduce((sum, each) => sum + each) / 3, 12);
    machine.forward(2);
    expect(machine.loss(2)).toBeCloseTo(losses[0] + losses[1], 12);
  }
});
