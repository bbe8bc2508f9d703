// The threshold T of a trial: the largest p at which its path is still open, so that theta(p) = P(T >= p). Columns: the
// p at which theta is theta_star, with its interval; profile: the distribution function of T.

import { dkwHalfWidth } from '../../engine/percolation/dkw';
import { hasExactMethod } from '../../engine/percolation/exact';
import { quantileInterval } from '../../engine/percolation/quantileinterval';
import { removalAt } from '../network';
import { refuse } from '../refuse';
import { cutTrials } from './cut';
import { checkGraph, hasLabels, isEnumerated } from './method';
import {
  groupPoints,
  ofKind,
  WholeTask,
  type Answer,
  type Context,
  type Part,
  type Parts,
  type Point,
  type ProfileEntry
} from './part';

/** Most thresholds that are kept, 80 MB. */
const MOST_THRESHOLDS = 10_000_000;
/** Steps of the distribution function that a result keeps. */
const STEPS = 64;

function thetaStarOf({ cell }: Point): number {
  return cell.get('theta_star') as number;
}

/** The distribution function is kept once, at the first row of the group. */
function answers(
  points: readonly Point[],
  columnsOf: (thetaStar: number) => Answer['columns'],
  profile: readonly ProfileEntry[]
): Map<number, Answer> {
  return new Map(
    points.map((point, i) => {
      const columns = columnsOf(thetaStarOf(point));
      return [point.row, i === 0 ? { columns, profile } : { columns }];
    })
  );
}

function exactPart(points: readonly Point[], enumerate: boolean, context: Context): Part {
  const [{ row, subject }] = points;
  const thetas = [...new Set(points.map(thetaStarOf))];
  return {
    pieces: new WholeTask(row, { kind: 'threshold', subject, enumerate, thetas }, context),
    finish: results => {
      const [{ ps, law }] = ofKind(results, 'threshold');
      const profile = law.p.map((at, i) => {
        const value = law.below[i];
        return { measure: 'threshold', at, value, low: value, high: value };
      });
      return answers(
        points,
        thetaStar => {
          const p = ps[thetas.indexOf(thetaStar)];
          return { threshold: p, threshold_low: p, threshold_high: p, threshold_trials: 0 };
        },
        profile
      );
    }
  };
}

/** Distribution function of sorted values on equal steps from the least to the greatest, with DKW's band. */
function distribution(sorted: Float64Array): ProfileEntry[] {
  const reach = dkwHalfWidth(sorted.length);
  const least = sorted.find(value => value >= 0) ?? 0;
  const span = sorted[sorted.length - 1] - least;
  let below = 0;
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const at = i === STEPS ? least + span : least + (span * i) / STEPS;
    while (below < sorted.length && sorted[below] <= at) {
      below += 1;
    }
    const value = below / sorted.length;
    return {
      measure: 'threshold',
      at,
      value,
      low: Math.max(0, value - reach),
      high: Math.min(1, value + reach)
    };
  });
}

function sampledPart(points: readonly Point[], context: Context): Part {
  const [first] = points;
  checkGraph(context, first);
  if (!hasLabels(first)) {
    const message =
      'the threshold of this network has no exact method, and its elements are not removed with probability p itself; remove it';
    refuse(context.study, 'measure', message);
  }
  const { row, subject, trials } = first;
  if (trials > MOST_THRESHOLDS) {
    const message = `found ${trials}; allowed where thresholds are sampled: at most ${MOST_THRESHOLDS}, since all of them are kept`;
    refuse(context.study, 'trials', message);
  }
  return {
    pieces: cutTrials(row, { kind: 'thresholds', subject, trials }, context),
    finish: results => {
      const sorted = new Float64Array(trials);
      let at = 0;
      for (const { values } of ofKind(results, 'thresholds')) {
        sorted.set(values, at);
        at += values.length;
      }
      sorted.sort();
      return answers(
        points,
        thetaStar => {
          const { estimate, low, high } = quantileInterval(sorted, 1 - thetaStar);
          return {
            threshold: estimate,
            threshold_low: low,
            threshold_high: high,
            threshold_trials: trials
          };
        },
        distribution(sorted)
      );
    }
  };
}

/**
 * Parts that find the thresholds of all points: once for all that differ in p and theta_star alone.
 *
 * @param points rows of the study
 * @param context the study and the edges of its graph
 * @throws StudyError where the threshold has no method, or not the one that is asked for
 */
export function* thresholdParts(points: readonly Point[], context: Context): Parts {
  for (const group of groupPoints(context.study, points, ['p', 'theta_star'])) {
    const [{ cell, subject }] = group;
    const asked = cell.get('method');
    // Any p inside 0 .. 1 tells whether there is an exact method at all of them.
    const exact = hasExactMethod(subject.network, removalAt(cell, 0.5));
    const few = hasLabels(group[0]) && isEnumerated(context, group[0]);
    if ((exact && (asked === 'auto' || asked === 'exact')) || few) {
      yield exactPart(group, !exact || asked === 'enumeration', context);
      continue;
    }
    if (asked === 'exact' || asked === 'enumeration') {
      const message = 'the threshold of this network can only be sampled; use auto or montecarlo';
      refuse(context.study, 'method', message);
    }
    yield sampledPart(group, context);
  }
}
