// What a run is expected to do against sums over all masks of small networks, and the arms that leave out steps.

import {
  expectedUpdates,
  openWeightProbabilities
} from '../../../src/engine/dropout/expectedupdates';
import { stepRates } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import {
  atLeastOnce,
  expectedUsefulSteps,
  openProbabilities
} from '../../../src/engine/dropout/openprobability';
import { removalOfArm, takesStep } from '../../../src/engine/dropout/steps';
import { evaluationFactors, keepFactors, meanKeeps } from '../../../src/engine/dropout/thinning';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { everyMask, subjectOf, type Setup } from './everymask';

/** theta and P(weight on an open path) by layer, over all masks. */
function bySums(setup: Setup): { theta: number; weights: number[] } {
  const subject = subjectOf(setup);
  const { widths } = subject.architecture;
  const openPath = new OpenPath(subject.architecture, subject.layout);
  const counts = new Float64Array(widths.length - 1);
  const sums = counts.slice();
  let theta = 0;
  for (const { words, probability } of everyMask(subject, stepRates(subject.removal, 0))) {
    theta += openPath.trace(words, 0) ? probability : 0;
    openPath.liveWeights(words, 0, counts);
    counts.forEach((count, l) => {
      sums[l] += (probability * count) / (widths[l] * widths[l + 1]);
    });
  }
  return { theta, weights: Array.from(sums) };
}

const near = (values: readonly number[]): number[] =>
  values.map(value => expect.closeTo(value, 10) as number);

test.each<Setup>([
  { model: 'site', widths: [2, 3, 2, 1], site: [0.3, 0.6] },
  { model: 'bond', widths: [2, 2, 3], bond: [0.3, 0.6] },
  { model: 'mixed', widths: [1, 2, 2, 1], site: [0.3, 0.2], bond: 0.5 },
  { model: 'blocks', widths: [2, 2, 2, 2, 2, 1], site: [0.3, 0.8], skips: [-1, 1, -1, 2, -1] },
  { model: 'blocks', widths: [2, 3, 2, 2, 1], site: [0.3, 0.8], skips: [-1, 0, 2, -1] }
])('weights lie on open paths as in all masks of %j', setup => {
  const { architecture, removal } = subjectOf(setup);
  const { theta, weights } = bySums(setup);
  const use = { steps: 10, masks: 1, hold: 1 };
  const updates = (arm: Parameters<typeof expectedUpdates>[2], masks = 1): number[] =>
    expectedUpdates(architecture, removal, arm, { ...use, masks });
  expect(openWeightProbabilities(architecture, removal, stepRates(removal, 0))).toEqual(
    near(weights)
  );
  expect(updates('dropout')).toEqual(near(weights.map(p => 10 * p)));
  expect(updates('dropout', 3)).toEqual(near(weights.map(p => 10 * (1 - (1 - p) ** 3))));
  expect(updates('conditioned')).toEqual(near(weights.map(p => (10 * p) / theta)));
  expect(updates('time_changed')).toEqual(near(weights.map(p => 10 * p)));
  expect(updates('intact')).toEqual(weights.map(() => 10));
  expect(updates('thinned')).toEqual(near(weights.map(() => 10 * theta)));
  expect(expectedUsefulSteps(architecture, removal, use)).toBeCloseTo(10 * theta, 10);
});

test('rates that change are summed step by step, those of a pass by its first step', () => {
  const { architecture, removal } = subjectOf({ model: 'site', widths: [2, 2, 1] });
  const changing = { ...removal, site: { from: [0.2], to: [0.8], over: 3 } };
  const theta = (p: number): number => 1 - p * p;
  const thetas = [0.2, 0.4, 0.6, 0.8].map(theta);
  expect([...openProbabilities(architecture, changing, 100)!]).toEqual(near(thetas));
  expect(openProbabilities(architecture, changing, 2)).toHaveLength(2);
  const useful = (masks: number, hold: number): number =>
    expectedUsefulSteps(architecture, changing, { steps: 7, masks, hold });
  const sum = thetas.reduce((total, value) => total + value, 0);
  expect(useful(1, 1)).toBeCloseTo(sum + 3 * thetas[3], 12);
  expect(useful(1, 2)).toBeCloseTo(2 * thetas[0] + 2 * thetas[2] + 3 * thetas[3], 12);
  expect(useful(5, 1)).toBeCloseTo(
    thetas.concat(thetas[3], thetas[3], thetas[3]).reduce((all, t) => all + 1 - (1 - t) ** 5, 0),
    12
  );
  expect(atLeastOnce(1e-20, 32)).toBeCloseTo(3.2e-19, 30);
  expect(atLeastOnce(1, 32)).toBe(1);
  expect(atLeastOnce(0, 32)).toBe(0);
});

test('what no exact law is known of is NaN', () => {
  const { architecture, removal } = subjectOf({
    model: 'bond',
    widths: [1, 2, 2, 1],
    bond: 0.5,
    skips: [-1, 1, -1]
  });
  expect(
    expectedUpdates(architecture, removal, 'dropout', { steps: 3, masks: 1, hold: 1 })
  ).toEqual([NaN, NaN, NaN]);
  const wide = subjectOf({
    model: 'bond',
    widths: [1, 65, 65, 1],
    bond: 0.5,
    skips: [-1, 1, -1]
  });
  const use = { steps: 3, masks: 1, hold: 1 };
  expect(expectedUsefulSteps(wide.architecture, wide.removal, use)).toBeNaN();
  expect(openProbabilities(wide.architecture, wide.removal, 3)).toBeNull();
});

test('thinned and time_changed take each step with its theta, the others all', () => {
  const stream = new Stream(keyFromSeed('arms'), 0, 0, Purpose.steps);
  const taken = (arm: Parameters<typeof takesStep>[0], open: number): number =>
    Array.from({ length: 20_000 }, () => takesStep(arm, open, stream)).filter(Boolean).length;
  for (const arm of ['thinned', 'time_changed'] as const) {
    expect(Math.abs(taken(arm, 0.23) - 4600)).toBeLessThan(4.5 * Math.sqrt(20_000 * 0.23 * 0.77));
    expect(taken(arm, 1)).toBe(20_000);
    expect(taken(arm, 0)).toBe(0);
  }
  expect(taken('dropout', 0)).toBe(20_000);
  const { removal } = subjectOf({ model: 'mixed', widths: [2, 2, 1], site: 0.4, bond: 0.3 });
  expect(removalOfArm('time_changed', removal)).toBe(removal);
  expect(removalOfArm('thinned', removal)).toMatchObject({
    site: { from: [0], to: [0], over: 0 },
    bond: { from: [0, 0], to: [0, 0], over: 0 }
  });
});

test('factors make up for what masks remove on average', () => {
  const mixed = subjectOf({
    model: 'mixed',
    widths: [2, 3, 3, 1],
    site: [0.5, 0.2],
    bond: [0.1, 0.2, 0.4],
    skips: [-1, 1, -1],
    removable: true
  });
  const rates = stepRates(mixed.removal, 0);
  expect(keepFactors(mixed.architecture, mixed.removal, rates, true)).toEqual({
    units: near([2, 1.25]),
    weights: near([1 / 0.9, 1.25, 1 / 0.6]),
    skips: near([1, 1.25, 1]),
    blocks: [1, 1, 1]
  });
  expect(meanKeeps(mixed.architecture, mixed.removal, rates)).toEqual({
    units: near([0.5 / (1 - 0.125), 0.8 / (1 - 0.008)]),
    weights: near([0.9, 0.8, 0.6]),
    skips: near([1, 0.8, 1]),
    blocks: [1, 1, 1]
  });
  const blocks = subjectOf({
    model: 'blocks',
    widths: [2, 3, 3, 1],
    site: [0.4],
    skips: [-1, 1, -1]
  });
  const changing = { ...blocks.removal, site: { from: [0], to: [0.4], over: 4 } };
  const none = { units: [1, 1], weights: [1, 1, 1], skips: [1, 1, 1] };
  const evaluated = (steps: number, rescale = false): unknown =>
    evaluationFactors(blocks.architecture, changing, { steps, rescale, arm: 'dropout' });
  expect(evaluated(100)).toEqual({ ...none, blocks: near([1, 0.6, 1]) });
  expect(evaluated(3)).toEqual({ ...none, blocks: near([1, 0.8, 1]) });
  expect(evaluated(100, true)).toEqual({ ...none, blocks: [1, 1, 1] });
});
