// Four xoshiro128++ generators side by side, for kernels that draw four words at a time: each lane has a state of its
// own from Philox, as a Stream's is, so lanes are as independent as streams.

import { philox4x32 } from './philox';
import type { Key } from './seed';
import { checkWord, type Purpose } from './stream';
import { Xoshiro128 } from './xoshiro';

/** Generators in parallel: the 32-bit lanes of a SIMD vector. */
export const LANES = 4;

/**
 * Where the four generators of a block of work begin.
 *
 * @param key the study's key
 * @param cell index of the cell of the grid, integer in 0 .. 2^32 - 1
 * @param block index of the block of trials, integer in 0 .. 2^32 - 1
 * @param purpose what the numbers are for; lane 0 is the Stream of that purpose
 * @throws RangeError where cell or block is out of range
 * @returns 16 words; word j of the state of lane i at 4 j + i, as four vectors lie in memory
 */
export function laneStates(key: Key, cell: number, block: number, purpose: Purpose): Uint32Array {
  checkWord('cell', cell);
  checkWord('block', block);
  const states = new Uint32Array(4 * LANES);
  for (let lane = 0; lane < LANES; lane++) {
    const state = philox4x32([lane, purpose, block, cell], key);
    const live = state.some(word => word !== 0) ? state : [1, 0, 0, 0];
    live.forEach((word, j) => {
      states[LANES * j + lane] = word;
    });
  }
  return states;
}

/** The words of the four generators in plain TypeScript. */
export class Lanes {
  private readonly generators: readonly Xoshiro128[];

  /** @param states from laneStates */
  constructor(states: Uint32Array) {
    this.generators = Array.from(
      { length: LANES },
      (_, lane) =>
        new Xoshiro128([states[lane], states[4 + lane], states[8 + lane], states[12 + lane]])
    );
  }

  /** Writes the next `vectors` words of every lane: word v of lane i at 4 v + i. */
  fill(words: Uint32Array, vectors: number): void {
    for (let lane = 0; lane < LANES; lane++) {
      const generator = this.generators[lane];
      for (let at = lane; at < LANES * vectors; at += LANES) {
        words[at] = generator.next();
      }
    }
  }
}
