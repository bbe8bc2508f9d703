// theta, the probability of an open path: exact, from counts of trials, from one pass over thresholds for a whole
// axis of p, or by splitting where it is rare.

import { log, log1p } from '../../engine/math/log';
import { dkwHalfWidth } from '../../engine/percolation/dkw';
import { splittingSummary } from '../../engine/percolation/splitting';
import { wilson } from '../../engine/percolation/wilson';
import type { ShardResult } from '../../engine/shard';
import { cutTrials } from './cut';
import { methodOf, type Method } from './method';
import {
  groupPoints,
  ofKind,
  singlePart,
  type Answer,
  type Context,
  type Part,
  type Parts,
  type Point
} from './part';

type Columns = Answer['columns'];

function exactColumns(result: Extract<ShardResult, { kind: 'exact' }>): Columns {
  const { theta, oneMinusTheta, logTheta, logOneMinusTheta, algorithm } = result;
  return {
    theta,
    one_minus_theta: oneMinusTheta,
    log_theta: logTheta,
    log_one_minus_theta: logOneMinusTheta,
    theta_low: theta,
    theta_high: theta,
    trials: 0,
    method: 'exact',
    algorithm
  };
}

/** Columns of an estimate and its interval; the complement is given apart, since one of the two is small. */
function sampledColumns(
  theta: number,
  closed: number,
  interval: { low: number; high: number },
  trials: number,
  algorithm: string
): Columns {
  return {
    theta,
    one_minus_theta: closed,
    log_theta: theta < 0.5 ? log(theta) : 0 + log1p(-closed),
    log_one_minus_theta: closed < 0.5 ? log(closed) : 0 + log1p(-theta),
    theta_low: interval.low,
    theta_high: interval.high,
    trials,
    method: 'montecarlo',
    algorithm
  };
}

function countColumns(open: number, trials: number, algorithm: string): Columns {
  const interval = wilson(open, trials);
  return sampledColumns(open / trials, (trials - open) / trials, interval, trials, algorithm);
}

function exactPart({ row, subject }: Point, enumerate: boolean, context: Context): Part {
  // Beside splitting there are columns for the interval of the complement.
  const isBesideSplitting = context.study.settings.get('method')?.includes('splitting') ?? false;
  return singlePart(row, { kind: 'exact', subject, enumerate }, context, result => {
    const exact = ofKind([result], 'exact')[0];
    const { oneMinusTheta: closed } = exact;
    const ends = isBesideSplitting
      ? { one_minus_theta_low: closed, one_minus_theta_high: closed }
      : {};
    return { columns: { ...exactColumns(exact), ...ends } };
  });
}

function trialsPart(
  { row, subject, trials }: Point,
  sampler: Extract<Method, { by: 'trials' }>['sampler'],
  context: Context
): Part {
  const pieces = cutTrials(row, { kind: 'trials', subject, sampler, trials }, context);
  return {
    pieces,
    finish: results => {
      const open = ofKind(results, 'trials').reduce((sum, result) => sum + result.open, 0);
      return new Map([[row, { columns: countColumns(open, trials, sampler) }]]);
    }
  };
}

/** All points of an axis of p from one sample of thresholds: point by point Wilson's interval, together DKW's band. */
function curvePart(points: readonly Point[], context: Context): Part {
  const [{ row, subject }] = points;
  const trials = Math.max(...points.map(point => point.trials));
  const ps = points.map(({ cell }) => cell.get('p') as number);
  const pieces = cutTrials(row, { kind: 'curve', subject, ps, trials }, context);
  return {
    pieces,
    finish: results => {
      const curves = ofKind(results, 'curve');
      const reach = dkwHalfWidth(trials);
      return new Map(
        points.map((point, i) => {
          const open = curves.reduce((sum, curve) => sum + curve.open[i], 0);
          const theta = open / trials;
          const band = {
            band_low: Math.max(0, theta - reach),
            band_high: Math.min(1, theta + reach)
          };
          return [point.row, { columns: { ...countColumns(open, trials, 'max-min'), ...band } }];
        })
      );
    }
  };
}

function splittingPart(point: Point, context: Context): Part {
  const { row, subject, trials } = point;
  const pieces = cutTrials(row, { kind: 'splitting', subject, trials }, context);
  return {
    pieces,
    finish: results => {
      const runs = ofKind(results, 'splitting');
      const { mean, low, high } = splittingSummary(runs.flatMap(({ estimates }) => estimates));
      const rare = { low, high };
      const rest = { low: 1 - high, high: 1 - low };
      const [open, closed] = runs[0].side === 'open' ? [rare, rest] : [rest, rare];
      const [theta, oneMinusTheta] = runs[0].side === 'open' ? [mean, 1 - mean] : [1 - mean, mean];
      const columns = {
        ...sampledColumns(theta, oneMinusTheta, open, trials, 'splitting'),
        one_minus_theta_low: closed.low,
        one_minus_theta_high: closed.high
      };
      return new Map([[row, { columns }]]);
    }
  };
}

function* partsOf(points: readonly Point[], context: Context): Parts {
  const swept: Point[] = [];
  for (const point of points) {
    const method = methodOf(context, point, points.length);
    switch (method.by) {
      case 'exact':
        yield exactPart(point, method.enumerate, context);
        break;
      case 'trials':
        yield trialsPart(point, method.sampler, context);
        break;
      case 'splitting':
        yield splittingPart(point, context);
        break;
      case 'max-min':
        swept.push(point);
    }
  }
  if (swept.length > 0) {
    yield curvePart(swept, context);
  }
}

/**
 * Parts that find theta of all points.
 *
 * @param points rows of the study, each with its p
 * @param context the study and the edges of its graph
 * @throws StudyError where what the study asks for does not apply
 */
export function* thetaParts(points: readonly Point[], context: Context): Parts {
  for (const group of groupPoints(context.study, points, ['p'])) {
    yield* partsOf(group, context);
  }
}

/** Whether theta of a point is estimated by counting, so that its precision follows from the number of trials. */
export function isCounted(context: Context, point: Point): boolean {
  const { by } = methodOf(context, point, 1);
  return by === 'trials' || by === 'max-min';
}
