// Batches: shuffled passes over the training set without replacement, end to end, so a batch may hold the
// last rows of one pass and the first of the next.

import type { Stream } from '../random/stream';
import type { BatchRows } from './batchrows';

/** An endless sequence of batches. */
export class Batches {
  private at: number;

  /** @param rows those of the training set, at least one */
  constructor(
    private readonly rows: BatchRows,
    private readonly stream: Stream
  ) {
    this.at = rows.order.length;
  }

  /** Takes the next rows as the first `count` of the batch. */
  next(count: number): void {
    this.pass(count, (from, some, to) => this.rows.take(from, some, to));
  }

  /** Passes over rows. */
  skip(count: number): void {
    this.pass(count, () => undefined);
  }

  private pass(count: number, take: BatchRows['take']): void {
    const { order } = this.rows;
    for (let row = 0; row < count;) {
      if (this.at === order.length) {
        this.stream.shuffle(order);
        this.at = 0;
      }
      const some = Math.min(count - row, order.length - this.at);
      take(this.at, some, row);
      this.at += some;
      row += some;
    }
  }
}
