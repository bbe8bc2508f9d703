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

function take({ x, y }: Examples, inputs: number, rows: Uint32Array): Examples {
  const taken = { x: new Float32Array(rows.length * inputs), y: new Int32Array(rows.length) };
  rows.forEach((row, i) => {
    taken.x.set(x.subarray(row * inputs, (row + 1) * inputs), i * inputs);
    taken.y[i] = y[row];
  });
  return taken;
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
  return {
    train: take(data.train, data.inputs, order.subarray(0, cut)),
    test: take(data.train, data.inputs, order.subarray(cut))
  };
}
