// The values of a cell as they stand in the rows of a result.

import { nameOf } from './key';
import type { Value } from './result';
import { columnPaths, show, type Cell, type Study } from './study';

/** A row of a result: a value for each of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** The values of a cell that stand in columns. */
export function axisValues(study: Study, cell: Cell): Row {
  return Object.fromEntries(
    columnPaths(study).map(path => [nameOf(path), show(path, cell.get(path)!)])
  );
}
