// The worker's side of the protocol, the same on every platform.

import { runCompany, type Material, type Shard, type ShardResult } from '../engine/shard';
import type { Reply, Request } from './protocol';

function runSlice(shards: readonly Shard[], material: Material | null, slice: number): Reply {
  let now = performance.now();
  const end = now + slice;
  const results: ShardResult[] = [];
  const seconds: number[] = [];
  try {
    do {
      const own = runCompany(shards, results.length, material);
      results.push(...own);
      const begun = now;
      now = performance.now();
      seconds.push(...own.map(() => (now - begun) / 1000 / own.length));
    } while (results.length < shards.length && now < end);
  } catch (error) {
    return { type: 'failed', position: results.length, message: String(error) };
  }
  return { type: 'done', results, seconds };
}

/**
 * Makes the running script a worker: says that it is ready, then answers requests.
 *
 * @param post sends a reply to the pool
 * @returns the handler of the pool's requests
 */
export function serve(post: (reply: Reply) => void): (request: Request) => void {
  let material: Material | null = null;
  post({ type: 'ready' });
  return request => {
    if (request.type === 'material') {
      material = request.material;
    } else {
      post(runSlice(request.shards, material, request.slice));
    }
  };
}
