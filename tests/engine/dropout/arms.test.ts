// A training run as a whole: what the arms of a (cell, replicate) share, what sets them apart, and that the same
// task gives the same outcome.

import { teacherDataset } from '../../../src/engine/dropout/data/teacher';
import { Machine } from '../../../src/engine/dropout/machine';
import type { Arm, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';
import { taskWith, trainWith, type Changes } from './task';

const ARMS: Arm[] = ['dropout', 'conditioned', 'intact', 'thinned', 'time_changed'];

/** Removals of every kind; blocks are passed by identities. */
const MODELS: Changes[] = [
  { model: 'site' },
  { model: 'bond' },
  { model: 'mixed', p: 0.4 },
  { model: 'bond', widths: [5, 3, 3, 2], skips: [-1, 1, -1], removableSkips: true },
  { model: 'blocks', widths: [5, 3, 3, 2], skips: [-1, 1, -1] }
];

afterEach(() => jest.restoreAllMocks());

/**
 * What passes through a run's network: the weights at first, inputs and classes of every batch, and the inputs of the
 * passes that evaluate it, which are those of the test set and the training set.
 */
function recordOf(changes: Changes) {
  const task = taskWith(changes);
  const { widths } = task.architecture;
  const batches: { labels: number[]; inputs: number[] }[] = [];
  const evaluated: number[][] = [];
  let initial: number[][] | undefined;
  const { gradient, forward } = Machine.prototype;
  const rowsOf = ({ input, inputRow }: Machine, rows: number): number[] =>
    Array.from({ length: rows }, (_, row) => [
      ...input.subarray(row * inputRow, row * inputRow + widths[0])
    ]).flat();
  jest.spyOn(Machine.prototype, 'gradient').mockImplementation(function (this: Machine, rows) {
    initial ??= widths
      .slice(1)
      .map((_, l) => Array.from({ length: widths[l] }, (_, i) => [...this.weightRow(l, i)]).flat());
    batches.push({ labels: [...this.labels.subarray(0, rows)], inputs: rowsOf(this, rows) });
    return gradient.call(this, rows);
  });
  jest.spyOn(Machine.prototype, 'forward').mockImplementation(function (this: Machine, rows) {
    evaluated.push(rowsOf(this, rows));
    forward.call(this, rows);
  });
  const data = {
    ...teacherDataset(task.teacher!, widths[0], 2, streamOf('arms', Purpose.data)),
    test: null
  };
  train(task, data, keyFromSeed('arms'), 0, 0);
  jest.restoreAllMocks();
  return { batches, evaluated, initial: initial! };
}

test.each(MODELS)('%j: the arms see the same batches and the same split', changes => {
  const [dropout, conditioned, intact] = ARMS.map(arm => recordOf({ ...changes, arm, steps: 10 }));
  // 80 test rows and 320 training rows, 64 at a time.
  expect(dropout.batches).toHaveLength(10);
  expect(dropout.evaluated).toHaveLength(2 + 5);
  for (const { batches, evaluated } of [conditioned, intact]) {
    expect(batches).toEqual(dropout.batches);
    expect(evaluated).toEqual(dropout.evaluated);
  }
});

test.each<Arm>(['thinned', 'time_changed'])('%s passes over the batches of other steps', arm => {
  const all = recordOf({ arm: 'intact', steps: 30 }).batches;
  const { batches } = recordOf({ arm, steps: 30 });
  expect(batches.length).toBeGreaterThan(10);
  expect(batches.length).toBeLessThan(30);
  let at = -1;
  for (const batch of batches) {
    at = all.findIndex((each, i) => i > at && each.inputs.join() === batch.inputs.join());
    expect(at).toBeGreaterThanOrEqual(0);
  }
  expect(at).toBeGreaterThan(batches.length);
});

const ADAM: TrainingTask['optimizer'] = {
  ...taskWith({}).optimizer,
  name: 'adam',
  rate: 0.01,
  decay: 0.01
};

// At p = 1e-300 masks are drawn, but nothing is ever removed and every factor of p rounds to 1: whatever is left
// of a difference between arms is one of data, split, weights or batches.
test.each(
  MODELS.flatMap(changes =>
    (['step', 'sample', 'epoch'] as const).map(mask => ({ ...changes, mask }))
  )
)('%j: where nothing is removed the arms agree bit for bit', changes => {
  const always: Changes = { ...changes, traceLength: 8, countsWeights: true, optimizer: ADAM };
  // Of weights on open paths with skips no exact law is known, but where nothing can be removed.
  const found = (p: number, arm: Arm) => {
    const outcome = trainWith({ ...always, p, arm });
    return { ...outcome, updates: { ...outcome.updates, expected: null } };
  };
  const dropout = found(1e-300, 'dropout');
  expect(dropout.stepsTaken).toBe(40);
  for (const arm of ARMS) {
    expect(found(1e-300, arm)).toEqual(dropout);
    expect(found(0, arm)).toEqual(dropout);
  }
});

test('the arms have the same initial weights, but for the factor that makes up for removals', () => {
  const widths = [5, 4, 3, 2];
  const [dropout, conditioned, intact, thinned, changed] = ARMS.map(
    arm => recordOf({ arm, widths }).initial
  );
  expect(conditioned).toEqual(dropout);
  expect(changed).toEqual(dropout);
  expect(thinned).toEqual(intact);
  const keep = (width: number): number => 0.4 / (1 - 0.6 ** width);
  [1, keep(4), keep(3)].forEach((factor, l) =>
    dropout[l].forEach((weight, i) => expect(factor * weight).toBeCloseTo(intact[l][i], 6))
  );
});

test.each(
  (['site', 'bond', 'mixed'] as const).flatMap(model =>
    (['step', 'sample', 'epoch'] as const).map(mask => ({ model, mask }))
  )
)(
  '$model, a mask a $mask: every conditioned mask is open, and every one of other arms but dropout',
  ({ model, mask }) => {
    const changes = { model, mask, p: model === 'mixed' ? 0.6 : 0.9, steps: 200 };
    const [dropout, ...others] = ARMS.map(arm => trainWith({ ...changes, arm }));
    expect(dropout.openFraction).toBeLessThan(0.6);
    for (const { openFraction, stepsTaken, usefulSteps, closedGradientMax } of others) {
      expect([usefulSteps, closedGradientMax]).toEqual([stepsTaken, 0]);
      expect(openFraction).toBe(stepsTaken > 0 ? 1 : NaN);
    }
    expect(others.slice(0, 2).map(({ firstOpenStep }) => firstOpenStep)).toEqual([1, 1]);
  }
);

test.each(MODELS)(
  '%j: the same task gives the same outcome, another replicate or seed another',
  changes => {
    const task = taskWith({ ...changes, mask: 'sample', traceLength: 10, passes: 3 });
    const run = (seed: string, cell: number, replicate: number) =>
      train(task, null, keyFromSeed(seed), cell, replicate);
    const outcome = run('a', 0, 0);
    expect(run('a', 0, 0)).toEqual(outcome);
    for (const other of [run('b', 0, 0), run('a', 1, 0), run('a', 0, 1)]) {
      expect(other.trace.loss).not.toEqual(outcome.trace.loss);
      expect(other.test.loss).not.toBe(outcome.test.loss);
      expect(other.monteCarlo!.loss).not.toBe(outcome.monteCarlo!.loss);
    }
  }
);

test('masks of a sample differ between its rows, masks of an epoch hold for a pass', () => {
  const opens = (mask: TrainingTask['mask']): readonly number[] =>
    trainWith({ mask, p: 0.7, steps: 200, traceLength: 200, batch: 40 }).trace.open;
  expect(opens('step').every(open => open === 0 || open === 1)).toBe(true);
  expect(opens('sample').every(open => open > 0 && open < 1)).toBe(true);
  const epochs = opens('epoch');
  // 400 rows in batches of 40.
  for (let from = 0; from < 200; from += 10) {
    expect(new Set(epochs.slice(from, from + 10)).size).toBe(1);
  }
  expect(new Set(epochs).size).toBe(2);
});

test('a trace is of windows, the last of which may be shorter: means, and roots of mean squares', () => {
  const whole = trainWith({ steps: 10, traceLength: 10, p: 0.3 }).trace;
  const windows = trainWith({ steps: 10, traceLength: 4, p: 0.3 }).trace;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const inWindows = (values: readonly number[]): number[] =>
    [0, 3, 6, 9].map(from => mean(values.slice(from, from + 3)));
  const expectNear = (found: readonly number[], expected: readonly number[]): void => {
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
  };
  expect(windows.step).toEqual([3, 6, 9, 10]);
  expect(windows.taken).toEqual([3, 3, 3, 1]);
  expectNear(windows.loss, inWindows(whole.loss));
  expectNear(windows.open, inWindows(whole.open));
  expect([whole.reach.length, whole.gradient.length]).toEqual([2, 3]);
  whole.reach.forEach((series, l) => expectNear(windows.reach[l], inWindows(series)));
  whole.gradient.forEach((series, l) =>
    expectNear(windows.gradient[l], inWindows(series.map(norm => norm * norm)).map(Math.sqrt))
  );
  const { trace } = trainWith({ steps: 10, traceLength: 0 });
  expect(trace).toEqual({
    step: [],
    taken: [],
    loss: [],
    open: [],
    gradient: [[], [], []],
    reach: [[], []]
  });
});

test('gradients of a trace are those before clipping, and of closed steps 0', () => {
  const traceOf = (clip: number | null) =>
    trainWith({
      p: 0.7,
      steps: 60,
      traceLength: 60,
      optimizer: { ...taskWith({}).optimizer, rate: 1e-6, clip }
    }).trace;
  const [free, clipped] = [traceOf(null), traceOf(0.01)];
  free.gradient.forEach((series, l) => {
    series.forEach((norm, i) => {
      expect(norm > 0).toBe(free.open[i] === 1);
      expect(clipped.gradient[l][i]).toBeCloseTo(norm, 4);
    });
  });
});
