// The file that a result is written to: looked at before the run, and replaced in one step after it, so that nobody ever
// reads half of it.

import { randomUUID } from 'node:crypto';
import { accessSync, constants, createWriteStream, lstatSync, rmSync, statSync } from 'node:fs';
import { chmod, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './usage';

/** Pipes and devices are written to as they are: there is nothing to replace. */
function isStream(out: string): boolean {
  const there = statSync(out, { throwIfNoEntry: false });
  return there !== undefined && !there.isFile();
}

/**
 * Finds out before a run, not after it, that its result can't be written.
 *
 * @throws UsageError for a folder, and for a place that can't be written to
 */
export function checkOut(out: string): void {
  const there = statSync(out, { throwIfNoEntry: false });
  if (there?.isDirectory()) {
    throw new UsageError(`--out: ${out} is a folder; name a file in it`);
  }
  try {
    if (there) accessSync(out, constants.W_OK);
    if (!isStream(out)) accessSync(dirname(resolve(out)), constants.W_OK);
  } catch {
    throw new UsageError(
      `--out: ${out} can't be written; make its folder, or change its permissions`
    );
  }
}

/**
 * Writes a file beside the one that is named, then puts it in its place; what was there keeps its permissions. Interrupted
 * or refused, it leaves what was there. A link gives way too: in a folder of several users it could be another's, and
 * lead anywhere.
 *
 * @param out its path
 * @param pieces its text
 */
export async function writeOut(out: string, pieces: Readable): Promise<void> {
  if (isStream(out)) {
    return pipeline(pieces, createWriteStream(out));
  }
  const there = lstatSync(out, { throwIfNoEntry: false });
  const part = `${out}.${randomUUID()}.part`;
  const remove = (): void => rmSync(part, { force: true });
  process.once('exit', remove);
  try {
    await pipeline(pieces, createWriteStream(part, { flags: 'wx' }));
    if (there?.isFile()) await chmod(part, there.mode);
    await rename(part, out);
  } finally {
    remove();
    process.removeListener('exit', remove);
  }
}
