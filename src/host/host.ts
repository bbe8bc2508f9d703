// The one interface of every place that can run shards: Node's worker threads, the browser's Web Workers,
// or this very thread. Nothing above can tell the places apart.

import type { FinishedShard, Material, Shard, ShardResult } from '../engine/shard';

/** How far a run has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** How far a run has come, with what has finished since it was last told. */
export interface ShardProgress extends Progress {
  readonly finished: readonly FinishedShard[];
}

/** A place that runs shards. */
export interface Host {
  /** Most shards that run at the same time. */
  readonly workers: number;

  /**
   * Runs all shards and returns their results in the order of the shards.
   *
   * @param shards the plan
   * @param data the study's data set or edges, or null; sent once to each worker, and only if a shard needs it
   * @param onProgress called as shards finish, several at a time if they are short; in the end done = total, and each shard
   *   has been told once
   * @param signal aborting it ends the run within half a second; the host stays usable
   * @throws the signal's reason when aborted; HostError when a worker fails
   */
  run(
    shards: readonly Shard[],
    material: Material | null,
    onProgress: (progress: ShardProgress) => void,
    signal: AbortSignal
  ): Promise<ShardResult[]>;

  /** Ends the workers. The host can't be used afterwards. */
  dispose(): void;
}

/** A worker that failed or died: its last words, and which shard it was running. */
export class HostError extends Error {
  override readonly name = 'HostError';
}
