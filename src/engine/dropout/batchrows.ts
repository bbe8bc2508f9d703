// The rows of a training set in the order in which batches take them, and their way into the room of a batch, one by one.

import type { Examples } from './dataset';
import { RowCopier, type RowRoom } from './rowcopier';

/** Rows that batches take. */
export interface BatchRows {
  /** Numbers of the rows, each once; who takes them puts them in order. */
  readonly order: Uint32Array;
  /**
   * Copies the rows at some places of the order, with their classes or targets.
   *
   * @param from the first of the places
   * @param count how many
   * @param to row of the batch that the first becomes
   */
  take(from: number, count: number, to: number): void;
}

/** Writes the numbers of all rows, from the first to the last. */
export function inOrder(order: Uint32Array): Uint32Array {
  order.forEach((_, row) => (order[row] = row));
  return order;
}

/**
 * Rows that are copied by hand.
 *
 * @param examples training set
 * @param inputs numbers of a row
 * @param room where batches lie
 */
export function copiedRows(examples: Examples, inputs: number, room: RowRoom): BatchRows {
  const order = inOrder(new Uint32Array(examples.y.length));
  const copier = new RowCopier(examples, inputs);
  return {
    order,
    take(from, count, to) {
      for (let i = 0; i < count; i++) {
        copier.copy(order[from + i], room, to + i);
      }
    }
  };
}
