// What panels of a percolation result have in common: the axis along x and the lines that the other axes make.

import { measuredColumns } from '../columnorder';
import type { Result } from '../result';
import { alongX, type Axis, axisOf, groups, inputs, isSwept } from './axis';
import { column, columnOrNull, finite, hasColumn, hasNumber } from './columns';
import { type Placement, placement } from './scale';

/** Rows against one axis, a line for each combination of the others. */
export interface Sheet {
  readonly result: Result;
  /** All inputs. */
  readonly axes: readonly Axis[];
  readonly x: Axis;
  readonly place: Placement;
  /** Swept axes that are not along x. */
  readonly rest: readonly Axis[];
}

/** The axis of rows that differ in nothing: how they were found, or else what is removed. */
function onlyAxis(result: Result): Axis {
  const { model } = result.study;
  return hasColumn(result, 'method')
    ? axisOf('method', column(result, 'method'))
    : axisOf(
        'model',
        Array.from({ length: result.rows }, () => (typeof model === 'string' ? model : ''))
      );
}

/**
 * The sheet of a result.
 *
 * @param without names of axes that what is drawn does not depend on
 */
export function sheetOf(result: Result, without: readonly string[] = []): Sheet {
  const axes = inputs(result);
  const relevant = axes.filter(({ name }) => !without.includes(name));
  const swept = relevant.filter(isSwept);
  const x = alongX(swept) ?? alongX(relevant.filter(axis => axis.numeric)) ?? onlyAxis(result);
  return { result, axes, x, place: placement(x), rest: swept.filter(axis => axis !== x) };
}

/** Rows in the order of x. */
export function alongSheet({ place }: Sheet, rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => (place.at(a) ?? 0) - (place.at(b) ?? 0));
}

/** One row for each value of some axes: the first that has a value in a column. */
export function firstRows(
  result: Result,
  rows: readonly number[],
  axes: readonly Axis[],
  name: string
): number[] {
  const cells = column(result, name);
  const known = rows.filter(row => finite(cells[row]) !== null);
  return groups(known, axes).map(group => group.rows[0]);
}

/** Whether a result has a column with a value that can be drawn. */
export function hasValues(result: Result, name: string): boolean {
  const isMeasured = measuredColumns('percolation').includes(name);
  return isMeasured && hasNumber(columnOrNull(result, name));
}
