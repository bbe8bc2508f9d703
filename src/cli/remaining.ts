// How long a run will still take, judged by its rate so far.

/**
 * Estimated time left of a run.
 *
 * @param elapsed seconds since it began
 * @param done shards that are finished
 * @param total all shards
 * @returns seconds, or null while nothing is finished to judge by
 */
export function secondsLeft(elapsed: number, done: number, total: number): number | null {
  return done > 0 ? (elapsed * (total - done)) / done : null;
}
