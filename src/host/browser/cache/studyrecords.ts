// The records of one study in the browser's database. Those of runs at the same time, in other tabs or workers, stand side by
// side. A tab that is killed loses what it has not handed to the browser, half a second at most.

import type { Key } from '../../keeping/keeper';
import { keptName } from '../../keeping/kept';
import type { Medium, Piece } from '../../keeping/medium';
import { inDatabase, type Entry, type StoredRecord, type Transaction } from './database';
import { evict } from './inventory';

/** Part of the cache that one study may take. */
const SHARE = 1 / 2;

/** What is kept of a study as one run has it. */
export class StudyRecords implements Medium {
  private readonly name: string;
  private written = 0;

  /**
   * @param key what decides the numbers of the study
   * @param limit most bytes of the whole cache
   */
  constructor(
    private readonly key: Key,
    private readonly limit: number
  ) {
    this.name = keptName(key);
  }

  async read(): Promise<{ finished: Piece | null; runs: Piece[] }> {
    const [keys, records] = await inDatabase('readonly', transaction => {
      const own = transaction.objectStore('records').index('name');
      return Promise.all([own.getAllKeys(this.name), own.getAll(this.name)]);
    });
    const pieces = (is: StoredRecord['is']): Piece[] =>
      records.flatMap((record, i) =>
        record.is === is ? [{ bytes: record.bytes, setAside: () => this.setAside(keys[i]) }] : []
      );
    return { finished: pieces('result')[0] ?? null, runs: pieces('run') };
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.checkRoom(bytes.length);
    await inDatabase('readwrite', async transaction => {
      const entry = await this.entry(transaction);
      // Another run has come to the end meanwhile.
      if (!entry.finished) {
        await this.put(transaction, 'run', bytes, entry);
      }
    });
  }

  async finish(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.written = 0;
    this.checkRoom(bytes.length);
    await inDatabase('readwrite', async transaction => {
      let entry = await this.entry(transaction);
      const records = transaction.objectStore('records').index('name').iterate(this.name);
      for await (const cursor of records) {
        if (cursor.value.is !== 'damaged') {
          entry = { ...entry, bytes: entry.bytes - cursor.value.bytes.length };
          await cursor.delete();
        }
      }
      await this.put(transaction, 'result', bytes, { ...entry, finished: true });
    });
  }

  touch(): Promise<void> {
    return inDatabase('readwrite', async transaction => {
      const studies = transaction.objectStore('studies');
      const kept = await studies.get(this.name);
      // Unless it was evicted meanwhile.
      if (kept) {
        await studies.put({ ...kept, used: Date.now() });
      }
    });
  }

  // Nothing is open between two writings.
  close(): Promise<void> {
    return Promise.resolve();
  }

  private checkRoom(bytes: number): void {
    this.written += bytes;
    const most = this.limit * SHARE;
    if (this.written > most) {
      const mib = Math.floor(most / 2 ** 20);
      throw new Error(`this study takes more than ${mib} MiB, half of the browser's cache`);
    }
  }

  /** The study's entry, used now; a new one where it has none. */
  private async entry(transaction: Transaction): Promise<Entry> {
    const { name } = this;
    const { kind, study, build } = this.key;
    const kept = await transaction.objectStore('studies').get(name);
    const fresh = { name, kind, study, build, finished: false, damaged: 0, bytes: 0 };
    return { ...(kept ?? fresh), used: Date.now() };
  }

  private async put(
    transaction: Transaction,
    is: StoredRecord['is'],
    bytes: Uint8Array<ArrayBuffer>,
    entry: Entry
  ): Promise<void> {
    await transaction.objectStore('records').add({ name: this.name, is, bytes });
    const grown = { ...entry, bytes: entry.bytes + bytes.length };
    await transaction.objectStore('studies').put(grown);
    await evict(transaction, this.limit);
  }

  private setAside(key: number): Promise<void> {
    return inDatabase('readwrite', async transaction => {
      const records = transaction.objectStore('records');
      const record = await records.get(key);
      // Not one that another run has set aside or removed meanwhile.
      if (record && record.is !== 'damaged') {
        await records.put({ ...record, is: 'damaged' }, key);
        const entry = await this.entry(transaction);
        const finished = entry.finished && record.is !== 'result';
        const changed = { ...entry, finished, damaged: entry.damaged + 1 };
        await transaction.objectStore('studies').put(changed);
      }
    });
  }
}
