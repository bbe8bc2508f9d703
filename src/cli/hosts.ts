// Keeps one host between requests, so that its threads are started once. A request for another number of
// workers gets a new one; the old one goes when the last request that uses it has ended.

import type { Host } from '../host/host';
import { nodeHost } from '../host/node/host';

interface Kept {
  readonly workers: number | undefined;
  readonly host: Host;
  users: number;
}

/** The host of a process that serves many requests. */
export class Hosts {
  private newest: Kept | undefined;

  /**
   * Lends a host for some work.
   *
   * @param workers most threads; undefined for one for each core
   * @param work what is done with it
   * @returns what the work gives
   */
  async lend<T>(workers: number | undefined, work: (host: Host) => Promise<T>): Promise<T> {
    const kept = this.keep(workers);
    kept.users += 1;
    try {
      return await work(kept.host);
    } finally {
      kept.users -= 1;
      this.retire(kept);
    }
  }

  private keep(workers: number | undefined): Kept {
    const before = this.newest;
    if (before && before.workers === workers) {
      return before;
    }
    this.newest = { workers, host: nodeHost({ workers }), users: 0 };
    if (before) {
      this.retire(before);
    }
    return this.newest;
  }

  private retire(kept: Kept): void {
    if (kept !== this.newest && kept.users === 0) {
      kept.host.dispose();
    }
  }
}
