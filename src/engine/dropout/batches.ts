// Batches: shuffled passes over the training set without replacement, end to end, so a batch may hold the
// last rows of one pass and the first of the next.

import type { Stream } from '../random/stream';
import type { Examples } from './dataset';
import { RowCopier, type RowRoom } from './rowcopier';

/** An endless sequence of batches. */
export class Batches {
  private readonly order: Uint32Array;
  private readonly rows: RowCopier;
  private at: number;

  /**
   * @param examples training set, at least one row
   * @param inputs numbers of a row
   */
  constructor(
    examples: Examples,
    inputs: number,
    private readonly stream: Stream
  ) {
    this.order = Uint32Array.from({ length: examples.y.length }, (_, row) => row);
    this.rows = new RowCopier(examples, inputs);
    this.at = this.order.length;
  }

  /** Copies the next rows into the first `rows` of a room. */
  next(room: RowRoom, rows: number): void {
    for (let row = 0; row < rows; row++) {
      this.rows.copy(this.nextRow(), room, row);
    }
  }

  /** Passes over rows. */
  skip(rows: number): void {
    for (let row = 0; row < rows; row++) {
      this.nextRow();
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
