// A result that is too large for an answer, on its way to the client: a file of lines of JSON, one for each list, so that
// neither side ever has all of it as text. A line is [member, name, list] for a list of columns or of a section, and
// [member, null, value] for any other member.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HostError } from '../host/host';
import { SECTIONS, type Result } from '../study/result';

/** Members that are lists by name. */
const LISTS: readonly string[] = ['columns', 'timing', ...SECTIONS];

function* lines(result: Result): Generator<string> {
  for (const [member, value] of Object.entries(result) as [string, object][]) {
    const parts = LISTS.includes(member) ? Object.entries(value) : [[null, value]];
    for (const [name, part] of parts) {
      yield `${JSON.stringify([member, name, part])}\n`;
    }
  }
}

/**
 * Writes a result into a file that its reader has made, whose permissions stay.
 *
 * @param path the file
 * @param result the whole result
 * @throws HostError where the system refuses it
 */
export async function writeWhole(path: string, result: Result): Promise<void> {
  try {
    await pipeline(Readable.from(lines(result)), createWriteStream(path, { flags: 'r+' }));
  } catch (error) {
    throw new HostError(
      `the result is too large for one answer, and ${path}, the file for it, can't be written: ` +
        `${(error as Error).message}; make room there, or set TMPDIR to another folder`
    );
  }
}
