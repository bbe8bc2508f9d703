// Training and test set of a replicate. A data set without a test set of its own has a fifth held out.

import type { Stream } from '../../random/stream';
import type { Dataset, Examples } from '../dataset';

/** The two sets of a replicate. */
export interface Split {
  readonly train: Examples;
  readonly test: Examples;
}

/** Rows that training gets: all of the training set, or four fifths, rounded down, where a fifth is held out. */
export function trainingRows(data: Dataset): number {
  const rows = data.train.y.length;
  return data.test === null ? rows - Math.ceil(rows / 5) : rows;
}

/** Some rows of a row-major matrix, in the order given. */
export function takeRows(
  values: Float32Array,
  columns: number,
  rows: ArrayLike<number>
): Float32Array {
  const taken = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    taken.set(values.subarray(rows[i] * columns, (rows[i] + 1) * columns), i * columns);
  }
  return taken;
}

function take({ train: { x, y, targets }, inputs, outputs }: Dataset, rows: Uint32Array): Examples {
  return {
    x: takeRows(x, inputs, rows),
    y: Int32Array.from(rows, row => y[row]),
    targets: targets && takeRows(targets, outputs, rows)
  };
}

/**
 * Splits a data set. Where it has a test set, that is used; else rows are held out at random.
 *
 * @param data at least two rows
 * @param stream the replicate's stream for splits
 */
export function splitDataset(data: Dataset, stream: Stream): Split {
  if (data.test !== null) {
    return { train: data.train, test: data.test };
  }
  const order = Uint32Array.from({ length: data.train.y.length }, (_, row) => row);
  stream.shuffle(order);
  const cut = trainingRows(data);
  return { train: take(data, order.subarray(0, cut)), test: take(data, order.subarray(cut)) };
}
