// Many studies in one go, through the public call: the same study under seed after seed, a row each.

import { inlineHost } from '../../src/host/inline';
import { percolation, type PercolationKeys, type Result } from '../../src/node';

/** Rows of one call: a grid has 100,000 cells at most, and what is kept of each takes memory. */
const MOST_ROWS = 20_000;

const host = inlineHost();

/** A study, run in this thread. */
export function ask(keys: PercolationKeys): Promise<Result> {
  return percolation(keys, { host });
}

/** A column as numbers. */
export function numbers(result: Result, name: string): number[] {
  return result.columns[name].map(Number);
}

/**
 * The same study under many seeds.
 *
 * @param keys the study
 * @param name begins each seed; studies with the same name, and rows in the same place, share random numbers
 * @param seeds how many seeds
 * @param rows rows of the study under one seed
 * @param take told each result, whose rows are those of the first seed, then those of the next
 */
export async function askAgain(
  keys: PercolationKeys,
  name: string,
  seeds: number,
  rows: number,
  take: (result: Result) => void
): Promise<void> {
  const together = Math.max(1, Math.floor(MOST_ROWS / rows));
  for (let from = 0; from < seeds; from += together) {
    const count = Math.min(together, seeds - from);
    const seed = Array.from({ length: count }, (_, i) => `${name} ${from + i}`);
    take(await ask({ ...keys, seed: count === 1 ? seed[0] : seed, force: true }));
  }
}
