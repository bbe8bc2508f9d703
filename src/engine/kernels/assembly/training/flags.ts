// Flags of masks: bits, 1 where an element is kept, drawn 128 at a time. The twin is ../../flagsplain.ts.

import { fillKept } from '../lanes';

// The bits of four fours of flags. They stand in memory: loading them is cheaper than making them anew in every turn of a
// loop.
const LANES: usize = memory.data<u32>(
  [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768],
  16
);

/** All ones in the lanes whose flag is set; bit is a multiple of 4. */
// @ts-ignore: decorator
@inline
export function load4Flags(mask: usize, bit: i32): v128 {
  const word = load<u32>(mask + (<usize>(bit >>> 5) << 2)) >>> (bit & 31);
  const lanes = v128.load(LANES);
  return i32x4.eq(v128.and(i32x4.splat(word), lanes), lanes);
}

/** Flags from a bit on, a multiple of 4, in every lane: at least 28 of them are good. All set where first is -1. */
// @ts-ignore: decorator
@inline
export function loadFlags(mask: usize, first: i32, bit: i32): v128 {
  return i32x4.splat(first === -1 ? -1 : load<i32>(mask + <usize>(bit >>> 3)) >>> (bit & 4));
}

/** All ones in the lanes whose flag is set, of the first four, or of a later four (up to 3). */
// @ts-ignore: decorator
@inline
export function keptLanes(flags: v128, four: usize = 0): v128 {
  const lanes = v128.load(LANES + 16 * four);
  return i32x4.eq(v128.and(flags, lanes), lanes);
}

/** The flags that follow the first four. */
// @ts-ignore: decorator
@inline
export function nextFlags(flags: v128): v128 {
  return i32x4.shr_s(flags, 4);
}

/** Up to 32 flags from a bit on, a multiple of 4. */
// @ts-ignore: decorator
@inline
export function flagsFrom(mask: usize, bit: i32): u32 {
  return <u32>(load<u64>(mask + <usize>(bit >>> 3)) >>> (bit & 4));
}

/** Whether a flag is set. */
// @ts-ignore: decorator
@inline
export function isSet(mask: usize, bit: i32): bool {
  return ((load<u32>(mask + (<usize>(bit >>> 5) << 2)) >>> (bit & 31)) & 1) === 1;
}

/**
 * Draws vectors of flags: removed where a uniform number is below p.
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
  fillKept(state, to, vectors, digits);
}
