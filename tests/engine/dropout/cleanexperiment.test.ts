// The clean experiment (docs/theory.md, section 5): where open paths are rare dropout fails, and with the same p but an
// open path on every step the same network learns. Medians of the test accuracy as NumPy found them, of 12 seeds each.

import { TEACHER } from '../../../src/engine/dropout/data/teacher';
import type { Arm } from '../../../src/engine/dropout/task';
import { DESCENT, trainWith, type Changes } from './task';

const REPLICATES = 12;

function studyOf(changes: Changes, width: number, depth: number): Changes {
  return {
    steps: 2000,
    batch: 32,
    teacher: TEACHER,
    ...changes,
    widths: [16, ...new Array<number>(depth).fill(width), 2]
  };
}

const SITE = (p: number, depth: number): Changes => studyOf({ model: 'site', p }, 8, depth);

const TABLE: { name: string; study: Changes; medians: Partial<Record<Arm, number>> }[] = [
  {
    name: 'site p = 0.8, W = 8, L = 4',
    study: SITE(0.8, 4),
    medians: { dropout: 0.985, conditioned: 0.988 }
  },
  {
    name: 'site p = 0.8, W = 8, L = 16',
    study: SITE(0.8, 16),
    medians: { dropout: 0.559, conditioned: 0.982, intact: 0.986 }
  },
  {
    name: 'site p = 0.7, W = 4, L = 12',
    study: studyOf({ p: 0.7, steps: 1500 }, 4, 12),
    medians: { dropout: 0.573, conditioned: 0.979 }
  },
  {
    name: 'bond p = 0.8, W = 4, L = 12',
    study: studyOf({ model: 'bond', p: 0.8, optimizer: { ...DESCENT, rate: 0.3 } }, 4, 12),
    medians: { dropout: 0.615, conditioned: 0.932 }
  }
];

const CASES = TABLE.flatMap(({ name, study, medians }) =>
  Object.entries(medians).map(([arm, median]) => ({ name, study, arm: arm as Arm, median }))
);

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/**
 * Compares values with a median. It lies outside of the second and the second last of 12 values with probability
 * 2 P(Bin(12, 1/2) <= 1) = 0.0063; as a median of 12 values it is uncertain itself, and gets `slack` more.
 */
function expectMedian(values: readonly number[], median: number, slack: number): void {
  const inOrder = sorted(values);
  expect(inOrder).toHaveLength(12);
  expect(inOrder[1]).toBeLessThan(median + slack);
  expect(inOrder[10]).toBeGreaterThan(median - slack);
}

function runsOf(changes: Changes, replicates = REPLICATES) {
  const outcomes = Array.from({ length: replicates }, (_, replicate) =>
    trainWith(changes, replicate, 'clean')
  );
  outcomes.forEach(({ closedFirstLayerMax }) => expect(closedFirstLayerMax).toBe(0));
  return outcomes;
}

test.each(CASES)('$name, $arm: $median', ({ study, arm, median }) => {
  const outcomes = runsOf({ ...study, arm });
  outcomes.forEach(({ closedGradientMax }) => expect(closedGradientMax).toBe(0));
  const accuracies = outcomes.map(({ test }) => test.accuracy);
  expectMedian(accuracies, median, 0.005);
});

// L = 16: 500 useful steps are 9,442 steps of dropout.
test('the time change: 500 conditioned steps do what 9,442 of dropout do', () => {
  const losses = (arm: Arm, steps: number): number[] =>
    runsOf({ ...SITE(0.8, 16), arm, steps }).map(({ test }) => test.loss);
  const [conditioned, dropout] = [losses('conditioned', 500), losses('dropout', 9442)];
  expectMedian(conditioned, 0.687, 0.002);
  expectMedian(dropout, 0.688, 0.002);
}, 120_000);

test('with biases and uneven labels dropout falls to the label entropy and the commonest class', () => {
  const teacher = { ...TEACHER, balance: 0.77 };
  const outcomes = runsOf({ ...SITE(0.8, 16), bias: true, teacher }, 4);
  const entropy = -0.77 * Math.log(0.77) - 0.23 * Math.log(0.23);
  for (const { trainLoss, test: tested, blind } of outcomes) {
    expect(tested.accuracy).toBe(blind.accuracy);
    // Biases of the last layers still shake at this rate.
    expect(Math.abs(trainLoss - entropy)).toBeLessThan(0.03);
  }
});
