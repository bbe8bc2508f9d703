// How many numbers a training task and the outcome of its run hold, from above: both are kept until the study is reduced.

import type { TrainingTask } from '../engine/dropout/task';

/** Single values: scores, losses, counts of steps. */
const VALUES = 24;
/** Series of a trace by window; and by window and layer (gradient, reach). */
const SERIES = 4;
const LAYER_SERIES = 2;
/** Lists by layer (updates and their expectation). */
const LAYER_LISTS = 2;

/**
 * Most numbers that the outcome of a run holds.
 *
 * @param task its task
 */
export function outcomeSize(task: TrainingTask): number {
  const { architecture, traceLength, countsWeights, mask, steps } = task;
  const { widths } = architecture;
  const layers = widths.length - 1;
  const windows = Math.min(traceLength, steps);
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
  return (
    VALUES +
    windows * (SERIES + LAYER_SERIES * layers) +
    LAYER_LISTS * layers +
    // With one mask a step only those of the first replicate are counted, which are few (task.ts).
    (countsWeights && mask === 'sample' ? weights : 0)
  );
}

/** Numbers that a task holds beside its architecture, which neighbours share: rates by layer, of units and of weights. */
export function taskSize({ removal: { site, bond } }: TrainingTask): number {
  return [site, bond].reduce((sum, { from, to }) => sum + from.length + to.length, 0);
}
