// The host that is this very thread, for tests and for places without workers. It looks up between shards, so
// it can't stop in the middle of a long one.

import { runCompany, type Material, type Shard, type ShardResult } from '../engine/shard';
import { HostError, type Host } from './host';
import { nameShard } from './shardname';
import { turns } from './turns';

function runHere(
  shards: readonly Shard[],
  first: number,
  material: Material | null
): ShardResult[] {
  try {
    return runCompany(shards, first, material);
  } catch (error) {
    throw new HostError(`${nameShard(shards[first])} failed: ${String(error)}`, { cause: error });
  }
}

/** A host without workers. */
export function inlineHost(): Host {
  let disposed = false;
  return {
    workers: 1,
    async run(shards, material, onProgress, signal) {
      const results: ShardResult[] = [];
      const giveWay = turns(signal);
      while (results.length < shards.length) {
        signal.throwIfAborted();
        if (disposed) {
          throw new HostError('this host was disposed of; make a new one');
        }
        const first = results.length;
        const begun = performance.now();
        const own = runHere(shards, first, material);
        const seconds = (performance.now() - begun) / 1000 / own.length;
        results.push(...own);
        const finished = own.map((result, i) => ({ position: first + i, result, seconds }));
        onProgress({ done: results.length, total: shards.length, finished });
        const others = giveWay();
        if (others) await others;
      }
      signal.throwIfAborted();
      return results;
    },
    dispose() {
      disposed = true;
    }
  };
}
