// What a study will cost, in words.

import { sayDuration } from './duration';
import type { Cost } from './run';

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Cells, shards and time, e.g. for the answer to a check. */
export function sayCost({ cells, shards, seconds }: Cost): string {
  return `${count(cells, 'cell')}, ${count(shards, 'shard')}, ${sayDuration(seconds)} of one core`;
}
