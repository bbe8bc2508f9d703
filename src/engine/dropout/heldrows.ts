// A training set that lies in the kernels' memory beside its network: the kernels take rows of a batch from it, which is
// several times as fast as to copy them by hand where rows are short.

import * as at from '../kernels/trainingfields';
import type { TrainingKernel } from '../kernels/trainingkernel';
import type { TrainingMemory } from '../kernels/trainingmemory';
import { inOrder, type BatchRows } from './batchrows';
import type { Examples } from './dataset';

/** Bytes of a training set up to which it is held: every run makes a copy of its own. */
export const MOST_HELD = 2 ** 20;

/** Numbers beside the inputs of a row: padding, class and place in the order. */
const BESIDE = 5;

/** Rows of a training set that are held: all or none. */
export function rowsToHold({ x, y, targets }: Examples): number {
  const numbers = x.length + (targets?.length ?? 0) + BESIDE * y.length;
  return 4 * numbers <= MOST_HELD ? y.length : 0;
}

/** The rows of a training set in the memory that was placed for them. */
export class HeldRows implements BatchRows {
  readonly order: Uint32Array;

  constructor(
    private readonly memory: TrainingMemory,
    private readonly kernel: TrainingKernel,
    { x, y, targets }: Examples
  ) {
    const words = new Uint32Array(kernel.buffer);
    const singles = new Float32Array(kernel.buffer);
    const { job, order, valueRows, layers } = memory;
    const word = (field: number): number => words[(job + field) / 4] / 4;
    const inputs = layers[0].fanIn;
    for (let row = 0; row < y.length; row++) {
      const place = word(at.HELD) + (row * valueRows[0]) / 4;
      singles.set(x.subarray(row * inputs, (row + 1) * inputs), place);
    }
    words.set(y, word(at.HELD_LABELS));
    if (targets !== null) singles.set(targets, word(at.HELD_TARGETS));
    this.order = inOrder(words.subarray(order / 4, order / 4 + y.length));
  }

  take(from: number, count: number, to: number): void {
    const { job, order } = this.memory;
    this.kernel.operations.trainTake(job, order + 4 * from, count, to);
  }
}
