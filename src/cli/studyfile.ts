// The text of a study, from a file or from standard input.

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { StudyError, type Position } from '../study/diagnostic';
import { UsageError } from './usage';

/** A study as it was written, its name for messages, and the folder from which its paths start. */
export interface StudyFile {
  readonly text: string;
  readonly name: string;
  readonly directory: string;
}

const REFUSALS: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder; name the study in it',
  EACCES: 'it may not be read; change its permissions'
};

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${REFUSALS[code ?? ''] ?? `it can't be read: ${message}`}`);
  }
}

/** Where the first byte that is not UTF-8 stands. */
function strayByte(bytes: Uint8Array): Position {
  const [before] = new TextDecoder().decode(bytes).split('\ufffd', 1);
  const lines = before.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/**
 * Reads a study.
 *
 * @param path a file, or `-` for standard input
 * @throws UsageError when there is no such file; StudyError when it is not text
 */
export async function readStudyFile(path: string): Promise<StudyFile> {
  const name = path === '-' ? 'standard input' : path;
  const bytes = path === '-' ? await buffer(process.stdin) : await readBytes(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, name, directory: path === '-' ? process.cwd() : dirname(resolve(path)) };
  } catch {
    const message = 'found bytes that are not UTF-8; a study is a YAML file, saved as UTF-8';
    throw new StudyError([{ at: strayByte(bytes), key: '', message }], name);
  }
}
