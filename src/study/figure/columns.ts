// Reading the columns of a result: a column by its name, cells as numbers.

import type { Result, Value } from '../result';

/**
 * A column of a result.
 *
 * @throws TypeError naming the missing column and those that are there
 */
export function column(result: Result, name: string): readonly Value[] {
  const found = Object.hasOwn(result.columns, name) ? result.columns[name] : undefined;
  if (found === undefined) {
    const names = Object.keys(result.columns).join(', ');
    throw new TypeError(`the result has no column ${name}; its columns are: ${names}`);
  }
  return found;
}

/** Whether a result has a column. */
export function hasColumn({ columns }: Result, name: string): boolean {
  return Object.hasOwn(columns, name);
}

/** A cell as a number that can be drawn, or null for words, infinities and NaN. */
export function finite(value: Value | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
