// The host that is this very thread, for tests and for places without workers. It looks up between shards, so
// it can't stop in the middle of a long one.

import {
  companyOf,
  runCompany,
  type Material,
  type Shard,
  type ShardResult
} from '../engine/shard';
import { HostError, type Host } from './host';
import { nameShard } from './shardname';
import { turns } from './turns';

function runHere(company: readonly Shard[], material: Material | null): ShardResult[] {
  try {
    return runCompany(company, material);
  } catch (error) {
    throw new HostError(`${nameShard(company[0])} failed: ${String(error)}`, { cause: error });
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
        const company = shards.slice(first, first + companyOf(shards, first, material));
        const begun = performance.now();
        const own = runHere(company, material);
        const seconds = (performance.now() - begun) / 1000 / company.length;
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
