// What `percolab cache` says, and does to what is kept.

import { cachePlace } from '../host/node/cache/place';
import { keptStudies, removeStudies, type KeptStudy } from '../host/node/cache/inventory';
import { BUILD } from '../study/build';
import { count } from '../study/costwords';

/** Digits of a hash that are shown. */
const SHOWN = 12;

/** A study that is kept, as the engine tells its client. */
export interface KeptAnswer extends Omit<KeptStudy, 'folder'> {
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

/** What was removed. */
export interface ClearAnswer {
  readonly studies: number;
  readonly bytes: number;
}

/**
 * Removes studies from the cache.
 *
 * @param hash how their hashes begin; empty for all
 */
export async function cacheClear(hash: string): Promise<ClearAnswer> {
  const { folder } = cachePlace(process.env);
  const studies = (await keptStudies(folder)).filter(({ study }) => study.startsWith(hash));
  return { studies: studies.length, bytes: await removeStudies(studies) };
}

function size(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function sayStudies(number: number): string {
  return `${number} ${number === 1 ? 'study' : 'studies'}`;
}

function state({ finished, damaged, usable }: KeptAnswer): string {
  const parts = [
    finished ? 'finished' : 'unfinished',
    ...(usable ? [] : ['of another version']),
    ...(damaged > 0 ? [`${count(damaged, 'damaged file')} set aside`] : [])
  ];
  return parts.join(', ');
}

/** The cache in words, a line for each study. */
export function sayCache({ folder, limit, studies }: CacheAnswer): string {
  const lines = studies.map(kept => {
    const used = new Date(kept.used).toISOString().slice(0, 16).replace('T', ' ');
    const hash = kept.study.slice(0, SHOWN);
    return `${hash}  ${kept.kind.padEnd(11)}  ${size(kept.bytes).padStart(10)}  ${used}  ${state(kept)}`;
  });
  const all = studies.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...lines,
    `${sayStudies(studies.length)}, ${size(all)} of ${size(limit)} in ${folder}`,
    ''
  ].join('\n');
}

/** What was removed, in words. */
export function sayCleared({ studies, bytes }: ClearAnswer): string {
  return `removed ${sayStudies(studies)}, ${size(bytes)}\n`;
}
