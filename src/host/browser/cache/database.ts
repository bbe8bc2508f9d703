// The database of the cache in browsers: an entry for each study, and the records that are kept of it. What belongs together
// is one transaction, which is done or not, whatever becomes of the tab; those of other tabs come before or after it.

import { openDB, type DBSchema, type IDBPTransaction } from 'idb';
import type { KeptStudy } from '../../keeping/kept';

const NAME = 'percolab-cache';
const VERSION = 1;
const STORES = ['studies', 'records'] as const;

/** A study, as it is listed and evicted. */
export interface Entry extends KeptStudy {
  /** See keptName. */
  readonly name: string;
}

/** A record of a run that goes on, or of the finished result; or one that is not as it was written. */
export interface StoredRecord {
  /** Name of its study. */
  readonly name: string;
  readonly is: 'run' | 'result' | 'damaged';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  studies: { key: string; value: Entry };
  records: { key: number; value: StoredRecord; indexes: { name: string } };
}

type Mode = 'readonly' | 'readwrite';

/** A transaction over entries and records. */
export type Transaction<M extends Mode = 'readwrite'> = IDBPTransaction<
  Schema,
  (typeof STORES)[number][],
  M
>;

/**
 * Does something as one transaction. The database is open no longer than that: who wants to delete it need not wait for us.
 *
 * @param work waits for nothing but the transaction
 * @throws DOMException where the browser refuses to keep anything, or anything more
 */
export async function inDatabase<M extends Mode, T>(
  mode: M,
  work: (transaction: Transaction<M>) => Promise<T>
): Promise<T> {
  const database = await openDB<Schema>(NAME, VERSION, {
    upgrade: fresh => {
      fresh.createObjectStore('studies', { keyPath: 'name' });
      fresh.createObjectStore('records', { autoIncrement: true }).createIndex('name', 'name');
    }
  });
  try {
    const transaction = database.transaction([...STORES], mode);
    const [found] = await Promise.all([work(transaction), transaction.done]);
    return found;
  } finally {
    database.close();
  }
}
