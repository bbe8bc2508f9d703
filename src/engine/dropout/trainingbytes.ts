// How much memory a training run takes at most: what a study is told before it runs, since the addresses of the compiled
// kernels end at 4 GiB.

import { LOSS_ROWS } from '../kernels/trainingfields';
import { bytesOf, type Dataset } from './dataset';
import { MOST_HELD } from './heldrows';
import { maskLayout, type MaskLayout } from './mask';
import { momentsOf } from './optimizer';
import { removesNothing } from './removal';
import { removalOfArm } from './steps';
import type { TrainingTask } from './task';

/** Bytes that a run may take: a little less than the 2^32 that WebAssembly can address. */
export const MOST_BYTES = 4e9;

/** Most rows that pass through a network together where the batch is smaller: evaluation. */
export const ROWS = 64;

/** Bytes of a number. */
const SINGLE = 4;
/** Numbers by which a row or a column may be longer than its units, so that whole vectors fit. */
const PADDING = 7;
/** Rows of biases, of their gradient, of both on kept units alone and of two moments; and words of kept units. */
const ROWS_OF_BIASES = 7;
/** Fields of a layer, and what its parts lose to alignment. */
const BYTES_OF_LAYER = 2048;

/** Numbers that are held for each weight. */
function numbersOfWeight({ optimizer, countsWeights }: TrainingTask, layout: MaskLayout | null) {
  const kinds = new Set(layout?.sections.map(({ kind }) => kind));
  // The weights themselves, their gradient, and both in the order in which passes read them.
  return (
    4 +
    (kinds.has('weights') ? 1 : 0) +
    (kinds.has('units') ? 1 : 0) +
    (countsWeights ? 1 : 0) +
    momentsOf(optimizer)
  );
}

/**
 * Bytes of the kernels' memory that a run takes at most: a bound, a few percent above what wide layers take.
 *
 * @param task any training task
 */
export function trainingBytes(task: TrainingTask): number {
  const { architecture, arm, batch, mask } = task;
  const { widths } = architecture;
  const removal = removalOfArm(arm, task.removal);
  const layout = removesNothing(removal) ? null : maskLayout(architecture, removal);
  const rows = Math.max(batch, ROWS);
  const padded = widths.map(width => width + PADDING);
  const units = padded.reduce((sum, width) => sum + width, 0);
  const weights = padded.slice(1).reduce((sum, width, l) => sum + width * padded[l], 0);
  const outputs = padded.at(-1)!;
  // Values, gradients and slopes; labels and targets; the terms that are summed in eights; exponentials, in doubles.
  const ofRows =
    rows * (3 * units + 1 + outputs) + 8 * Math.max(rows, ...padded) + 2 * LOSS_ROWS * outputs;
  const ofMasks = (mask === 'sample' ? batch : 1) * (layout?.words ?? 0);
  return (
    SINGLE * (weights * numbersOfWeight(task, layout) + ROWS_OF_BIASES * units + ofRows + ofMasks) +
    BYTES_OF_LAYER * widths.length +
    MOST_HELD
  );
}

/**
 * Bytes of the examples that a run draws; 0 where the study has a data set.
 *
 * @param task any training task
 */
export function teacherBytes({ teacher, architecture: { widths } }: TrainingTask): number {
  return teacher === null
    ? 0
    : SINGLE * (teacher.train + teacher.test) * (widths[0] + widths.at(-1)!);
}

/**
 * Bytes of the examples that a run has for itself: those that it draws, or its split of a data set without a test set.
 *
 * @param data the study's data set; null for the teacher
 */
export function bytesOfOwnExamples(task: TrainingTask, data: Dataset | null): number {
  if (data === null) {
    return teacherBytes(task);
  }
  return data.test === null ? bytesOf(data.train) : 0;
}
