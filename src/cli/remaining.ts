// How long a run will still take: by its estimated cost until shards have finished, by its rate from then on.

import type { Cost, RunProgress } from '../study/run';

/** Estimates the time left of a run that begins when this is made. */
export class Remaining {
  /** Estimated seconds of the whole run. */
  readonly expected: number;
  private readonly begun = performance.now();

  /**
   * @param cost what the run was planned to cost
   * @param workers how many shards run at the same time
   */
  constructor({ seconds, shards }: Cost, workers: number) {
    this.expected = seconds / Math.max(1, Math.min(shards, workers));
  }

  /** Seconds left; null where the estimate is over and no shard has finished to judge by. */
  after({ done, total, kept }: RunProgress): number | null {
    const elapsed = (performance.now() - this.begun) / 1000;
    if (done > kept || done === total) {
      return done === total ? 0 : (elapsed * (total - done)) / (done - kept);
    }
    const expected = (this.expected * (total - kept)) / Math.max(1, total);
    return elapsed < expected ? expected - elapsed : null;
  }
}
