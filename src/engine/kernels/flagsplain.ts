// Flags of masks drawn 128 at a time, in plain TypeScript: the twin of the kernel, which draws the same words in the same
// order and so gives the same bits. The state lies in memory as laneStates of random/lanes.ts leaves it.

import { LANES } from '../random/lanes';
import { bitOf, bitsOf, rateWords } from './bitplain';

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** The next word of a lane; moves its state on. */
function nextWord(state: Uint32Array, lane: number): number {
  const [s0, s1, s2, s3] = [state[lane], state[4 + lane], state[8 + lane], state[12 + lane]];
  const s2a = s2 ^ s0;
  const s3a = s3 ^ s1;
  state[lane] = s0 ^ s3a;
  state[4 + lane] = s1 ^ s2a;
  state[8 + lane] = s2a ^ (s1 << 9);
  state[12 + lane] = rotateLeft(s3a, 11);
  return (rotateLeft((s0 + s3) | 0, 7) + s0) | 0;
}

/**
 * Draws flags: 0 where an element is removed, 1 where it is kept. For each vector of 128 flags, 128 uniform numbers are
 * compared with the rate bit by bit, the most significant first, until all are told from it or its bits end, at most 64.
 *
 * @param state the four generators, 16 words from laneStates; moved on
 * @param words receives the flags
 * @param firstVector where they begin, in vectors of 128 flags (4 words)
 * @param vectors how many vectors
 * @param p removal probability, 0 <= p <= 1, met to 2^-64; 0 and 1 draw nothing
 */
export function drawFlags(
  state: Uint32Array,
  words: Uint32Array,
  firstVector: number,
  vectors: number,
  p: number
): void {
  const [from, to] = [LANES * firstVector, LANES * (firstVector + vectors)];
  if (p === 0 || p === 1) {
    words.fill(p === 0 ? 0xffffffff : 0, from, to);
    return;
  }
  const rate = rateWords(p);
  const bits = bitsOf(rate);
  const undecided = new Int32Array(LANES);
  for (let at = from; at < to; at += LANES) {
    words.fill(0xffffffff, at, at + LANES);
    undecided.fill(-1);
    for (let i = 0, left = -1; i < bits && left !== 0; i++) {
      const bit = bitOf(rate, i);
      left = 0;
      for (let lane = 0; lane < LANES; lane++) {
        // A uniform number is told from the rate by the first bit in which they differ.
        const differs = undecided[lane] & (nextWord(state, lane) ^ bit);
        words[at + lane] &= ~(differs & bit);
        undecided[lane] ^= differs;
        left |= undecided[lane];
      }
    }
  }
}
