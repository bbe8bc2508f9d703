// What is in the cache: a folder for each study, named after all that decides its numbers.

import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptStudy } from '../../keeping/kept';
import { DAMAGED, isFinished, namesIn } from './studyfolder';

/** Bytes that a file takes at least, and in steps of which. */
export const BLOCK = 4096;

/** Only what is named like this is ours to list and to remove, whatever folder the cache was told to be. */
const NAME = /^(percolation|dropout)-([0-9a-f]{64})-([0-9a-z]+)(-[0-9a-f]{16})?$/;

/** A study that is kept in files. */
export interface KeptFolder extends KeptStudy {
  /** Absolute path. */
  readonly folder: string;
}

async function keptStudy(cache: string, name: string): Promise<KeptFolder | null> {
  const [, kind, study, build] = NAME.exec(name)!;
  const folder = join(cache, name);
  try {
    const names = await namesIn(folder);
    const files = await Promise.all(['.', ...names].map(file => lstat(join(folder, file))));
    return {
      study,
      kind,
      build,
      finished: isFinished(names),
      damaged: names.filter(file => file.endsWith(DAMAGED)).length,
      bytes: files.reduce((sum, { size }) => sum + Math.ceil(size / BLOCK) * BLOCK, 0),
      used: Math.max(...files.map(({ mtimeMs }) => mtimeMs)),
      folder
    };
  } catch {
    // Removed meanwhile, or not ours to look into.
    return null;
  }
}

/**
 * The studies of a cache, the last used first.
 *
 * @param cache its folder, which need not be there
 */
export async function keptStudies(cache: string): Promise<KeptFolder[]> {
  const names = (await namesIn(cache)).filter(name => NAME.test(name));
  const studies: KeptFolder[] = [];
  for (const name of names) {
    const study = await keptStudy(cache, name);
    if (study) {
      studies.push(study);
    }
  }
  return studies.sort((a, b) => b.used - a.used);
}

/**
 * Removes studies; whoever runs one of them goes on, but leaves only its result.
 *
 * @param studies some that keptStudies gave
 * @returns bytes that are free again
 */
export async function removeStudies(studies: readonly KeptFolder[]): Promise<number> {
  let bytes = 0;
  for (const { folder, bytes: own } of studies) {
    await rm(folder, { recursive: true, force: true });
    bytes += own;
  }
  return bytes;
}
