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
 * @param input its input
 * @param from row of the examples
 * @param to row of the room
 */
export function copyRow(
  { y, targets }: Examples,
  input: Float32Array,
  from: number,
  room: BatchRoom,
  to: number
): void {
  room.input.set(input, to * room.inputRow);
  room.labels[to] = y[from];
  if (targets !== null) {
    const outputs = targets.length / y.length;
    room.targets.set(targets.subarray(from * outputs, (from + 1) * outputs), to * outputs);
  }
}

/** The input of a row of examples, a view. */
export function inputOf({ x }: Examples, inputs: number, row: number): Float32Array {
  return x.subarray(row * inputs, (row + 1) * inputs);
}

/** An endless sequence of batches. */
export class Batches {
  private readonly order: Uint32Array;
  /** Views are made once: to make one takes longer than to copy it. */
  private readonly inputs: readonly Float32Array[];
  private at: number;

  /**
   * @param examples training set, at least one row
   * @param inputs numbers of a row
   */
  constructor(
    private readonly examples: Examples,
    inputs: number,
    private readonly stream: Stream
  ) {
    this.order = Uint32Array.from({ length: examples.y.length }, (_, row) => row);
    this.inputs = Array.from(examples.y, (_, row) => inputOf(examples, inputs, row));
    this.at = this.order.length;
  }

  /** Copies the next rows into the first `rows` of a room. */
  next(room: BatchRoom, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const from = this.nextRow();
      copyRow(this.examples, this.inputs[from], from, room, row);
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
