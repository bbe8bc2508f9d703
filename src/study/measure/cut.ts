// Cutting trials into pieces of whole blocks. The cut depends on the task alone, never on the place that runs it.

import type { PercolationTask } from '../../engine/percolation/task';
import { blockOf } from '../../engine/percolation/run';
import { beginningSeconds, paidTrials, trialSeconds } from '../cost';
import type { Context, Piece } from './part';

/** Work that one piece should hold: long against a message, short against a user's patience. */
const SECONDS_OF_A_PIECE = 0.1;
/** Most pieces of a task: a result is kept of each, and what is kept should not grow with the number of trials. */
const MOST_PIECES = 4096;
/** Runs of splitting that share a pilot, which takes as long as a run. */
const RUNS_OF_A_PIECE = 8;

/** A task that is done trial by trial. */
export type SampledTask = Extract<PercolationTask, { trials: number }>;

/**
 * Pieces of a sampled task.
 *
 * @param row row whose random streams it uses
 * @param task the task with all its trials
 * @param context the study and the edges of its graph
 */
export function cutTrials(row: number, task: SampledTask, { edges, firstBlock }: Context): Piece[] {
  const block = blockOf(task);
  const trial = trialSeconds(task, edges);
  const least = task.kind === 'splitting' ? RUNS_OF_A_PIECE : 1;
  const long = Math.floor(SECONDS_OF_A_PIECE / (trial * block));
  const blocks = Math.max(least, long, Math.ceil(task.trials / (MOST_PIECES * block)));
  const size = blocks * block;
  return Array.from({ length: Math.ceil(task.trials / size) }, (_, i) => {
    const piece = { ...task, trials: Math.min(size, task.trials - i * size) };
    const begins = i === 0 ? beginningSeconds(task, edges) : 0;
    return {
      row,
      block: firstBlock + i * blocks,
      task: piece,
      seconds: begins + paidTrials(piece) * trial
    };
  });
}
