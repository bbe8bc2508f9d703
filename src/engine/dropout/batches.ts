// Batches: shuffled passes over the training set without replacement, end to end, so a batch may hold the
// last rows of one pass and the first of the next.

import type { Stream } from '../random/stream';
import type { Examples } from './dataset';

/** Where the rows of a batch are put. */
export interface BatchRoom {
  /** Inputs; row r begins at r * inputRow. */
  readonly input: Float32Array;
  readonly inputRow: number;
  readonly labels: Uint32Array;
  /** Targets, one row after another; empty for classes. */
  readonly targets: Float32Array;
}

/**
 * Copies a row of examples.
 *
 * @param inputs numbers of an input
 * @param from row of the examples
 * @param to row of the room
 */
export function copyRow(
  { x, y, targets }: Examples,
  inputs: number,
  from: number,
  room: BatchRoom,
  to: number
): void {
  const { input, inputRow, labels } = room;
  for (let i = 0, at = from * inputs, place = to * inputRow; i < inputs; i++) {
    input[place + i] = x[at + i];
  }
  labels[to] = y[from];
  if (targets !== null) {
    const outputs = targets.length / y.length;
    room.targets.set(targets.subarray(from * outputs, (from + 1) * outputs), to * outputs);
  }
}

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

  /** Copies the next rows into the first `rows` of a room. */
  next(room: BatchRoom, rows: number): void {
    for (let row = 0; row < rows; row++) {
      copyRow(this.examples, this.inputs, this.nextRow(), room, row);
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
