// The host that is this very thread, for tests and for places without workers. It looks up between shards, so
// it can't stop in the middle of a long one.

import { runShard, type Material, type Shard, type ShardResult } from '../engine/shard';
import { HostError, type Host } from './host';
import { nameShard } from './shardname';
import { turns } from './turns';

function runHere(shard: Shard, material: Material | null): ShardResult {
  try {
    return runShard(shard, material);
  } catch (error) {
    throw new HostError(`${nameShard(shard)} failed: ${String(error)}`, { cause: error });
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
      for (const [position, shard] of shards.entries()) {
        signal.throwIfAborted();
        if (disposed) {
          throw new HostError('this host was disposed of; make a new one');
        }
        const begun = performance.now();
        const result = runHere(shard, material);
        const seconds = (performance.now() - begun) / 1000;
        results.push(result);
        const finished = [{ position, result, seconds }];
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
