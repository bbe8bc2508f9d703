// The values of a cell as they stand in the rows of a result.

import { nameOf } from './key';
import type { Value } from './result';
import { columnPaths, show, type Cell, type Study } from './study';

/** A row of a result: a value for each of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** The values that stand in columns, of each cell of a study. */
export function axisValues(study: Study): (cell: Cell) => Row {
  const paths = columnPaths(study).map(path => [nameOf(path), path] as const);
  return cell =>
    Object.fromEntries(paths.map(([name, path]) => [name, show(path, cell.get(path)!)]));
}
