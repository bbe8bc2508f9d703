// Reading the columns of a result: a column by its name, cells as numbers.

import type { Result, Value } from '../result';

/**
 * A column of a result.
 *
 * @throws TypeError naming the missing column and those that are there
 */
export function column(result: Result, name: string): readonly Value[] {
  const found = columnOrNull(result, name);
  if (found === null) {
    const names = Object.keys(result.columns).join(', ');
    throw new TypeError(`the result has no column ${name}; its columns are: ${names}`);
  }
  return found;
}

/** A column of a result, null where there is none. */
export function columnOrNull({ columns }: Result, name: string): readonly Value[] | null {
  return Object.hasOwn(columns, name) ? columns[name] : null;
}

/** Whether a result has a column. */
export function hasColumn({ columns }: Result, name: string): boolean {
  return Object.hasOwn(columns, name);
}

/** Whether a column has a cell that can be drawn; not so one that is not there. */
export function hasNumber(cells: readonly Value[] | null): boolean {
  return cells !== null && cells.some(value => finite(value) !== null);
}

/** A cell as a number that can be drawn, or null for words, infinities and NaN. */
export function finite(value: Value | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
