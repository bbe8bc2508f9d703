// What `percolab cache` and the engine's clients do with what is kept.

import { HostError } from '../host/host';
import type { KeptStudy, Removed } from '../host/keeping/kept';
import { keptStudies, removeStudies } from '../host/node/cache/inventory';
import { cachePlace, type CachePlace } from '../host/node/cache/place';
import { strangersAt } from '../host/node/cache/strangers';
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

/** The place of the cache, if it is safe from others. */
function ownPlace(): CachePlace {
  const place = cachePlace(process.env);
  const strangers = strangersAt(place.folder);
  if (strangers !== null) {
    throw new HostError(`the cache is not used: ${strangers}`);
  }
  return place;
}

/**
 * What is in the cache, the last used first.
 *
 * @throws HostError where others can write to it
 */
export async function cacheList(): Promise<CacheAnswer> {
  const { folder, limit } = ownPlace();
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
 * @throws HostError where others can write to the cache
 */
export async function cacheClear(hash: string): Promise<Removed> {
  const { folder } = ownPlace();
  const studies = (await keptStudies(folder)).filter(({ study }) => study.startsWith(hash));
  return { studies: studies.length, bytes: await removeStudies(studies) };
}
