// The random stream of one block of work. Philox, keyed by the study's seed and counted by
// (cell, block, purpose), gives the state of a xoshiro128++ generator, so a shard draws the same numbers
// wherever, whenever and however often it runs. No clock, no Math.random, no transcendental from the platform.

import { log } from '../math/log';
import { philox4x32 } from './philox';
import { Xoshiro128 } from './xoshiro';
import type { Key } from './seed';

/** What a stream is for; streams of different purposes are independent. Never renumber: results depend on it. */
export const Purpose = {
  trials: 0,
  data: 1,
  split: 2,
  weights: 3,
  batches: 4,
  masks: 5,
  conditionedMasks: 6,
  graph: 7,
  labels: 8,
  splitting: 9,
  lazy: 10,
  bits: 11,
  wholeMasks: 12,
  clusters: 13,
  countChain: 14,
  openMasks: 15,
  steps: 16,
  restOfLabels: 17
} as const;

export type Purpose = (typeof Purpose)[keyof typeof Purpose];

const TWO_POW_32 = 2 ** 32;

/** @throws RangeError naming what is no unsigned 32-bit integer and so can't be counted by */
export function checkWord(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= TWO_POW_32) {
    throw new RangeError(`Stream: ${name} is ${value}; it must be an integer in 0 .. 2^32 - 1`);
  }
}

/** A reproducible stream of random numbers. */
export class Stream {
  private readonly generator: Xoshiro128;
  /** The second normal of a pair; NaN where there is none. A number always, so that it needs no memory of its own. */
  private spare = NaN;

  /**
   * @param key the study's key, from keyFromSeed
   * @param cell index of the cell of the grid, integer in 0 .. 2^32 - 1
   * @param block index of the block of trials, or of the replicate, integer in 0 .. 2^32 - 1
   * @param purpose what the numbers are for
   */
  constructor(key: Key, cell: number, block: number, purpose: Purpose) {
    checkWord('cell', cell);
    checkWord('block', block);
    const state = philox4x32([0, purpose, block, cell], key);
    this.generator = new Xoshiro128(state.some(word => word !== 0) ? state : [1, 0, 0, 0]);
  }

  /** The next word: an integer, uniform on 0 .. 2^32 - 1. */
  word(): number {
    return this.generator.next();
  }

  /** Uniform on [0, 1), a multiple of 2^-53. */
  uniform(): number {
    const high = this.generator.next() >>> 5;
    const low = this.generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /**
   * True with probability p. One word decides except where its 32 bits tie with those of p
   * (about once in 4e9 draws); then a second word settles bits 33 to 64, so p is met to 2^-64.
   *
   * @param p probability, 0 <= p <= 1
   */
  bernoulli(p: number): boolean {
    const scaled = p * TWO_POW_32;
    const whole = Math.floor(scaled);
    const word = this.generator.next();
    if (word !== whole) {
      return word < whole;
    }
    return this.generator.next() < (scaled - whole) * TWO_POW_32;
  }

  /**
   * Uniform on 0 .. n - 1, exactly (words that would favour small results are drawn again).
   *
   * @param n integer, 1 <= n <= 2^32
   */
  integer(n: number): number {
    let word = this.generator.next();
    // The first test spares the second: of doubles a remainder is slow. Below 2^32 the quotient's floor is exact.
    while (word >= TWO_POW_32 - n && word >= TWO_POW_32 - (TWO_POW_32 % n)) {
      word = this.generator.next();
    }
    return word - n * Math.floor(word / n);
  }

  /** Standard normal, by Marsaglia's polar method (SIAM Review 6, 1964). */
  normal(): number {
    const spare = this.spare;
    if (!Number.isNaN(spare)) {
      this.spare = NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * log(square)) / square);
        this.spare = y * factor;
        return x * factor;
      }
    }
  }

  /** Puts the items of an array into a uniformly random order, in place (Fisher-Yates). */
  shuffle(items: { length: number; [index: number]: number }): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = items[i];
      items[i] = items[j]!;
      items[j] = held;
    }
  }
}
