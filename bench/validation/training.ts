// What theory says of training, on many runs of tiny networks: useful steps, the first of them, and how often a weight is
// changed. None of these has an interval in a result; each mean over runs is held against its exact expectation.

import { inlineHost } from '../../src/host/inline';
import { dropout, type Result, type StudyKeys } from '../../src/node';
import { numbers } from './asking';
import { table } from './coverage';

/** A mean over runs beside what it must be. */
export interface Score {
  readonly what: string;
  readonly runs: number;
  readonly expected: number;
  readonly mean: number;
  /** Distance in standard errors, those of the exact law where it is known. */
  readonly z: number;
}

const NETWORK = { width: 2, depth: 2 };
const STEPS = 60;
const BATCH = 3;

const TRAINING = {
  ...NETWORK,
  data: { name: 'teacher', train: 32, test: 4 },
  steps: STEPS,
  batch: BATCH,
  passes: 0,
  force: true
};

/** Rows of one study: its section of updates keeps no more of them. */
const TOGETHER = 1000;

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function score(
  what: string,
  values: readonly number[],
  expected: number,
  deviation?: number
): Score {
  const own = moments(values);
  const error = (deviation ?? own.deviation) / Math.sqrt(values.length);
  const z = own.mean === expected ? 0 : (own.mean - expected) / error;
  return { what, runs: values.length, expected, mean: own.mean, z };
}

async function runsOf(name: string, keys: StudyKeys, runs: number, take: (result: Result) => void) {
  const host = inlineHost();
  for (let from = 0; from < runs; from += TOGETHER) {
    const replicates = Math.min(TOGETHER, runs - from);
    take(await dropout({ ...TRAINING, ...keys, replicates, seed: `${name} ${from}` }, { host }));
  }
}

const CASES = [
  { model: 'site', p: 0.6, mask: 'step' },
  { model: 'bond', p: 0.6, mask: 'step' },
  { model: 'site', p: 0.8, mask: 'sample' },
  { model: 'bond', p: 0.5, mask: 'epoch' }
] as const;

async function caseOf(
  arm: string,
  { model, p, mask }: (typeof CASES)[number],
  runs: number
): Promise<Score[]> {
  const useful: number[] = [];
  const first: number[] = [];
  const open: number[] = [];
  let expected = NaN;
  const layers: { expected: number; means: number[] }[] = [];
  let theta = NaN;
  await runsOf(`${arm} ${model} ${mask}`, { model, p, mask, arms: [arm] }, runs, result => {
    useful.push(...numbers(result, 'useful_steps'));
    first.push(...numbers(result, 'first_open_step'));
    open.push(...numbers(result, 'open_fraction'));
    [expected] = numbers(result, 'useful_steps_expected');
    [theta] = numbers(result, 'theta');
    const { layer, mean, expected: law } = result.updates!;
    layer.forEach((l, i) => {
      layers[l - 1] ??= { expected: Number(law[i]), means: [] };
      layers[l - 1].means.push(Number(mean[i]));
    });
  });
  const where = `${arm}, ${model}, p = ${p}, one mask ${mask === 'epoch' ? 'an' : 'a'} ${mask}`;
  // With one mask a step their number is binomial.
  const binomial =
    mask === 'step' && arm === 'dropout' ? Math.sqrt(STEPS * theta * (1 - theta)) : undefined;
  const scores = [score(`\`useful_steps\`; ${where}`, useful, expected, binomial)];
  if (arm === 'dropout') scores.push(score(`\`open_fraction\`; ${where}`, open, theta));
  if (mask === 'step' && arm === 'dropout') {
    // Geometric, up to the last step: P(none) = (1 - theta)^T.
    const seen = first.filter(Number.isFinite);
    const none = (1 - theta) ** STEPS;
    const given = (1 / theta - none * (STEPS + 1 / theta)) / (1 - none);
    const spread = Math.sqrt(1 - theta) / theta;
    scores.push(score(`\`first_open_step\`, where there is one; ${where}`, seen, given, spread));
  }
  layers.forEach(({ expected: law, means }, i) =>
    scores.push(score(`\`updates\`, layer ${i + 1}; ${where}`, means, law))
  );
  return scores;
}

/** All comparisons of training, each over this many runs. */
export async function training(runs: number): Promise<Score[]> {
  const all: Score[] = [];
  for (const arm of ['dropout', 'conditioned', 'time_changed', 'thinned']) {
    for (const each of CASES) {
      const isPossible = arm === 'dropout' || each.mask === 'step';
      if (isPossible) all.push(...(await caseOf(arm, each, runs)));
    }
  }
  return all;
}

/** The table of scores. */
export function scoreTable(scores: readonly Score[]): string {
  return table(
    ['what', 'runs', 'expected', 'mean', 'z'],
    scores.map(({ what, runs, expected, mean, z }) => [
      what,
      String(runs),
      expected.toPrecision(6),
      mean.toPrecision(6),
      z.toFixed(2)
    ])
  );
}
