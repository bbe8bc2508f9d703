// Random words one at a time, and gaps drawn from them: the twin is class PlainGaps of ../plaingaps.ts.

import { fillWords } from './lanes';

// What a job that draws words begins with: words that hold numbers and addresses.
export const STATE: usize = 0; // random state
export const WORD: usize = 4; // the next word
export const WORDS: usize = 8; // from here ..
export const WORDS_END: usize = 12; // .. to here, words

export const VECTORS: i32 = 64;

// What a class has behind the two words of its rate.
export const GAP: usize = 8; // what is known of the edges ahead; 0 is nothing
export const SHIFT: usize = 12; // 32 - bits of its table
export const TABLE: usize = 16;

/** The next random word. */
export function nextWord(job: usize): u32 {
  let at: usize = load<u32>(job, WORD);
  if (at === <usize>load<u32>(job, WORDS_END)) {
    at = load<u32>(job, WORDS);
    fillWords(load<u32>(job, STATE), at, VECTORS);
  }
  store<u32>(job, <u32>at + 4, WORD);
  return load<u32>(at);
}

/** An outcome of the table of a class. */
export function drawGap(job: usize, ofClass: usize): u32 {
  const word = nextWord(job);
  const shift = load<u32>(ofClass, SHIFT);
  const table: usize = load<u32>(ofClass, TABLE);
  const entry = table + ((word >> shift) << 3);
  const threshold = load<u32>(entry);
  const pair = load<u32>(entry, 4);
  if (word === threshold) {
    const lows = table + (8 << (32 - shift));
    return nextWord(job) < load<u32>(lows + ((word >> shift) << 2)) ? pair & 0xffff : pair >> 16;
  }
  // A shift, because a choice would be a branch that is mispredicted every other time.
  return (pair >> ((<u32>(word > threshold)) << 4)) & 0xffff;
}
