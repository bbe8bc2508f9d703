// The unit of work that hosts run: plain data in, plain data out. A shard knows its place in the study
// (cell, block) and the seed's key, and nothing else of the study, so any worker can run it, twice or again.

import type { Dataset } from './dropout/dataset';
import type { TrainingOutcome, TrainingTask } from './dropout/task';
import { train } from './dropout/train';
import type { EdgeList } from './network/edges';
import { runPercolation, type PercolationResult } from './percolation/run';
import type { PercolationTask } from './percolation/task';
import type { Key } from './random/seed';

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
  readonly task: PercolationTask | TrainTask;
}

/** What shards share and workers get once: the data set of training, or the edges of a given graph. */
export type Material = Dataset | EdgeList;

/** Whether a task needs the study's material. */
export function needsMaterial(task: Shard['task']): boolean {
  return task.kind === 'train' || ('subject' in task && task.subject.network.is === 'edges');
}

/** What running a shard gives; the kind is that of its task. */
export type ShardResult =
  PercolationResult | { readonly kind: 'train'; readonly outcome: TrainingOutcome };

/**
 * Runs one shard. Pure: the same shard and material give the same bits on every host.
 *
 * @param shard the piece of work
 * @param material the study's data set or edges; null for studies that need none
 */
export function runShard(shard: Shard, material: Material | null): ShardResult {
  const { task, key, cell, block } = shard;
  return task.kind === 'train'
    ? { kind: 'train', outcome: train(task.training, material as Dataset | null, key, cell, block) }
    : runPercolation(task, material as EdgeList | null, key, cell, block);
}
