// A training run as a whole: what the arms of a (cell, replicate) share, what sets them apart, and that the same
// task gives the same outcome.

import { BatchGradient } from '../../../src/engine/dropout/gradient';
import { Pass } from '../../../src/engine/dropout/network';
import type { Arm, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { teacherDataset } from '../../../src/engine/dropout/data/teacher';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { taskWith, trainWith } from './task';

const ARMS: Arm[] = ['dropout', 'conditioned', 'intact'];
const MODELS: TrainingTask['model'][] = ['site', 'bond'];

afterEach(() => jest.restoreAllMocks());

/**
 * What passes through a run's network: the weights at first, the labels of every batch, and all inputs, which are
 * those of the batches, then the test set and the training set.
 */
function recordOf(changes: Partial<TrainingTask>) {
  const labels: number[][] = [];
  const inputs: number[][] = [];
  let initial: number[][] | undefined;
  const compute = BatchGradient.prototype.compute;
  jest.spyOn(BatchGradient.prototype, 'compute').mockImplementation(function (
    this: BatchGradient,
    of,
    masks
  ) {
    labels.push([...of]);
    return compute.call(this, of, masks);
  });
  const forward = Pass.prototype.forward;
  jest.spyOn(Pass.prototype, 'forward').mockImplementation(function (
    this: Pass,
    thinned,
    from,
    to
  ) {
    initial ??= thinned.weights.map(weights => [...weights]);
    inputs.push([...this.input]);
    forward.call(this, thinned, from, to);
  });
  const data = {
    ...teacherDataset(5, new Stream(keyFromSeed('arms'), 0, 0, Purpose.data)),
    test: null
  };
  train(taskWith(changes), data, keyFromSeed('arms'), 0, 0);
  jest.restoreAllMocks();
  return { labels, inputs, initial: initial! };
}

test.each(MODELS)('%s: the arms see the same batches and the same split', model => {
  const [dropout, conditioned, intact] = ARMS.map(arm => recordOf({ model, arm, steps: 10 }));
  // 10 batches, then 800 test and 3200 training rows, 64 at a time.
  expect(dropout.labels).toHaveLength(10);
  expect(dropout.inputs).toHaveLength(10 + 13 + 50);
  for (const { labels, inputs } of [conditioned, intact]) {
    expect(labels).toEqual(dropout.labels);
    expect(inputs).toEqual(dropout.inputs);
  }
});

// At p = 1e-300 masks are drawn, but nothing is ever removed and every factor of p rounds to 1: whatever is left
// of a difference between arms is one of data, split, weights or batches.
test.each(MODELS)('%s: where nothing is removed the arms agree bit for bit', model => {
  const [dropout, conditioned, intact] = ARMS.map(arm => trainWith({ model, arm, p: 1e-300 }));
  expect(conditioned).toEqual(dropout);
  expect(intact).toEqual(dropout);
  expect(trainWith({ model, p: 0 })).toEqual(dropout);
});

test('the arms have the same initial weights, but for the factor that makes up for removals', () => {
  const widths = [5, 4, 3, 2];
  const [dropout, conditioned, intact] = ARMS.map(arm => recordOf({ arm, widths }).initial);
  expect(conditioned).toEqual(dropout);
  const keep = (width: number): number => 0.4 / (1 - 0.6 ** width);
  [1, keep(4), keep(3)].forEach((factor, l) =>
    dropout[l].forEach((weight, i) => expect(factor * weight).toBeCloseTo(intact[l][i], 6))
  );
});

test.each(MODELS.flatMap(model => (['step', 'sample'] as const).map(mask => ({ model, mask }))))(
  '$model, a mask a $mask: every conditioned mask is open, and every intact one',
  ({ model, mask }) => {
    const changes = { model, mask, p: 0.9 };
    const [dropout, conditioned, intact] = ARMS.map(arm => trainWith({ ...changes, arm }));
    expect(dropout.openFraction).toBeLessThan(0.5);
    for (const { openFraction, firstOpenStep } of [conditioned, intact]) {
      expect([openFraction, firstOpenStep]).toEqual([1, 1]);
    }
  }
);

test.each(MODELS)(
  '%s: the same task gives the same outcome, another replicate or seed another',
  model => {
    const task = taskWith({ model, mask: 'sample', traceLength: 10 });
    const run = (seed: string, cell: number, replicate: number) =>
      train(task, null, keyFromSeed(seed), cell, replicate);
    const outcome = run('a', 0, 0);
    expect(run('a', 0, 0)).toEqual(outcome);
    for (const other of [run('b', 0, 0), run('a', 1, 0), run('a', 0, 1)]) {
      expect(other.trace.loss).not.toEqual(outcome.trace.loss);
      expect(other.testLoss).not.toBe(outcome.testLoss);
    }
  }
);

test('a trace is the mean of windows, the last of which may be shorter', () => {
  const whole = trainWith({ steps: 10, traceLength: 10 }).trace;
  const windows = trainWith({ steps: 10, traceLength: 4 }).trace;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(windows.step).toEqual([3, 6, 9, 10]);
  for (const series of ['loss', 'open'] as const) {
    const expected = [0, 3, 6, 9].map(from => mean(whole[series].slice(from, from + 3)));
    windows[series].forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  }
  expect(trainWith({ steps: 10, traceLength: 0 }).trace).toEqual({ step: [], loss: [], open: [] });
});
