// Rows of the training set, from where it is held to the rows of a batch: the twin of assembly/training/take.ts.

import * as at from './trainingfields';
import type { TrainingNumbers } from './trainingnumbers';

/** Copies rows of the training set, with their classes or targets, as the kernel does. */
export function trainTake(
  numbers: TrainingNumbers,
  job: number,
  rows: number,
  count: number,
  to: number
): void {
  const { words } = numbers;
  const layer = numbers.word(job, at.LAYERS);
  const last = numbers.word(job, at.LAYERS_END) - at.LAYER_BYTES;
  const copy = (from: number, field: number, base: number, length: number): void => {
    for (let r = 0; r < count; r++) {
      const first = from / 4 + words[rows / 4 + r] * length;
      words.copyWithin(numbers.word(base, field) / 4 + (to + r) * length, first, first + length);
    }
  };
  copy(numbers.word(job, at.HELD), at.X, layer, numbers.word(layer, at.X_ROW) / 4);
  copy(numbers.word(job, at.HELD_LABELS), at.LABELS, job, 1);
  const targets = numbers.word(job, at.HELD_TARGETS);
  if (targets !== 0) copy(targets, at.TARGETS, job, numbers.word(last, at.FAN_OUT));
}
