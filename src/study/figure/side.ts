// What the panel of theta shows: theta from 0 to 1, or, where splitting found one of theta and 1 - theta to be rare, that
// one on a logarithmic axis, on which 1e-12 can be told from 0.

import type { Result } from '../result';
import { column, columnOrNull, finite, hasColumn } from './columns';
import { decadeScale, fractionScale, type Scale } from './scale';
import type { Coordinate } from './types';

/** An interval whose ends may be missing. */
export type Ends = readonly [low: Coordinate, high: Coordinate];

/** What stands along y. */
export interface Side {
  readonly is: 'theta' | 'one_minus_theta';
  readonly scale: Scale;
  /** Height of a row; null where it can't be drawn. */
  at(row: number): Coordinate;
  /** Ends of a row's own interval, to be told. */
  told(row: number): Ends;
  /** The same, to be drawn. */
  interval(row: number): Ends;
  /** Ends of an interval of theta. */
  ofTheta(low: Coordinate, high: Coordinate): Ends;
}

/** Values below this are too low to be seen on an axis from 0 to 1. */
const RARE = 1e-3;

/** Lower ends of intervals that reach below what is drawn still show this part of a decade below it. */
const BELOW = 10 ** -0.3;

function isSplit(result: Result): (row: number) => boolean {
  const algorithm = columnOrNull(result, 'algorithm');
  return row => algorithm?.[row] === 'splitting';
}

/** The least value that splitting found, above 0; Infinity where there is none. */
function leastOf(result: Result, name: Side['is']): number {
  const split = isSplit(result);
  return column(result, name).reduce<number>((least, cell, row) => {
    const value = finite(cell);
    return value !== null && value > 0 && split(row) ? Math.min(least, value) : least;
  }, Infinity);
}

/**
 * The side that splitting found to be rare, the rarer one where both are.
 *
 * @returns null where no row was split, or none is rare
 */
export function rareSide(result: Result): Side['is'] | null {
  if (!['theta', 'one_minus_theta'].every(name => hasColumn(result, name))) {
    return null;
  }
  const [open, closed] = [leastOf(result, 'theta'), leastOf(result, 'one_minus_theta')];
  return Math.min(open, closed) >= RARE ? null : open <= closed ? 'theta' : 'one_minus_theta';
}

function complement(value: Coordinate): Coordinate {
  return value === null ? null : 1 - value;
}

/** Own columns of a row's interval where there are any, since the complement of one near 1 has no digits left. */
function endsOf(result: Result, is: Side['is']): (row: number) => Ends {
  const [low, high] = [column(result, 'theta_low'), column(result, 'theta_high')];
  const [ownLow, ownHigh] = [`${is}_low`, `${is}_high`].map(name => columnOrNull(result, name));
  return row => {
    const own = [finite(ownLow?.[row]), finite(ownHigh?.[row])] as const;
    return own[0] !== null || is === 'theta'
      ? own
      : [complement(finite(high[row])), complement(finite(low[row]))];
  };
}

/**
 * The side of a result that is shown.
 *
 * @throws TypeError where a column of the contract is missing
 */
export function sideOf(result: Result): Side {
  const rare = rareSide(result);
  const is = rare ?? 'theta';
  const cells = column(result, is);
  const ends = endsOf(result, is);
  const ofTheta = (low: Coordinate, high: Coordinate): Ends =>
    is === 'theta' ? [low, high] : [complement(high), complement(low)];
  if (rare === null) {
    const scale = fractionScale('θ = P(open path)');
    return { is, scale, at: row => finite(cells[row]), told: ends, interval: ends, ofTheta };
  }
  const split = isSplit(result);
  const values = cells.flatMap((cell, row) => (split(row) ? [finite(cell)] : []));
  const shown = values.filter(value => value !== null && value > 0) as number[];
  const least = shown.reduce((low, value) => Math.min(low, value));
  const most = shown.reduce((high, value) => Math.max(high, value));
  const floor = least * BELOW;
  const positive = (value: Coordinate): Coordinate => (value !== null && value > 0 ? value : null);
  const raised = ([low, high]: Ends): Ends => [
    low === null ? null : Math.max(low, floor),
    positive(high)
  ];
  const title = is === 'theta' ? 'θ = P(open path)' : '1 − θ = P(no open path)';
  return {
    is,
    scale: decadeScale(floor, most, `${title}, logarithmic`),
    at: row => positive(finite(cells[row])),
    told: ends,
    interval: row => raised(ends(row)),
    ofTheta: (low, high) => raised(ofTheta(low, high))
  };
}
