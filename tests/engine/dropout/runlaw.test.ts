// What runs count against what is expected of them exactly: open masks against theta, useful steps, and updates of weights
// layer by layer, in every arm. Seeds are fixed, so nothing here is left to chance.

import { stepRates } from '../../../src/engine/dropout/masks';
import {
  expectedUsefulSteps,
  maskUse,
  openProbability
} from '../../../src/engine/dropout/openprobability';
import type { Arm, TrainingOutcome, TrainingTask } from '../../../src/engine/dropout/task';
import { train } from '../../../src/engine/dropout/train';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { taskWith, type Changes } from './task';

const REPLICATES = 40;
const STEPS = 200;
const ROWS = 400;
/** Standard errors that a mean may be off. */
const MOST = 4.5;

const MODELS: Changes[] = [
  { model: 'site', p: 0.6 },
  { model: 'bond', p: 0.7 },
  { model: 'mixed', p: 0.4 },
  { model: 'blocks', p: 0.4, widths: [5, 3, 3, 3, 2], skips: [-1, 1, 2, -1] }
];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Compares the mean of values with an expectation, by their own spread and at least `deviation` for one value: values
 * that are nearly always the same may all be.
 */
function expectMean(values: readonly number[], expected: number, deviation = 0): void {
  const average = mean(values);
  const variance = mean(values.map(value => (value - average) ** 2));
  const error = Math.sqrt(Math.max(variance, deviation ** 2) / values.length);
  expect(Math.abs(average - expected)).toBeLessThanOrEqual(MOST * error + 1e-9 * expected);
}

function runsOf(task: TrainingTask): TrainingOutcome[] {
  const key = keyFromSeed('law');
  return Array.from({ length: REPLICATES }, (_, replicate) => train(task, null, key, 0, replicate));
}

/** A task with rates by layer that change, and what is expected of it. */
function changing(task: TrainingTask): TrainingTask {
  const { removal } = task;
  const ramp = ({ from }: { from: readonly number[] }) => ({
    from: from.map((p, l) => p * (1 - l / 8)),
    to: from.map((p, l) => p * (0.6 + l / 8)),
    over: 120
  });
  return { ...task, removal: { ...removal, site: ramp(removal.site), bond: ramp(removal.bond) } };
}

const DROPOUT = MODELS.flatMap(model =>
  (['step', 'sample', 'epoch'] as const).flatMap(mask =>
    [false, true].map(changes => ({ ...model, mask, changes }))
  )
);

test.each(DROPOUT)(
  '$model, a mask a $mask, changing: $changes: dropout opens, uses and updates as expected',
  ({ changes, ...rest }) => {
    const made = taskWith({
      ...rest,
      steps: STEPS,
      batch: rest.mask === 'epoch' ? 40 : 4,
      countsWeights: true
    });
    const task = changes ? changing(made) : made;
    const { architecture, removal } = task;
    const outcomes = runsOf(task);
    const use = maskUse(task, ROWS);
    const useful = expectedUsefulSteps(architecture, removal, use);
    expectMean(
      outcomes.map(({ usefulSteps }) => usefulSteps),
      useful,
      Math.sqrt(useful * (1 - useful / STEPS))
    );
    if (!changes) {
      const { theta } = openProbability(architecture, removal, stepRates(removal, 0))!;
      const masks = (REPLICATES * STEPS * use.masks) / use.hold;
      const error = Math.sqrt((theta * (1 - theta)) / masks);
      const open = mean(outcomes.map(({ openFraction }) => openFraction));
      expect(Math.abs(open - theta)).toBeLessThanOrEqual(MOST * error);
      expect(theta === 1).toBe(rest.model === 'blocks');
    }
    outcomes[0].updates.expected.forEach((expected, l) => {
      expect(expected).toBeGreaterThan(0);
      expect(expected).toBeLessThanOrEqual(STEPS);
      expectMean(
        outcomes.map(({ updates }) => updates.mean[l]),
        expected
      );
    });
    const { counts, mean: means } = outcomes[0].updates;
    counts!.forEach((layer, l) => expect(mean(layer)).toBeCloseTo(means[l], 9));
  }
);

const OTHERS = MODELS.flatMap(model =>
  (['conditioned', 'thinned', 'time_changed', 'intact'] as const).flatMap(arm =>
    (['step', 'sample', 'epoch'] as const).map(mask => ({ ...model, arm, mask }))
  )
);

/** Steps that an arm is expected to take. */
function expectedSteps(arm: Arm, useful: number): number {
  return arm === 'thinned' || arm === 'time_changed' ? useful : STEPS;
}

test.each(OTHERS)('$model, a mask a $mask: $arm takes and updates as expected', made => {
  const task = taskWith({
    ...made,
    steps: STEPS,
    batch: made.mask === 'epoch' ? 40 : 2,
    countsWeights: true
  });
  const { architecture, removal } = task;
  const outcomes = runsOf(task);
  const useful = expectedUsefulSteps(architecture, removal, maskUse(task, ROWS));
  const steps = expectedSteps(made.arm, useful);
  expectMean(
    outcomes.map(({ stepsTaken }) => stepsTaken),
    steps
  );
  for (const { stepsTaken, usefulSteps, updates, openFraction } of outcomes) {
    expect([usefulSteps, updates.steps]).toEqual([stepsTaken, stepsTaken]);
    expect(openFraction).toBe(stepsTaken === 0 ? NaN : 1);
  }
  outcomes[0].updates.expected.forEach((expected, l) => {
    expectMean(
      outcomes.map(({ updates }) => updates.mean[l]),
      expected
    );
  });
});

test('weights of a layer are updated alike', () => {
  const task = taskWith({ model: 'bond', p: 0.5, steps: 4000, batch: 1, countsWeights: true });
  const { updates } = runsOf({ ...task, teacher: { ...task.teacher!, train: 10, test: 10 } })[0];
  updates.counts!.forEach((layer, l) => {
    const share = updates.expected[l] / 4000;
    const error = Math.sqrt(4000 * share * (1 - share));
    layer.forEach(count => expect(Math.abs(count - 4000 * share)).toBeLessThan(MOST * error));
  });
});
