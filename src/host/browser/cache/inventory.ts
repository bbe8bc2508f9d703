// What is in the cache of a browser: which studies, and how they go.

import { inDatabase, type Entry, type Transaction } from './database';

/** The studies of the cache, the last used first. */
export async function keptStudies(): Promise<Entry[]> {
  const entries = await inDatabase('readonly', transaction =>
    transaction.objectStore('studies').getAll()
  );
  return entries.sort((a, b) => b.used - a.used);
}

/**
 * Removes studies; whoever runs one of them goes on, and keeps what comes.
 *
 * @param studies some that keptStudies gave
 * @returns bytes that are free again
 */
export function removeStudies(studies: readonly Entry[]): Promise<number> {
  return inDatabase('readwrite', async transaction => {
    await Promise.all(studies.map(({ name }) => remove(transaction, name)));
    return studies.reduce((sum, { bytes }) => sum + bytes, 0);
  });
}

/** Removes the studies that were used longest ago, as long as there is more than the limit. */
export async function evict(transaction: Transaction, limit: number): Promise<void> {
  const entries = await transaction.objectStore('studies').getAll();
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of entries.sort((a, b) => a.used - b.used)) {
    if (total <= limit) {
      break;
    }
    await remove(transaction, name);
    total -= bytes;
  }
}

async function remove(transaction: Transaction, name: string): Promise<void> {
  const records = transaction.objectStore('records');
  const keys = await records.index('name').getAllKeys(name);
  await Promise.all(keys.map(key => records.delete(key)));
  await transaction.objectStore('studies').delete(name);
}
