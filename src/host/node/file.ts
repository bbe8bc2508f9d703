// Reading data files: plain or gzip-compressed, bytes or text, of a size that can be held, or an error that names the file.

import { open, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataError } from '../../engine/dropout/dataset';

/** Most bytes of a data file, as it is and unpacked. */
const LARGEST_FILE = 512 * 2 ** 20;

/** Bytes that are read at once where a file has more than it said. */
const CHUNK = 2 ** 16;

const unpack = promisify(gunzip);

/** Reasons for which the system refuses a file, in words. */
const REFUSALS: Record<string, string> = {
  ENOENT: 'there is no such file; check the path, which starts at the folder of the study',
  ENOTDIR: 'there is no such file; check the path, which starts at the folder of the study',
  EACCES: 'it may not be read; change its permissions',
  EISDIR: 'it is a folder; name the file in it'
};

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}

function tooLarge(path: string): DataError {
  return new DataError(
    `${path}: it holds more than ${LARGEST_FILE / 2 ** 20} MiB, the most allowed; make it smaller`
  );
}

/** Pipes and devices may hold a reader for ever, or never end. */
function checkFile(path: string, found: Stats): void {
  if (!found.isFile() && !found.isDirectory()) {
    throw new DataError(`${path}: it is a device or a pipe; allowed: a file; copy it into one`);
  }
  if (found.size > LARGEST_FILE) {
    throw tooLarge(path);
  }
}

/** All bytes of a file, also of one that says it has none, as those of the system do, or that grows meanwhile. */
async function readBytes(path: string): Promise<Uint8Array> {
  // Looked at first: merely to open a pipe may take for ever.
  checkFile(path, await stat(path));
  const file = await open(path);
  try {
    const found = await file.stat();
    checkFile(path, found);
    const parts: Buffer[] = [];
    let total = 0;
    for (let room = found.size + 1; ; room = CHUNK) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(room), 0, room, null);
      if (bytesRead === 0) {
        return parts.length === 1 ? parts[0] : Buffer.concat(parts, total);
      }
      parts.push(buffer.subarray(0, bytesRead));
      total += bytesRead;
      if (total > LARGEST_FILE) {
        throw tooLarge(path);
      }
    }
  } finally {
    await file.close();
  }
}

async function unpacked(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  try {
    return await unpack(bytes, { maxOutputLength: LARGEST_FILE });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(path);
    }
    const message = `${path}: it starts as gzip does but can't be unpacked (${(error as Error).message}); fetch it again`;
    throw new DataError(message, { cause: error });
  }
}

/**
 * The bytes of a data file, unpacked if they were compressed by gzip.
 *
 * @param path an absolute path
 * @throws DataError when the file is missing, unreadable, damaged or larger than 512 MiB
 */
export async function readDataFile(path: string): Promise<Uint8Array> {
  try {
    return await unpacked(path, await readBytes(path));
  } catch (error) {
    if (error instanceof DataError) {
      throw error;
    }
    const refusal = REFUSALS[codeOf(error)] ?? `it can't be read: ${(error as Error).message}`;
    throw new DataError(`${path}: ${refusal}`, { cause: error });
  }
}

/**
 * The text of a data file, unpacked if it was compressed by gzip.
 *
 * @param path an absolute path
 * @throws DataError as readDataFile does, and when it is not text in UTF-8
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readDataFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataError(`${path}: it is not text in UTF-8; save it as such`, { cause: error });
  }
}
