// Axes of a result: its input columns, which of them are swept, which one is drawn along x, and the
// groups of rows that the others leave.

import { measuredColumns } from '../columnorder';
import type { Result, Value } from '../result';
import { column } from './columns';

/** An input column of a result. */
export interface Axis {
  readonly name: string;
  /** Value of each row. */
  readonly column: readonly Value[];
  /** Different values: numbers ascending, words in the order of the rows. */
  readonly values: readonly Value[];
  /** All values are numbers (or "NaN", "Infinity", "-Infinity"). */
  readonly numeric: boolean;
}

/** Rows that share one value of each of some axes. */
export interface Group {
  /** Place of the shared value among the values of each axis. */
  readonly places: readonly number[];
  /** The shared value of each axis. */
  readonly values: readonly Value[];
  readonly rows: readonly number[];
}

const NON_FINITE: readonly Value[] = ['NaN', 'Infinity', '-Infinity'];

/** Axes that are drawn along x before any other, the most natural first. */
const ALONG_X = ['p', 'p_site', 'p_bond', 'depth', 'width'];

/** An axis with fewer values than this yields x to one with more. */
const ENOUGH_FOR_X = 4;

function ascending(a: Value, b: Value): number {
  // Two equal infinities, and NaN beside anything, have no difference to sort by.
  return Number(a) - Number(b) || 0;
}

/** The axis that a column makes. */
export function axisOf(name: string, cells: readonly Value[]): Axis {
  const values = [...new Set(cells)];
  const numeric = values.every(value => typeof value === 'number' || NON_FINITE.includes(value));
  return {
    name,
    column: cells,
    values: numeric ? values.sort(ascending) : values,
    numeric
  };
}

/** Input columns of a result: those that were not measured. */
export function inputs(result: Result): Axis[] {
  const measured = measuredColumns(result.study.study);
  return Object.keys(result.columns)
    .filter(name => !measured.includes(name))
    .map(name => axisOf(name, column(result, name)));
}

/** Whether an axis has more than one value. */
export function isSwept(axis: Axis): boolean {
  return axis.values.length > 1;
}

/**
 * The axis to draw along x: p, else depth, else width, else another one; numbers before words. One with
 * fewer than four values yields to one with more, so that two rates and fifty depths make two curves.
 *
 * @param swept axes with more than one value
 * @returns null when nothing is swept
 */
export function alongX(swept: readonly Axis[]): Axis | null {
  const rank = (axis: Axis): number => ALONG_X.indexOf(axis.name) + 1 || ALONG_X.length + 1;
  const numeric = swept.filter(axis => axis.numeric);
  const candidates = (numeric.length > 0 ? numeric : [...swept]).sort((a, b) => rank(a) - rank(b));
  const most = Math.max(...candidates.map(axis => Math.min(axis.values.length, ENOUGH_FOR_X)));
  return candidates.find(axis => Math.min(axis.values.length, ENOUGH_FOR_X) === most) ?? null;
}

/**
 * Parts rows by their values of some axes.
 *
 * @param rows row numbers
 * @param axes axes whose values the rows of a group share; none makes one group
 * @returns groups in the order of the axes' values, the last axis fastest; none without rows
 */
export function groups(rows: readonly number[], axes: readonly Axis[]): Group[] {
  const places = axes.map(axis => new Map(axis.values.map((value, place) => [value, place])));
  const combinations = axes.reduce((product, { values }) => product * values.length, 1);
  // A number where it can tell all combinations apart: a result has as many rows as that, and words take long to make.
  const keyOf = (at: readonly number[]): number | string =>
    Number.isSafeInteger(combinations)
      ? at.reduce((key, place, index) => key * axes[index].values.length + place, 0)
      : at.join();
  const found = new Map<number | string, { places: number[]; values: Value[]; rows: number[] }>();
  for (const row of rows) {
    const values = axes.map(axis => axis.column[row]);
    const at = values.map((value, index) => places[index].get(value)!);
    const key = keyOf(at);
    const group = found.get(key);
    if (group) {
      group.rows.push(row);
    } else {
      found.set(key, { places: at, values, rows: [row] });
    }
  }
  return [...found.values()].sort((a, b) => {
    const differs = a.places.findIndex((place, index) => place !== b.places[index]);
    return differs < 0 ? 0 : a.places[differs] - b.places[differs];
  });
}
