// How messages call a shard.

import type { Shard } from '../engine/shard';

/** A shard in words, e.g. `shard 7 (train, cell 3, block 1)`; indices count from 0 as in the plan. */
export function nameShard({ index, task, cell, block }: Shard): string {
  return `shard ${index} (${task.kind}, cell ${cell}, block ${block})`;
}
