// Four xoshiro128++ generators side by side, one a lane: the twin of class Lanes of src/engine/random/lanes.ts. Bits are
// drawn here too, so that the state stays in registers from word to word.
// Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47:36 (2021).

// Vectors s0 .. s3 follow each other in the state: word j of lane i at byte 16 j + 4 i.
const S1: usize = 16;
const S2: usize = 32;
const S3: usize = 48;

function rotateLeft(x: v128, k: i32): v128 {
  return v128.or(i32x4.shl(x, k), i32x4.shr_u(x, 32 - k));
}

/** Writes the next `vectors` vectors of four words to `to`, lane i in word i, and moves the state on. */
export function fillWords(state: usize, to: usize, vectors: i32): void {
  let s0 = v128.load(state);
  let s1 = v128.load(state, S1);
  let s2 = v128.load(state, S2);
  let s3 = v128.load(state, S3);
  for (const end = to + ((<usize>vectors) << 4); to < end; to += 16) {
    v128.store(to, i32x4.add(rotateLeft(i32x4.add(s0, s3), 7), s0));
    const t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotateLeft(s3, 11);
  }
  v128.store(state, s0);
  v128.store(state, s1, S1);
  v128.store(state, s2, S2);
  v128.store(state, s3, S3);
}

/**
 * Of the given trials, a bit each, those in which an element is kept: whose uniform number is not below the rate, which is
 * given by its first 64 binary digits. The state is moved on.
 */
// @ts-ignore: decorator
@inline
export function drawKept(state: usize, trials: v128, rate: i64): v128 {
  let s0 = v128.load(state);
  let s1 = v128.load(state, S1);
  let s2 = v128.load(state, S2);
  let s3 = v128.load(state, S3);
  let undecided = trials;
  let removed = i64x2.splat(0);
  for (let left = 64; left !== 0; left--) {
    const bit = i64x2.splat(rate >> 63);
    rate <<= 1;
    const word = i32x4.add(rotateLeft(i32x4.add(s0, s3), 7), s0);
    const t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotateLeft(s3, 11);
    // A uniform number is told from the rate by the first bit in which they differ.
    const differs = v128.and(undecided, v128.xor(word, bit));
    removed = v128.or(removed, v128.and(differs, bit));
    undecided = v128.xor(undecided, differs);
    // Where all digits left of the rate are 0, no number can fall below it any more.
    if (rate === 0 || !v128.any_true(undecided)) break;
  }
  v128.store(state, s0);
  v128.store(state, s1, S1);
  v128.store(state, s2, S2);
  v128.store(state, s3, S3);
  return v128.andnot(trials, removed);
}

/** Writes vectors in which a bit is set where an element is kept: drawKept of all trials, again and again. */
export function fillKept(state: usize, to: usize, vectors: i32, rate: i64): void {
  let s0 = v128.load(state);
  let s1 = v128.load(state, S1);
  let s2 = v128.load(state, S2);
  let s3 = v128.load(state, S3);
  for (const end = to + ((<usize>vectors) << 4); to < end; to += 16) {
    let undecided = i64x2.splat(-1);
    let removed = i64x2.splat(0);
    let digits = rate;
    do {
      const bit = i64x2.splat(digits >> 63);
      digits <<= 1;
      const word = i32x4.add(rotateLeft(i32x4.add(s0, s3), 7), s0);
      const t = i32x4.shl(s1, 9);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, t);
      s3 = rotateLeft(s3, 11);
      const differs = v128.and(undecided, v128.xor(word, bit));
      removed = v128.or(removed, v128.and(differs, bit));
      undecided = v128.xor(undecided, differs);
    } while (digits !== 0 && v128.any_true(undecided));
    v128.store(to, v128.not(removed));
  }
  v128.store(state, s0);
  v128.store(state, s1, S1);
  v128.store(state, s2, S2);
  v128.store(state, s3, S3);
}
