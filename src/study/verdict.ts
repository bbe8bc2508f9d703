// The verdict on a cell of a training study: whether dropout learns there, and if not, whether closed paths are the
// cause. Decided from the shares of runs that learn, arm by arm, over replicates; derived here (docs/theory.md, section 4).

import type { Arm } from '../engine/dropout/task';
import { binomialTail } from '../engine/percolation/binomialtail';
import { wilson } from '../engine/percolation/wilson';
import { quantile } from './figure/quantile';

/**
 * learns: dropout does. percolation breakdown: dropout fails, and learns as soon as every mask has an open path. signal
 * breakdown: it fails on open masks too. optimisation: nothing is removed and it fails nevertheless. undecided: the data
 * don't tell, or an arm is missing.
 */
export const VERDICTS = [
  'learns',
  'percolation breakdown',
  'signal breakdown',
  'optimisation',
  'undecided'
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The score of a run on the test set, and that of the best predictor that does not see the inputs. */
export interface Run {
  /** Accuracy, or R^2 for regression. */
  readonly score: number;
  readonly blind: number;
  /** Whether it has grown beyond all bounds, so that its loss is no number. */
  readonly isDiverged: boolean;
}

/** Runs of a cell by arm; the same place in each list is the same replicate. */
export type Runs = ReadonlyMap<Arm, readonly Run[]>;

/** How many runs of an arm learn, with the 95 % interval (Wilson) of their share. */
export interface Share {
  readonly learned: number;
  readonly runs: number;
  /** How many of the runs diverged. */
  readonly diverged: number;
  readonly low: number;
  readonly high: number;
  /** The interval lies above 1/2 (learns) or below (fails), or holds it. */
  readonly says: 'learns' | 'fails' | 'nothing';
}

/** Why a cell is undecided: an arm is missing, or too few runs of one agree, or the arms' difference may be chance. */
export type Doubt =
  | { readonly is: 'missing'; readonly arm: Arm }
  | { readonly is: 'mixed'; readonly arm: Arm }
  | { readonly is: 'chance' };

/** A verdict with all that it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Null for every other verdict than undecided. */
  readonly doubt: Doubt | null;
  readonly shares: ReadonlyMap<Arm, Share>;
  /**
   * Score from which a run counts as learned: the median of blind scores plus what is needed; NaN without the arm intact.
   */
  readonly needed: number;
  /** Whether what is needed is half of what intact gains; else a fifth of what can be gained. */
  readonly isHalf: boolean;
  /** What the intact runs say of themselves: they beat the blind predictor, they don't, or they are too few to tell. */
  readonly intact: 'beats' | 'fails' | 'few';
  /** Whether the intact arm gains, in the median, less than a fifth of what can be gained. */
  readonly isWeak: boolean;
  /** One-sided exact McNemar test of conditioned against dropout; NaN where one of them or intact is missing. */
  readonly pValue: number;
}

/** Share of what the intact arm gains over the blind predictor that makes a run one that learns. */
const ENOUGH = 0.5;
/** Share of all that can be gained below which an intact arm is weak, and is nothing where it does not beat the blind one. */
const SOMETHING = 0.2;
/** Level of the McNemar test. */
const LEVEL = 0.05;

const FAIR = { theta: 0.5, oneMinusTheta: 0.5 };

/** What a run gains over the blind predictor; nothing at all where it diverged. */
function gainOf({ score, blind }: Run): number {
  return Number.isFinite(score) ? score - blind : -Infinity;
}

function shareOf(learned: readonly boolean[], diverged = 0): Share {
  const runs = learned.length;
  const count = learned.filter(Boolean).length;
  const { low, high } = wilson(count, runs);
  return {
    learned: count,
    runs,
    diverged,
    low,
    high,
    says: low > 0.5 ? 'learns' : high < 0.5 ? 'fails' : 'nothing'
  };
}

/** What a run must gain, judged by the intact runs; and what those say of themselves. */
function needOf(
  intact: readonly Run[]
): Pick<Judgement, 'isHalf' | 'intact' | 'isWeak'> & { gain: (run: Run) => number } {
  const gains = intact.map(gainOf);
  const median = quantile(gains, 0.5)!;
  // Where the blind predictor is always right there is nothing to gain.
  const shares = intact.map(({ blind }, i) => (gains[i] > 0 ? gains[i] / (1 - blind) : gains[i]));
  const beats = shareOf(gains.map(gain => gain > 0)).says === 'learns';
  const few = shareOf(gains.map(() => true)).says !== 'learns';
  const isHalf = beats || (few && median > 0);
  return {
    isHalf,
    intact: beats ? 'beats' : few ? 'few' : 'fails',
    isWeak: quantile(shares, 0.5)! < SOMETHING,
    gain: isHalf ? () => ENOUGH * median : ({ blind }) => SOMETHING * (1 - blind)
  };
}

/**
 * One-sided exact McNemar test that conditioned runs learn more often than dropout runs: among the replicates in which just
 * one of the two learns, each is as likely as the other if open paths make no difference. McNemar, Psychometrika 12
 * (1947) 153.
 *
 * @param dropout whether each replicate learns
 * @param conditioned the same replicates on open masks
 * @returns P(at least as many replicates in favour of conditioned), 1 where there is none
 */
export function mcnemar(dropout: readonly boolean[], conditioned: readonly boolean[]): number {
  const inFavour = conditioned.filter((learns, i) => learns && !dropout[i]).length;
  const against = dropout.filter((learns, i) => learns && !conditioned[i]).length;
  const discordant = inFavour + against;
  return discordant === 0 ? 1 : binomialTail(discordant, inFavour, FAIR);
}

/** What is concluded from the shares. */
function conclude(
  shares: ReadonlyMap<Arm, Share>,
  isHalf: boolean,
  pValue: number
): Pick<Judgement, 'verdict' | 'doubt'> {
  const decided = (verdict: Verdict): Pick<Judgement, 'verdict' | 'doubt'> => ({
    verdict,
    doubt: null
  });
  const undecided = (doubt: Doubt): Pick<Judgement, 'verdict' | 'doubt'> => ({
    verdict: 'undecided',
    doubt
  });
  const says = (arm: Arm): Share['says'] | undefined => shares.get(arm)?.says;
  for (const arm of ['intact', 'dropout', 'conditioned'] as const) {
    const said = says(arm);
    if (said === undefined) {
      return undecided({ is: 'missing', arm });
    }
    if (said === 'nothing') {
      return undecided({ is: 'mixed', arm });
    }
    if (arm === 'intact' && !isHalf) {
      return decided('optimisation');
    }
    if (arm === 'dropout' && said === 'learns') {
      return decided('learns');
    }
  }
  if (says('conditioned') === 'fails') {
    return decided('signal breakdown');
  }
  return pValue <= LEVEL ? decided('percolation breakdown') : undecided({ is: 'chance' });
}

/**
 * Judges a cell.
 *
 * A run learns when its score is above that of the blind predictor, by half of what the intact arm gains in the median. An
 * arm learns (fails) when the 95 % interval of its share of such runs lies above (below) one half, for which it takes
 * four replicates at least. The intact arm must also beat the blind predictor, in so many runs that their interval lies
 * above one half; where it does not, it fails when its runs gain less than a fifth of what can be gained. Fewer than four
 * replicates can't tell: what they gain is believed, and no verdict follows. The verdict `percolation breakdown` needs
 * McNemar's test at 5 % as well. All levels are those of a single cell.
 *
 * @param runs at least one run for each arm that is there
 */
export function judge(runs: Runs): Judgement {
  const control = runs.get('intact');
  if (!control) {
    return {
      verdict: 'undecided',
      doubt: { is: 'missing', arm: 'intact' },
      shares: new Map(),
      needed: NaN,
      isHalf: false,
      intact: 'few',
      isWeak: false,
      pValue: NaN
    };
  }
  const { gain, ...means } = needOf(control);
  const learned = new Map(
    [...runs].map(([arm, own]) => [
      arm,
      own.map(run => gainOf(run) >= gain(run) && gainOf(run) > 0)
    ])
  );
  const divergedIn = (arm: Arm): number => runs.get(arm)!.filter(run => run.isDiverged).length;
  const shares = new Map([...learned].map(([arm, own]) => [arm, shareOf(own, divergedIn(arm))]));
  const [dropout, conditioned] = [learned.get('dropout'), learned.get('conditioned')];
  const pValue = dropout && conditioned ? mcnemar(dropout, conditioned) : NaN;
  const needed = quantile(
    control.map(run => run.blind + gain(run)),
    0.5
  )!;
  return { ...conclude(shares, means.isHalf, pValue), ...means, shares, needed, pValue };
}
