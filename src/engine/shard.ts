// The unit of work that hosts run: plain data in, plain data out. A shard knows its place in the study
// (cell, block) and the seed's key, and nothing else of the study, so any worker can run it, twice or again.

import { ABREAST, goesAbreast, LEAST_ABREAST } from './dropout/abreast';
import type { Dataset } from './dropout/dataset';
import type { TrainingOutcome, TrainingTask } from './dropout/task';
import { train, trainAbreast, trainedNetwork } from './dropout/train';
import type { TrainedNetwork } from './dropout/trainednetwork';
import type { EdgeList } from './network/edges';
import { runPercolation, type PercolationResult } from './percolation/run';
import type { PercolationTask } from './percolation/task';
import type { Key } from './random/seed';

/** One training run; the block is the replicate. */
export interface TrainTask {
  readonly kind: 'train';
  readonly training: TrainingTask;
}

/** The network that a training run leaves, in place of its outcome; the block is the replicate. */
export interface NetworkTask {
  readonly kind: 'network';
  readonly training: TrainingTask;
}

/** A piece of a study. `index` is its place in the plan; results are reduced in that order. */
export interface Shard {
  readonly index: number;
  readonly key: Key;
  readonly cell: number;
  readonly block: number;
  readonly task: PercolationTask | TrainTask | NetworkTask;
  /** Estimated core-seconds, by which a host tells whether a worker hangs. */
  readonly seconds: number;
}

/** What shards share and workers get once: the data set of training, or the edges of a given graph. */
export type Material = Dataset | EdgeList;

/** Whether a task needs the study's material. */
export function needsMaterial(task: Shard['task']): boolean {
  return (
    task.kind === 'train' ||
    task.kind === 'network' ||
    ('subject' in task && task.subject.network.is === 'edges')
  );
}

/** What running a shard gives; the kind is that of its task. */
export type ShardResult =
  | PercolationResult
  | { readonly kind: 'train'; readonly outcome: TrainingOutcome }
  | { readonly kind: 'network'; readonly network: TrainedNetwork };

/** A shard that has run. */
export interface FinishedShard {
  /** Its place among the shards that were given to a host, or in the plan of its stage, from 0. */
  readonly position: number;
  readonly result: ShardResult;
  /** Wall time that it took where it ran. */
  readonly seconds: number;
}

/**
 * Runs one shard. Pure: the same shard and material give the same bits on every host.
 *
 * @param shard the piece of work
 * @param material the study's data set or edges; null for studies that need none
 */
export function runShard(shard: Shard, material: Material | null): ShardResult {
  const { task, key, cell, block } = shard;
  switch (task.kind) {
    case 'train': {
      const outcome = train(task.training, material as Dataset | null, key, cell, block);
      return { kind: 'train', outcome };
    }
    case 'network': {
      const network = trainedNetwork(task.training, material as Dataset | null, key, cell, block);
      return { kind: 'network', network };
    }
    default:
      return runPercolation(task, material as EdgeList | null, key, cell, block);
  }
}

/** Whether two shards train by the same task, in this process or behind a wire, where no two are one object. */
function areAlike(a: Shard, b: Shard): boolean {
  const isSame = (x: unknown, y: unknown): boolean =>
    x === y || JSON.stringify(x) === JSON.stringify(y);
  return a.cell === b.cell && isSame(a.key, b.key) && isSame(a.task, b.task);
}

/**
 * How many shards from one on are faster together than alone: runs of one task that train abreast.
 *
 * @param shards a plan, or a part of it
 * @param from position of the first
 * @param material as of runShard
 * @returns 1, or LEAST_ABREAST .. ABREAST
 */
export function companyOf(
  shards: readonly Shard[],
  from: number,
  material: Material | null
): number {
  const { task } = shards[from];
  let count = 1;
  if (task.kind === 'train' && goesAbreast(task.training, material as Dataset | null)) {
    while (
      count < ABREAST &&
      from + count < shards.length &&
      areAlike(shards[from], shards[from + count])
    ) {
      count += 1;
    }
  }
  return count < LEAST_ABREAST ? 1 : count;
}

/**
 * Runs a shard with those that go with it.
 *
 * @param from position of the first
 * @param material as of runShard
 * @returns for each of `companyOf` what runShard would give, to the bit
 */
export function runCompany(
  shards: readonly Shard[],
  from: number,
  material: Material | null
): ShardResult[] {
  const company = shards.slice(from, from + companyOf(shards, from, material));
  const [{ task, key, cell }] = company;
  if (task.kind !== 'train' || company.length === 1) {
    return [runShard(company[0], material)];
  }
  const blocks = company.map(({ block }) => block);
  const outcomes = trainAbreast(task.training, material as Dataset | null, key, cell, blocks);
  return outcomes.map(outcome => ({ kind: 'train', outcome }));
}
