// Flags of masks: bits, 1 where an element is kept, drawn 128 at a time. The twin is ../../flagsplain.ts.

/** All ones in the lanes whose flag is set; bit is a multiple of 4. */
// @ts-ignore: decorator
@inline
export function load4Flags(mask: usize, bit: i32): v128 {
  const word = load<u32>(mask + (<usize>(bit >>> 5) << 2)) >>> (bit & 31);
  const lanes = i32x4(1, 2, 4, 8);
  return i32x4.eq(v128.and(i32x4.splat(word), lanes), lanes);
}

/** Flags from a bit on, a multiple of 4, in every lane: at least 28 of them are good. All set where first is -1. */
// @ts-ignore: decorator
@inline
export function loadFlags(mask: usize, first: i32, bit: i32): v128 {
  return i32x4.splat(first === -1 ? -1 : load<i32>(mask + <usize>(bit >>> 3)) >>> (bit & 4));
}

/** All ones in the lanes whose flag is set, of the first four. */
// @ts-ignore: decorator
@inline
export function keptLanes(flags: v128): v128 {
  const lanes = i32x4(1, 2, 4, 8);
  return i32x4.eq(v128.and(flags, lanes), lanes);
}

/** The flags that follow the first four. */
// @ts-ignore: decorator
@inline
export function nextFlags(flags: v128): v128 {
  return i32x4.shr_s(flags, 4);
}

/** Whether a flag is set. */
// @ts-ignore: decorator
@inline
export function isSet(mask: usize, bit: i32): bool {
  return ((load<u32>(mask + (<usize>(bit >>> 5) << 2)) >>> (bit & 31)) & 1) === 1;
}

function rotateLeft(x: v128, k: i32): v128 {
  return v128.or(i32x4.shl(x, k), i32x4.shr_u(x, 32 - k));
}

/**
 * Draws vectors of flags: removed where a uniform number is below p, told by the first bit in which they differ.
 * state: four xoshiro128++ generators, moved on; p in 0 .. 1, where 0 and 1 draw nothing.
 */
export function drawFlags(state: usize, to: usize, vectors: i32, p: f64): void {
  if (p === 0 || p === 1) {
    memory.fill(to, p === 0 ? 0xff : 0, <usize>vectors << 4);
    return;
  }
  const scaled = p * 4294967296.0;
  const whole = floor<f64>(scaled);
  const digits = (<i64>whole << 32) | <i64>((scaled - whole) * 4294967296.0);
  let s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  for (; vectors > 0; vectors--) {
    let bits = digits;
    let undecided = i64x2.splat(-1);
    let removed = i64x2.splat(0);
    for (let left = 64; left !== 0; left--) {
      const bit = i64x2.splat(bits >> 63);
      bits <<= 1;
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
      if (!v128.any_true(undecided)) break;
    }
    v128.store(to, v128.not(removed));
    to += 16;
  }
  v128.store(state, s0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
}
