// The database of the cache in browsers: an entry for each study, and the records that are kept of it. What belongs together
// is one transaction, which is done or not, whatever becomes of the tab; those of other tabs come before or after it.

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
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

/** Milliseconds that the browser has to open the database. Where another page is in the way, it never does. */
const OPENING = 3_000;
/** Milliseconds for a transaction, which may have much to read or write. */
const WORKING = 30_000;

/** Openings that the browser has not answered in time: while there are any, it would answer no other. */
const unanswered = new Set<Promise<unknown>>();

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
 * @throws DOMException where the browser refuses to keep anything, or anything more; Error where it does not answer
 */
export async function inDatabase<M extends Mode, T>(
  mode: M,
  work: (transaction: Transaction<M>) => Promise<T>
): Promise<T> {
  const database = await opened();
  try {
    const transaction = database.transaction([...STORES], mode);
    const [found] = await answered(Promise.all([work(transaction), transaction.done]), WORKING);
    return found;
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBPDatabase<Schema>> {
  if (unanswered.size > 0) {
    throw silence();
  }
  const opening = openDB<Schema>(NAME, VERSION, {
    upgrade: fresh => {
      fresh.createObjectStore('studies', { keyPath: 'name' });
      fresh.createObjectStore('records', { autoIncrement: true }).createIndex('name', 'name');
    }
  });
  try {
    return await answered(opening, OPENING);
  } catch (error) {
    unanswered.add(opening);
    const forget = (): boolean => unanswered.delete(opening);
    opening.then(late => forget() && late.close(), forget);
    throw error;
  }
}

/** An answer of the browser; rejects where there is none within some milliseconds. */
async function answered<T>(answer: Promise<T>, within: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silence()), within);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function silence(): Error {
  return new Error('the database of this browser does not answer');
}
