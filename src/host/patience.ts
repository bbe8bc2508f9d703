// When a worker that gives no sign is taken for hung. Deterministic work does not hang by itself, so this is for faults
// that nobody has foreseen: it may come late, but must never end a worker that is merely slow.

import type { Shard } from '../engine/shard';

/** Seconds that any worker may be silent: to start, to receive data, to run what was thought to be nothing. */
export const LEAST_PATIENCE = 600;

/** A shard may take this many times what it should: estimates are right within three, and machines differ. */
const FACTOR = 100;

/** Compares what shards took with what they were estimated to take. */
export class Patience {
  private estimated = 0;
  private taken = 0;

  /** Learns from shards that have finished. */
  observe(shards: readonly Shard[], seconds: readonly number[]): void {
    for (const shard of shards) this.estimated += shard.seconds;
    for (const own of seconds) this.taken += own;
  }

  /**
   * Seconds of silence after which a worker that was sent these shards hangs: ten minutes, or a hundred times what they
   * should take on this machine, whichever is longer. A machine on which the run was faster than estimated so far is not
   * held to it.
   */
  of(shards: readonly Shard[]): number {
    const slowness = this.estimated > 0 ? Math.max(1, this.taken / this.estimated) : 1;
    const expected = shards.reduce((sum, { seconds }) => sum + seconds, 0) * slowness;
    return Math.max(LEAST_PATIENCE, FACTOR * expected);
  }
}
