// Training, as a shard asks for it: a run from its first step to its report.

import type { Key } from '../random/seed';
import { compiledTraining } from '../kernels/trainingkernel';
import { Abreast, bytesAbreast } from './abreast';
import type { Dataset } from './dataset';
import { networkOf, outcomeOf } from './report';
import { Run } from './run';
import type { TrainingOutcome, TrainingTask } from './task';
import type { TrainedNetwork } from './trainednetwork';

/**
 * Trains a network and reports.
 *
 * @param task what to train and how; batch at most the number of training rows
 * @param data the data set, fitting the first and last width; null for the teacher, which draws its own for
 *   each (cell, replicate)
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param replicate index of the replicate
 */
export function train(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicate: number
): TrainingOutcome {
  const run = new Run(task, data, key, cell, replicate);
  run.train();
  return outcomeOf(run);
}

/**
 * Trains runs of one task side by side (abreast.ts); one by one where there are no compiled kernels, or numbers grow beyond
 * all bounds.
 *
 * @param task one that goes abreast
 * @param replicates index of the replicate of each, at most ABREAST
 * @returns for each what `train` would, to the bit
 */
export function trainAbreast(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicates: readonly number[]
): TrainingOutcome[] {
  const kernel = compiledTraining(bytesAbreast(task));
  if (kernel !== null) {
    const runs = replicates.map(replicate => new Run(task, data, key, cell, replicate, kernel));
    if (new Abreast(runs, kernel).train()) {
      return runs.map(outcomeOf);
    }
  }
  return replicates.map(replicate => train(task, data, key, cell, replicate));
}

/** Trains a network and returns it; same arguments as `train`, and the same bits. */
export function trainedNetwork(
  task: TrainingTask,
  data: Dataset | null,
  key: Key,
  cell: number,
  replicate: number
): TrainedNetwork {
  const run = new Run(task, data, key, cell, replicate);
  run.train();
  return networkOf(run);
}
