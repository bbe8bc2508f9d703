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

/** A score, told from 1: where a class is rare, what is left to learn are the last hundredths. */
function scored(value: number): string {
  const [, power] = (1 - value).toExponential().split('e');
  const decimals = -Number(power);
  return decimals > 2 ? value.toFixed(decimals) : short(value);
}

function sayShare({ learned, runs, diverged, low, high }: Share): string {
  const failed = diverged > 0 ? `; ${diverged} diverged` : '';
  return (
    `${learned} of ${runs} ${runs === 1 ? 'run learns' : 'runs learn'} ` +
    `(95 %: ${short(low)} to ${short(high)}${failed})`
  );
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

/** Where most runs of an arm that fails diverged: what may mend that. */
function caution({ shares }: Judgement): string[] {
  const failed = [...shares.values()].filter(({ says }) => says === 'fails');
  return failed.some(({ diverged, runs }) => 2 * diverged > runs)
    ? ['runs that diverged may learn at a lower rate or with clipping']
    : [];
}

/** What counts as learning, and how far the intact arm bears it out. */
function sayNeed({ isHalf, intact, isWeak }: Judgement): string {
  const what = isHalf ? 'half of what the intact arm gains' : 'a fifth of what can be gained';
  const caveats = [
    ...(intact === 'few' ? ['too few replicates to tell whether the intact arm beats it'] : []),
    ...(intact === 'fails' ? ['which the intact arm does not clearly beat'] : []),
    ...(isHalf && isWeak
      ? ['though the intact arm itself gains less than a fifth of what can be gained']
      : [])
  ];
  return [`${what} over a predictor that does not see the inputs`, ...caveats].join(', ');
}

/**
 * A judgement in words: the verdict, the share of runs that learn in each arm, the test, and what counts as learning.
 *
 * @param judgement what `judge` says of a cell
 * @param score name of the score: `accuracy` or `R²`
 */
export function sayVerdict(judgement: Judgement, score: string): string {
  const { verdict, doubt, shares, needed, pValue } = judgement;
  const advice = doubt === null ? [] : [remedy(judgement)];
  if (shares.size === 0) {
    return `${[verdict, ...advice].join(': ')}.`;
  }
  const said = [...shares].map(([arm, share]) => `${NAMES[arm]} ${sayShare(share)}`);
  const test = Number.isNaN(pValue)
    ? []
    : [`conditioned against dropout p = ${short(pValue)} (one-sided exact McNemar test)`];
  const learning =
    needed === 1
      ? 'a predictor that does not see the inputs is always right'
      : `learning is a test ${score} of ${scored(needed)}, ${sayNeed(judgement)}`;
  const parts = [[...said, ...test].join(', '), learning, ...caution(judgement), ...advice];
  return `${verdict}: ${parts.join('; ')}.`;
}
