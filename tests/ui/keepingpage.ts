// What the tests of the browser's cache do in a page: they run studies there, and change what is kept.

import { BrowserCache } from '../../src/host/browser/cache/cache';
import { inDatabase, type Entry, type StoredRecord } from '../../src/host/browser/cache/database';
import { keptStudies } from '../../src/host/browser/cache/inventory';
import { StudyRecords } from '../../src/host/browser/cache/studyrecords';
import { browserHost } from '../../src/host/browser/host';
import { HostError } from '../../src/host/host';
import { inlineHost } from '../../src/host/inline';
import { openKeeper } from '../../src/host/keeping/keeper';
import { readStudy } from '../../src/study/read';
import { runStudy, type RunOptions } from '../../src/study/run';

/** What came of a run. */
export interface Ran {
  readonly digest: string;
  readonly cached: boolean;
  /** Shards that really ran. */
  readonly shards: number;
  /** What was wrong with the cache. */
  readonly words: readonly string[];
}

const sources = {
  loadData: () => Promise.resolve(null),
  loadGraph: (file: string) => Promise.reject(new Error(file))
};

/** Runs a study in one worker with the cache that pages have. */
export async function runInWorker(text: string, isCached: boolean): Promise<Ran> {
  const worker = browserHost({ script: new URL('worker.js', import.meta.url), workers: 1 });
  const words: string[] = [];
  let shards = 0;
  const result = await runStudy(readStudy(text), {
    ...sources,
    host: {
      run: (own, ...rest) => {
        shards += own.length;
        return worker.run(own, ...rest);
      }
    },
    checkpoints: isCached ? new BrowserCache(said => words.push(said)) : undefined,
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
  worker.dispose();
  return { digest: result.digest, cached: result.cached === true, shards, words };
}

/** How a short study runs: stopped after some shards, or with a smaller cache. */
export interface ShortOptions {
  readonly stopAfter?: number;
  readonly limit?: number;
}

/** Runs a short study in the page itself, and keeps it as if it were long; null where it was stopped. */
export async function runShort(
  text: string,
  { stopAfter = Infinity, limit = 2 ** 20 }: ShortOptions = {}
): Promise<Ran | null> {
  const host = inlineHost();
  const words: string[] = [];
  let shards = 0;
  const stopping: RunOptions['host'] = {
    async run(own, material, onProgress, signal) {
      const results = [];
      for (const [position, shard] of own.entries()) {
        const tell: typeof onProgress = ({ finished }) =>
          onProgress({ finished: finished.map(done => ({ ...done, position })) });
        results.push(...(await host.run([shard], material, tell, signal)));
        if (++shards === stopAfter) {
          // What is short leaves no shards.
          await new Promise(later => setTimeout(later, 1100));
          throw new HostError('it was killed');
        }
      }
      return results;
    }
  };
  try {
    const { digest, cached = false } = await runStudy(readStudy(text), {
      ...sources,
      host: stopping,
      checkpoints: {
        open: key =>
          openKeeper(new StudyRecords(key, limit), key, {
            keepsShort: true,
            onTrouble: trouble => words.push(trouble.words)
          })
      },
      onProgress: () => undefined,
      signal: new AbortController().signal
    });
    return { digest, cached, shards, words };
  } catch (error) {
    if (error instanceof HostError) return null;
    throw error;
  }
}

/** The studies that are kept. */
export function kept(): Promise<Entry[]> {
  return keptStudies();
}

/** The records of all studies: what each is, and how long. */
export async function records(): Promise<{ readonly is: string; readonly length: number }[]> {
  const all = await inDatabase('readonly', transaction =>
    transaction.objectStore('records').getAll()
  );
  return all.map(({ is, bytes }) => ({ is, length: bytes.length }));
}

/** Changes a byte of the first record of a kind. */
export async function damage(is: StoredRecord['is'], at: number): Promise<void> {
  await change(is, record => {
    record.bytes[at] ^= 0x55;
    return record;
  });
}

/** Puts the newest finished result under the name of another study. */
export async function mistake(name: string): Promise<void> {
  await change('result', record => ({ ...record, name }));
}

function change(
  is: StoredRecord['is'],
  changed: (record: StoredRecord) => StoredRecord
): Promise<void> {
  return inDatabase('readwrite', async transaction => {
    const store = transaction.objectStore('records');
    for await (const cursor of store) {
      if (cursor.value.is === is) {
        await cursor.update(changed(cursor.value));
        return;
      }
    }
    throw new Error(`no record is a ${is}`);
  });
}
