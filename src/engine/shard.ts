// The unit of work that hosts run: plain data in, plain data out. A shard knows its place in the study
// (cell, block) and the seed's key, and nothing else of the study, so any worker can run it, twice or again.

import type { LayeredNetwork } from './network/layered';
import { exactTheta, type PathProbability } from './percolation/exact';
import { countOpenTrials } from './percolation/montecarlo';
import type { Removal } from './percolation/removal';
import { train } from './dropout/train';
import type { Dataset } from './dropout/dataset';
import type { TrainingOutcome, TrainingTask } from './dropout/task';
import type { Key } from './random/seed';

/** Exact path probability of one cell. */
export interface ExactTask {
  readonly kind: 'exact';
  readonly network: LayeredNetwork;
  readonly removal: Removal;
}

/** Monte Carlo trials of one cell: `trials` in all, from the shard's block on. */
export interface MonteCarloTask {
  readonly kind: 'montecarlo';
  readonly network: LayeredNetwork;
  readonly removal: Removal;
  readonly trials: number;
}

/** One training run; the block is the replicate. */
export interface TrainTask {
  readonly kind: 'train';
  readonly training: TrainingTask;
}

/** A piece of a study. `index` is its place in the plan; results are reduced in that order. */
export interface Shard {
  readonly index: number;
  readonly key: Key;
  readonly cell: number;
  readonly block: number;
  readonly task: ExactTask | MonteCarloTask | TrainTask;
}

/** What running a shard gives; the kind is that of its task. */
export type ShardResult =
  | ({ readonly kind: 'exact' } & PathProbability)
  | { readonly kind: 'montecarlo'; readonly open: number; readonly trials: number }
  | { readonly kind: 'train'; readonly outcome: TrainingOutcome };

/**
 * Runs one shard. Pure: the same shard and data give the same bits on every host.
 *
 * @param shard the piece of work
 * @param data the study's data set; null for percolation studies and for the teacher, which makes its own
 */
export function runShard(shard: Shard, data: Dataset | null): ShardResult {
  const { task, key, cell, block } = shard;
  switch (task.kind) {
    case 'exact':
      return { kind: 'exact', ...exactTheta(task.network, task.removal) };
    case 'montecarlo': {
      const open = countOpenTrials(task.network, task.removal, key, cell, block, task.trials);
      return { kind: 'montecarlo', open, trials: task.trials };
    }
    case 'train':
      return { kind: 'train', outcome: train(task.training, data, key, cell, block) };
  }
}
