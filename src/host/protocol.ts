// What the pool and its workers say to each other: one request, one reply. A worker runs the shards it is sent
// in their order until its time slice is over and answers with the results so far; the pool gives the rest out
// again. There is no message for cancelling, since a busy worker would not read it: it is terminated.

import type { Material, Shard, ShardResult } from '../engine/shard';

/** From the pool to a worker. */
export type Request =
  /** Keep this data set or graph for the shards that follow, in place of the one before; not answered. */
  | { readonly type: 'material'; readonly material: Material | null }
  /** Run these shards, at least the first with those that go with it, and begin none when `slice` milliseconds are over. */
  | { readonly type: 'run'; readonly shards: readonly Shard[]; readonly slice: number };

/** From a worker to the pool. */
export type Reply =
  /** Sent once, when the worker can take requests. */
  | { readonly type: 'ready' }
  /** Results of the first shards of the request, one or more; the others were not begun. */
  | {
      readonly type: 'done';
      readonly results: readonly ShardResult[];
      /** Wall time of each; of shards that ran together, an equal part of theirs. */
      readonly seconds: readonly number[];
    }
  /** The shard at this position of the request threw, or one that ran with it. */
  | { readonly type: 'failed'; readonly position: number; readonly message: string };
