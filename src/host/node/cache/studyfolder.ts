// The files of one study: `result` when it is finished, until then a file of records for each run, so that runs at the same
// time don't meet. A process that is killed loses what it has not handed to the system, half a second at most; only a
// machine that dies may damage files, which their checksums show.

import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import {
  open,
  readdir,
  readFile,
  rename,
  utimes,
  writeFile,
  type FileHandle
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Medium, Piece } from '../../keeping/medium';

const RESULT = 'result';
const RUN = '.run';
const PART = '.part';
/** What was found damaged or foreign; it goes with its study. */
export const DAMAGED = '.damaged';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** Bytes that are written while everything waits. */
const MOST_AT_ONCE = 2 ** 22;

/** Whether a study with these files is finished. */
export function isFinished(names: readonly string[]): boolean {
  return names.includes(RESULT);
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** What is read in the place of a file: no record. */
const NO_RECORD = new Uint8Array(1);

/** Names in a folder; none where it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    return isMissing(error) ? [] : Promise.reject(error);
  }
}

/** Makes a folder, and what is missing above it. Node's way to do so never ends in a place like /proc that takes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, PRIVATE_FOLDER);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** The folder of a study as one run has it. */
export class StudyFolder implements Medium {
  private run: Promise<FileHandle> | undefined;
  private written = 0;

  /**
   * @param folder where it is, or will be
   * @param most bytes that one study may take
   * @param onWritten told the bytes of each writing
   */
  constructor(
    private readonly folder: string,
    private readonly most: number,
    private readonly onWritten: (bytes: number) => Promise<void>
  ) {}

  async read(): Promise<{ finished: Piece | null; runs: Piece[] }> {
    try {
      return await this.pieces();
    } catch (error) {
      // Another process has just finished this study and removed the files of its runs, or evicted it.
      return isMissing(error) ? this.pieces() : Promise.reject(error);
    }
  }
  async append(records: Uint8Array): Promise<void> {
    this.checkRoom(records.length);
    this.run ??= this.begin();
    await (await this.run).appendFile(records);
    await this.onWritten(records.length);
  }

  async finish(record: Uint8Array): Promise<void> {
    this.written = 0;
    this.checkRoom(record.length);
    // Not through the thread pool unless it is large: a dozen ways there and back would be what a short study feels most.
    const part = join(this.folder, `${randomUUID()}${PART}`);
    makeFolder(this.folder);
    try {
      const options = { mode: PRIVATE_FILE, flag: 'wx' };
      if (record.length > MOST_AT_ONCE) await writeFile(part, record, options);
      else writeFileSync(part, record, options);
      renameSync(part, join(this.folder, RESULT));
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    }
    this.removeRuns();
    await this.close();
    await this.onWritten(record.length);
  }

  async touch(): Promise<void> {
    const now = new Date();
    await utimes(join(this.folder, RESULT), now, now);
    // Of a run that was killed just when it, or another one, had finished.
    this.removeRuns();
  }

  async close(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    // One that could not be begun was told when it was.
    await (await run?.catch(() => undefined))?.close();
  }

  private async begin(): Promise<FileHandle> {
    makeFolder(this.folder);
    return open(join(this.folder, `${randomUUID()}${RUN}`), 'ax', PRIVATE_FILE);
  }

  private removeRuns(): void {
    for (const name of readdirSync(this.folder).filter(name => name.endsWith(RUN))) {
      rmSync(join(this.folder, name), { force: true });
    }
  }

  private checkRoom(bytes: number): void {
    this.written += bytes;
    if (this.written > this.most) {
      const mib = Math.floor(this.most / 2 ** 20);
      throw new Error(
        `this study takes more than ${mib} MiB, half of the cache; set PERCOLAB_CACHE_LIMIT to more`
      );
    }
  }

  private async pieces(): Promise<{ finished: Piece | null; runs: Piece[] }> {
    const names = existsSync(this.folder) ? await namesIn(this.folder) : [];
    const runs = isFinished(names) ? [] : names.filter(name => name.endsWith(RUN));
    return {
      finished: isFinished(names) ? await this.piece(RESULT) : null,
      runs: await Promise.all(runs.map(name => this.piece(name)))
    };
  }

  private async piece(name: string): Promise<Piece> {
    const path = join(this.folder, name);
    return {
      // Merely to open a pipe may take for ever, and a device may never end.
      bytes: statSync(path).isFile() ? await readFile(path) : NO_RECORD,
      setAside: () => rename(path, `${path}${DAMAGED}`)
    };
  }
}
