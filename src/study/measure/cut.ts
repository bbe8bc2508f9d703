// Cutting trials into pieces of whole blocks. The cut depends on the task alone, never on the place that runs it.

import type { PercolationTask } from '../../engine/percolation/task';
import { blockOf } from '../../engine/percolation/run';
import { beginningSeconds, paidTrials, trialSeconds } from '../cost';
import { answerSize } from './answersize';
import type { Context, Piece, Pieces } from './part';

/** Work that one piece should hold: long against a message, short against a user's patience. */
const SECONDS_OF_A_PIECE = 0.1;
/** Most pieces of a task: a result is kept of each, and what is kept should not grow with the number of trials. */
const MOST_PIECES = 4096;
/** Runs of splitting that share a pilot, which takes as long as a run. */
const RUNS_OF_A_PIECE = 8;

/** A task that is done trial by trial. */
export type SampledTask = Extract<PercolationTask, { trials: number }>;

/** Pieces of a sampled task; all but the last are of one size, and share their task. */
class CutTask implements Pieces {
  readonly count: number;
  readonly seconds: number;
  readonly numbers: number;
  private readonly each: Pick<Piece, 'task' | 'seconds'>;
  private readonly last: Pick<Piece, 'task' | 'seconds'>;
  /** Core-seconds before the first trial. */
  private readonly begins: number;

  /**
   * @param row row whose random streams it uses
   * @param task the task with all its trials
   * @param context the edges of its graph, and its first block
   * @param blocks blocks of a piece
   * @param trial core-seconds of a trial
   */
  constructor(
    private readonly row: number,
    task: SampledTask,
    private readonly context: Context,
    private readonly blocks: number,
    trial: number
  ) {
    const { edges } = context;
    const size = blocks * blockOf(task);
    const ofSize = (trials: number): Pick<Piece, 'task' | 'seconds'> => {
      const piece = trials === task.trials ? task : { ...task, trials };
      return { task: piece, seconds: paidTrials(piece) * trial };
    };
    this.count = Math.ceil(task.trials / size);
    this.last = ofSize(task.trials - (this.count - 1) * size);
    this.each = this.count > 1 ? ofSize(size) : this.last;
    this.begins = beginningSeconds(task, edges);
    this.seconds = this.begins + (this.count - 1) * this.each.seconds + this.last.seconds;
    this.numbers = this.count * answerSize(this.each.task, edges);
  }

  *[Symbol.iterator](): Iterator<Piece> {
    const { row, context, count, blocks, each, last, begins } = this;
    for (let i = 0; i < count; i++) {
      const { task, seconds } = i === count - 1 ? last : each;
      const block = context.firstBlock + i * blocks;
      yield { row, block, task, seconds: (i === 0 ? begins : 0) + seconds };
    }
  }
}

/**
 * Pieces of a sampled task.
 *
 * @param row row whose random streams it uses
 * @param task the task with all its trials
 * @param context the study and the edges of its graph
 */
export function cutTrials(row: number, task: SampledTask, context: Context): Pieces {
  const block = blockOf(task);
  const trial = trialSeconds(task, context.edges);
  const least = task.kind === 'splitting' ? RUNS_OF_A_PIECE : 1;
  const long = Math.floor(SECONDS_OF_A_PIECE / (trial * block));
  const blocks = Math.max(least, long, Math.ceil(task.trials / (MOST_PIECES * block)));
  return new CutTask(row, task, context, blocks, trial);
}
