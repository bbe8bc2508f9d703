// How many updates a task needs, found from the runs that are updated in every step: after how many the training loss of
// the conditioned arm has fallen half-way from that of the blind predictor. Dropout breaks down where T theta falls to
// this number (docs/theory.md, 4).

import type { Result } from '../result';
import { type Axis, axisOf, groups } from './axis';
import { blindLevel } from './blind';
import { column } from './columns';
import { crossing } from './contour';
import { median } from './quantile';
import { windows } from './training';

/** Share of the blind loss that an arm must have lost, or it has learned nothing and says nothing. */
const LEAST_FALL = 0.2;

/** How many updates a task needs, by the cells that tell. */
export interface Needed {
  /** Median over cells, and the least and the most of any. */
  readonly updates: number;
  readonly least: number;
  readonly most: number;
  readonly cells: number;
}

/** Updates after which the median loss of some runs has fallen half-way from that of the blind predictor to its least. */
function halfWay(result: Result, rows: readonly number[]): number | null {
  const start = blindLevel(result, 'blind_loss', rows);
  const known = windows(result, rows).filter(({ loss }) => loss !== null);
  const losses = known.map(({ loss }) => loss!);
  const least = losses.reduce((a, b) => Math.min(a, b), Infinity);
  return start === null || !(least <= (1 - LEAST_FALL) * start)
    ? null
    : crossing(
        [0, ...known.map(({ step }) => step)],
        [start, ...losses],
        (start + least) / 2,
        false
      );
}

/**
 * The number of updates, cell by cell and then the median: one number for a plane of cells that may need different ones.
 *
 * @param swept axes with more than one value
 * @returns null where no cell of the conditioned arm has series in which it learns
 */
export function neededUpdates(result: Result, swept: readonly Axis[]): Needed | null {
  const arms = axisOf('arm', column(result, 'arm'));
  const rows = [...arms.column.keys()].filter(row => arms.column[row] === 'conditioned');
  const found = groups(rows, swept)
    .map(group => halfWay(result, group.rows))
    .filter(updates => updates !== null);
  return found.length === 0
    ? null
    : {
        updates: median(found)!,
        least: found.reduce((a, b) => Math.min(a, b)),
        most: found.reduce((a, b) => Math.max(a, b)),
        cells: found.length
      };
}

/** The number in two digits, as lines are named by it. */
export function sayUpdates({ updates }: Needed): string {
  return short(updates);
}

/** Which cells the number comes from. */
export function sayCells({ cells, least, most }: Needed): string {
  return cells === 1
    ? 'one cell'
    : `median of ${cells} cells, from ${short(least)} to ${short(most)}`;
}

function short(updates: number): string {
  return String(Number(updates.toPrecision(2)));
}
