// Keeps the cache below its limit: a tally counts what all processes have written since the folder was last gone through, so
// that going through it is due only once in a sixteenth of the limit.

import { appendFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCK, keptStudies, removeStudies } from './inventory';
import type { CachePlace } from './place';

/** A file with one byte for each block that was written. */
const TALLY = 'tally';
/** Part of the limit that may be written before the folder is gone through, and that is free afterwards. */
const PART = 1 / 16;

/**
 * Takes note of what was written, and evicts the studies that were used longest ago where the cache has grown too large.
 *
 * @param place the cache, whose folder is there
 * @param bytes how much was written
 */
export async function noteWritten({ folder, limit }: CachePlace, bytes: number): Promise<void> {
  const tally = join(folder, TALLY);
  appendFileSync(tally, new Uint8Array(Math.ceil(bytes / BLOCK)), { mode: 0o600 });
  if (statSync(tally).size * BLOCK < limit * PART) {
    return;
  }
  truncateSync(tally);
  const studies = await keptStudies(folder);
  let total = studies.reduce((sum, study) => sum + study.bytes, 0);
  while (total > limit * (1 - PART) && studies.length > 0) {
    total -= await removeStudies([studies.pop()!]);
  }
}
