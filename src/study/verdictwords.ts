// A verdict as one sentence with its numbers.

import type { Arm } from '../engine/dropout/task';
import type { Judgement, Share } from './verdict';

/** Replicates with which most cells are decided. */
const ENOUGH_REPLICATES = 12;

const NAMES: Readonly<Record<Arm, string>> = {
  dropout: 'with dropout',
  conditioned: 'on open masks only',
  intact: 'without removals',
  thinned: 'without removals on thinned steps',
  time_changed: 'on as many open masks as dropout has'
};

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function sayShare({ learned, runs, low, high }: Share): string {
  return `${learned} of ${runs} ${runs === 1 ? 'run learns' : 'runs learn'} (95 %: ${short(low)} to ${short(high)})`;
}

/** What would decide an undecided cell. */
function remedy({ doubt, shares }: Judgement): string {
  if (doubt?.is === 'missing') {
    return `the arm ${doubt.arm} is missing; add ${doubt.arm} to arms`;
  }
  const runs = Math.max(...[...shares.values()].map(share => share.runs));
  const more = runs < ENOUGH_REPLICATES ? ENOUGH_REPLICATES : 2 * runs;
  const why =
    doubt?.is === 'mixed'
      ? `the share of runs that learn ${NAMES[doubt.arm]} may be more or less than one half`
      : 'the difference between dropout and open masks may be chance';
  return `${why}; use replicates: ${more}`;
}

/**
 * A judgement in words: the verdict, the share of runs that learn in each arm, the test, and what counts as learning.
 *
 * @param judgement what `judge` says of a cell
 * @param score name of the score: `accuracy` or `R²`
 */
export function sayVerdict(judgement: Judgement, score: string): string {
  const { verdict, doubt, shares, needed, isHalf, pValue } = judgement;
  const advice = doubt === null ? [] : [remedy(judgement)];
  if (shares.size === 0) {
    return `${[verdict, ...advice].join(': ')}.`;
  }
  const said = [...shares].map(([arm, share]) => `${NAMES[arm]} ${sayShare(share)}`);
  const test = Number.isNaN(pValue)
    ? []
    : [`conditioned against dropout p = ${short(pValue)} (one-sided exact McNemar test)`];
  const means = isHalf
    ? 'half of what the intact arm gains over a predictor that does not see the inputs'
    : 'a fifth of what can be gained over a predictor that does not see the inputs, which the intact arm does not beat';
  const learning = `learning is a test ${score} of ${short(needed)}, ${means}`;
  return `${verdict}: ${[[...said, ...test].join(', '), learning, ...advice].join('; ')}.`;
}
