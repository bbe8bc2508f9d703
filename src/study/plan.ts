// From a study to shards. The plan depends on the study alone, never on the place or the number of workers
// that will run it; so do the random streams, which are keyed by cell and block.

import { TRIALS_PER_BLOCK } from '../engine/percolation/montecarlo';
import { keyFromSeed, type Key } from '../engine/random/seed';
import type { MonteCarloTask, Shard } from '../engine/shard';
import { COST_LIMIT_SECONDS, costOf, trialCost } from './cost';
import { StudyError } from './diagnostic';
import { sayDuration } from './duration';
import { cellsOf, single, type Cell, type Study } from './study';
import { armsOf, percolationTask, replicatesOf, trainingTask } from './task';

/** The shards of a study, in the order in which their results are reduced, and their estimated cost. */
export interface Plan {
  readonly shards: readonly Shard[];
  readonly cells: number;
  /** Estimated core-seconds. */
  readonly seconds: number;
}

/** Work that one shard should hold: long against a message, short against a user's patience. */
const SECONDS_PER_SHARD = 0.1;

/** Cuts Monte Carlo trials into runs of whole blocks. */
function cutTrials(task: MonteCarloTask): { block: number; trials: number }[] {
  const wanted = SECONDS_PER_SHARD / trialCost(task);
  const blocks = Math.max(1, Math.floor(wanted / TRIALS_PER_BLOCK));
  const size = blocks * TRIALS_PER_BLOCK;
  return Array.from({ length: Math.ceil(task.trials / size) }, (_, i) => ({
    block: i * blocks,
    trials: Math.min(size, task.trials - i * size)
  }));
}

type Piece = Omit<Shard, 'index'>;

function percolationPieces(cell: Cell, key: Key): Piece[] {
  const task = percolationTask(cell);
  return task.kind === 'exact'
    ? [{ key, cell: cell.index, block: 0, task }]
    : cutTrials(task).map(({ block, trials }) => ({
        key,
        cell: cell.index,
        block,
        task: { ...task, trials }
      }));
}

function trainingPieces(study: Study, cell: Cell, key: Key): Piece[] {
  return armsOf(study).flatMap(arm => {
    const task = trainingTask(study, cell, arm);
    return Array.from({ length: replicatesOf(study) }, (_, block) => ({
      key,
      cell: cell.index,
      block,
      task
    }));
  });
}

function estimate(study: Study, cells: readonly Cell[]): number {
  return study.kind === 'percolation'
    ? cells.reduce((sum, cell) => sum + costOf(percolationTask(cell)), 0)
    : cells.reduce(
        (sum, cell) =>
          sum +
          armsOf(study).length * replicatesOf(study) * costOf(trainingTask(study, cell, 'dropout')),
        0
      );
}

/**
 * Plans a study.
 *
 * @param study a valid study; a dropout study must have been bound to its data
 * @throws StudyError when the estimated cost is above the limit and the study does not say `force: true`
 */
export function planStudy(study: Study): Plan {
  const cells = cellsOf(study);
  const seconds = estimate(study, cells);
  if (seconds > COST_LIMIT_SECONDS && single(study, 'force') !== true) {
    const message =
      `the estimated cost is ${sayDuration(seconds)} of one core; allowed: up to ` +
      `${sayDuration(COST_LIMIT_SECONDS)}; take fewer cells, trials or steps, or write force: true`;
    throw new StudyError([{ at: study.locate('network'), key: '', message }], study.source);
  }
  const keys = new Map<string, Key>();
  const shards: Shard[] = [];
  for (const cell of cells) {
    const seed = cell.get('seed') as string;
    const key = keys.get(seed) ?? keyFromSeed(seed);
    keys.set(seed, key);
    const pieces =
      study.kind === 'percolation'
        ? percolationPieces(cell, key)
        : trainingPieces(study, cell, key);
    for (const piece of pieces) {
      shards.push({ index: shards.length, ...piece });
    }
  }
  return { shards, cells: cells.length, seconds };
}
