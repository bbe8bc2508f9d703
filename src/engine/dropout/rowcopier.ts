// Rows of examples, copied to where a network takes its input from.

import type { Examples } from './dataset';

/** Where rows are put. */
export interface RowRoom {
  /** Inputs; row r begins at r * inputRow. */
  readonly input: Float32Array;
  readonly inputRow: number;
  readonly labels: Uint32Array;
  /** Targets, one row after another; empty for classes. */
  readonly targets: Float32Array;
}

/** Numbers of a row up to which a loop is as fast as to copy a view, which must be made and lies elsewhere in memory. */
const FEW = 16;

/** Views of the rows of each set of examples, made once: to make one takes longer than to copy it. */
const known = new WeakMap<Examples, readonly Float32Array[]>();

function viewsOf(examples: Examples, inputs: number): readonly Float32Array[] {
  const { x, y } = examples;
  const views =
    known.get(examples) ?? Array.from(y, (_, row) => x.subarray(row * inputs, (row + 1) * inputs));
  known.set(examples, views);
  return views;
}

/** Copies rows of one set of examples. */
export class RowCopier {
  /** Empty where rows are short. */
  private readonly views: readonly Float32Array[];
  private readonly outputs: number;

  /**
   * @param examples where rows come from
   * @param inputs numbers of a row
   */
  constructor(
    private readonly examples: Examples,
    private readonly inputs: number
  ) {
    const { y, targets } = examples;
    this.outputs = targets === null ? 0 : targets.length / y.length;
    this.views = inputs > FEW ? viewsOf(examples, inputs) : [];
  }

  /**
   * Copies a row.
   *
   * @param from row of the examples
   * @param to row of the room
   */
  copy(from: number, room: RowRoom, to: number): void {
    const { examples, inputs, outputs } = this;
    const { x, y, targets } = examples;
    const { input } = room;
    const place = to * room.inputRow;
    if (inputs > FEW) {
      input.set(this.views[from], place);
    } else {
      const first = from * inputs;
      for (let i = 0; i < inputs; i++) {
        input[place + i] = x[first + i];
      }
    }
    room.labels[to] = y[from];
    if (targets !== null) {
      room.targets.set(targets.subarray(from * outputs, (from + 1) * outputs), to * outputs);
    }
  }
}
