// Data that a program already holds, as rows of numbers and the class of each row.

import { DataError, type Dataset } from '../dataset';

/** Labelled rows. */
export interface LabelledRows {
  /** Name under which a study calls the data. */
  readonly name: string;
  /** Inputs: rows of finite numbers, all of one length. */
  readonly x: ArrayLike<ArrayLike<number>>;
  /** Class of each row, an integer from 0. */
  readonly y: ArrayLike<number>;
}

/**
 * The data set of labelled rows; it has as many classes as the largest label says.
 *
 * @throws DataError naming the row, what was found and what is allowed
 */
export function rowsDataset({ name, x, y }: LabelledRows): Dataset {
  const rows = x?.length;
  if (!rows || y?.length !== rows) {
    throw new DataError(
      `${name}: found ${rows ?? 'no'} rows x and ${y?.length ?? 'no'} labels y; allowed: at least one of each, and as many labels as rows`
    );
  }
  const inputs = x[0].length;
  const flat = new Float32Array(rows * inputs);
  for (let row = 0; row < rows; row++) {
    if (x[row].length !== inputs || inputs === 0) {
      throw new DataError(
        `${name}, row ${row}: found ${x[row].length} numbers; allowed: at least one, and as many as in row 0, ${inputs}`
      );
    }
    for (let input = 0; input < inputs; input++) {
      flat[row * inputs + input] = x[row][input];
      if (!Number.isFinite(flat[row * inputs + input])) {
        throw new DataError(
          `${name}, row ${row}: found ${x[row][input]}; allowed: finite numbers in the range of float32`
        );
      }
    }
    if (!Number.isInteger(y[row]) || y[row] < 0 || y[row] >= rows) {
      throw new DataError(
        `${name}, row ${row}: found label ${y[row]}; allowed: integers from 0 to ${rows - 1}`
      );
    }
  }
  const labels = Int32Array.from(y);
  const classes = 1 + labels.reduce((most, label) => Math.max(most, label));
  if (classes < 2) {
    throw new DataError(`${name}: found the one label 0; allowed: at least two classes`);
  }
  return { name, inputs, classes, train: { x: flat, y: labels }, test: null };
}
