// Data that a program already holds, as rows of numbers and the label of each row.

import { DataError, type Dataset } from '../dataset';
import { labelledDataset, type Labels, type Task } from './labels';

/** Labelled rows. */
export interface LabelledRows {
  /** Name under which a study calls the data. */
  readonly name: string;
  /** Inputs: rows of finite numbers, all of one length. */
  readonly x: ArrayLike<ArrayLike<number>>;
  /** Class of each row, an integer from 0; or its target, a finite number or a row of them. */
  readonly y: ArrayLike<number> | ArrayLike<ArrayLike<number>>;
}

/** Rows of numbers, one after the other. */
function flat(rows: ArrayLike<ArrayLike<number>>, name: string, what: string): Float32Array {
  const columns = rows[0].length;
  const values = new Float32Array(rows.length * columns);
  for (let row = 0; row < rows.length; row++) {
    if (rows[row].length !== columns || columns === 0) {
      throw new DataError(
        `${name}, row ${row}: found ${rows[row].length} ${what}; allowed: at least one, and as many as in row 0, ${columns}`
      );
    }
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = rows[row][column];
      if (!Number.isFinite(values[row * columns + column])) {
        throw new DataError(
          `${name}, row ${row}: found ${rows[row][column]}; allowed: finite numbers in the range of float32`
        );
      }
    }
  }
  return values;
}

function areRows(y: LabelledRows['y']): y is ArrayLike<ArrayLike<number>> {
  return typeof y[0] === 'object';
}

/** Classes of whole numbers; null for targets, which are not all whole. */
function classesOf(y: ArrayLike<number>, name: string): Labels['classes'] {
  const labels = Array.from(y);
  if (labels.some(label => !Number.isInteger(label))) {
    return null;
  }
  const stray = labels.findIndex(label => label < 0 || label >= labels.length);
  if (stray >= 0) {
    throw new DataError(
      `${name}, row ${stray}: found label ${labels[stray]}; allowed: integers from 0 to ${labels.length - 1}, or write task: regression beside the name of the data`
    );
  }
  const count = 1 + labels.reduce((most, label) => Math.max(most, label));
  return { y: Int32Array.from(labels), count };
}

/**
 * The data set of labelled rows. Classification has as many classes as the largest label says.
 *
 * @param rows inputs and labels
 * @param task what the labels are for; null where they say so themselves (taskOf)
 * @throws DataError naming the row, what was found and what is allowed
 */
export function rowsDataset({ name, x, y }: LabelledRows, task: Task | null): Dataset {
  const rows = x?.length;
  if (!rows || y?.length !== rows) {
    throw new DataError(
      `${name}: found ${rows ?? 'no'} rows x and ${y?.length ?? 'no'} labels y; allowed: at least one of each, and as many labels as rows`
    );
  }
  const inputs = flat(x, name, 'numbers');
  const single = areRows(y) ? null : y;
  const targets = flat(
    single ? Array.from(single, value => [value]) : (y as ArrayLike<ArrayLike<number>>),
    `${name}, y`,
    'targets'
  );
  const classes = single && task !== 'regression' ? classesOf(single, name) : null;
  const labels = { classes, targets: { values: targets, columns: targets.length / rows } };
  return labelledDataset(name, inputs, labels, task, `${name}, y`);
}
