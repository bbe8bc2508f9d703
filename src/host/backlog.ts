// What of a plan no worker has, and what has become of the shards whose workers died: they are run again, a few times.

/** Shards of a plan: positions from .. to - 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** How many a worker may get at a time: few, where one died with them and nobody knows at which. */
  readonly most: number;
}

/** Workers that a shard may cost, each alone with it. */
export const MOST_DEATHS = 3;

/** Parts in which shards are tried again whose worker died. */
const PARTS = 8;

/** The shards of a run that wait for a worker. */
export class Backlog {
  /** The last is handed out first. */
  private readonly waiting: Range[];
  /** Workers that died alone with a shard, by its position. */
  private readonly deaths = new Map<number, number>();

  /** @param count number of shards, >= 1 */
  constructor(count: number) {
    this.waiting = [{ from: 0, to: count, most: count }];
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Position of the shard that is handed out next; there is one. */
  get first(): number {
    return this.waiting.at(-1)!.from;
  }

  /**
   * Takes the next shards out.
   *
   * @param capacity most shards that the worker should get, >= 1
   * @param workers workers that share what waits, >= 1
   */
  next(capacity: number, workers: number): Range {
    const { from, to, most } = this.waiting.pop()!;
    // A fair share at most, so that no worker sits on shards for which others would be free.
    const share = Math.ceil((to - from) / workers);
    const end = from + Math.min(share, capacity, most);
    this.putBack({ from: end, to, most });
    return { from, to: end, most };
  }

  /** Puts shards back that were not begun. */
  putBack(range: Range): void {
    if (range.from < range.to) {
      this.waiting.push(range);
    }
  }

  /**
   * Puts shards back whose worker died. At once, so that a shard that kills every worker ends the run early.
   *
   * @returns whether there is a shard among them that may not be tried again: the only one of the range
   */
  lose({ from, to }: Range): boolean {
    if (to - from === 1) {
      const deaths = (this.deaths.get(from) ?? 0) + 1;
      this.deaths.set(from, deaths);
      if (deaths >= MOST_DEATHS) {
        return true;
      }
    }
    this.putBack({ from, to, most: Math.ceil((to - from) / PARTS) });
    return false;
  }
}
