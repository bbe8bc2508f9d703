// Batches: shuffled passes over the training set without replacement, end to end, so a batch may hold the
// last rows of one pass and the first of the next.

import type { Stream } from '../random/stream';
import type { Examples } from './dataset';
import type { Reals } from './reals';

/** An endless sequence of batches. */
export class Batches {
  private readonly order: Uint32Array;
  private at: number;

  /**
   * @param examples training set, at least one row
   * @param inputs numbers of a row
   */
  constructor(
    private readonly examples: Examples,
    private readonly inputs: number,
    private readonly stream: Stream
  ) {
    this.order = Uint32Array.from({ length: examples.y.length }, (_, row) => row);
    this.at = this.order.length;
  }

  /**
   * Copies the next rows.
   *
   * @param x receives their inputs, labels.length rows
   * @param labels receives their classes; its length is the size of the batch
   */
  next(x: Reals, labels: Int32Array): void {
    const { examples, inputs } = this;
    for (let row = 0; row < labels.length; row++) {
      const from = this.nextRow() * inputs;
      for (let i = 0; i < inputs; i++) {
        x[row * inputs + i] = examples.x[from + i];
      }
      labels[row] = examples.y[this.order[this.at - 1]];
    }
  }

  private nextRow(): number {
    if (this.at === this.order.length) {
      this.stream.shuffle(this.order);
      this.at = 0;
    }
    return this.order[this.at++];
  }
}
