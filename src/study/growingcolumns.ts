// The columns of a result while its rows become known, one measure after the other. Held as columns from the start: a
// result may have 10^5 rows.

import { encode } from './measure/part';
import type { Value } from './result';

/** Columns that are filled value by value; what a row is given no value for is NaN. */
export class GrowingColumns {
  private readonly columns = new Map<string, Value[]>();

  /** @param rows number of rows */
  constructor(readonly rows: number) {}

  /** Gives values to a row. */
  put(row: number, values: Readonly<Record<string, number | string>>): void {
    for (const [name, value] of Object.entries(values)) {
      const column = this.columns.get(name) ?? [];
      this.columns.set(name, column);
      // Never longer than what is known: a list of nothing but numbers takes a third of the memory.
      pad(column, row);
      column[row] = typeof value === 'number' ? encode(value) : value;
    }
  }

  /** All columns, by name. */
  all(): Record<string, readonly Value[]> {
    for (const column of this.columns.values()) pad(column, this.rows);
    return Object.fromEntries(this.columns);
  }
}

function pad(column: Value[], length: number): void {
  while (column.length < length) column.push('NaN');
}
