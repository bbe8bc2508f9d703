// What `percolab cache` and the engine's clients do with what is kept.

import type { KeptStudy, Removed } from '../host/keeping/kept';
import { keptStudies, removeStudies } from '../host/node/cache/inventory';
import { cachePlace } from '../host/node/cache/place';
import { BUILD } from '../study/build';

/** A study that is kept, as the engine tells its client. */
export interface KeptAnswer extends KeptStudy {
  /** Whether this program made it, and can go on with it. */
  readonly usable: boolean;
}

/** The cache of this process. */
export interface CacheAnswer {
  readonly folder: string;
  /** Most bytes. */
  readonly limit: number;
  readonly studies: readonly KeptAnswer[];
}

/** What is in the cache, the last used first. */
export async function cacheList(): Promise<CacheAnswer> {
  const { folder, limit } = cachePlace(process.env);
  const studies = await keptStudies(folder);
  return {
    folder,
    limit,
    studies: studies.map(({ study, kind, build, finished, damaged, bytes, used }) => {
      return { study, kind, build, finished, damaged, bytes, used, usable: build === BUILD };
    })
  };
}

/**
 * Removes studies from the cache.
 *
 * @param hash how their hashes begin; empty for all
 */
export async function cacheClear(hash: string): Promise<Removed> {
  const { folder } = cachePlace(process.env);
  const studies = (await keptStudies(folder)).filter(({ study }) => study.startsWith(hash));
  return { studies: studies.length, bytes: await removeStudies(studies) };
}
