// Elementary functions of four single-precision numbers: the twins are in src/engine/math/single.ts, which says how they
// are computed and how exact they are.

// Constants stand in memory: loading one is cheaper than making it anew in every turn of a loop.
const CONSTANTS: usize = memory.data<f32>(
  [
    1.44269504, 0.693359375, -0.000212194440, -87, 88, 12582912, // log2 e, ln 2 in two parts, range of exp, rounder
    0.00019841270113829523, 0.001388888922519982, 0.008333333767950535, 0.0416666679084301, 0.1666666716337204, 0.5, // 1/7! .. 1/2!
    1, 2, 10, 0.25,
    0.0339466773, -0.196177089, 0.395000909, -0.333468587, 0.304486351, // ratio of the normal law ..
    -0.0203837849, 0.121567849, 0.0948202698, 0.100228996, -0.0000215999828 // .. highest power first
  ],
  16
);
export const LOG2_E: usize = 0;
export const LN2_HIGH: usize = 4;
export const LN2_LOW: usize = 8;
const LOWEST: usize = 12;
const HIGHEST: usize = 16;
/** Adding 1.5 * 2^23 rounds to the nearest integer, ties to even, and leaves it in the low bits. */
export const ROUNDER: usize = 20;
export const TAIL: usize = 24;
export const ONE: usize = 48;
export const TWO: usize = 52;
export const TEN: usize = 56;
const QUARTER: usize = 60;
const RATIO: usize = 64;

// @ts-ignore: decorator
@inline
export function constant(place: usize): v128 {
  return v128.load32_splat(CONSTANTS + place);
}

// @ts-ignore: decorator
@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline
export function multiplyAdd(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** 2^k for integers k in -126 .. 127, each given as k + ROUNDER, of which the sign does not count. */
// @ts-ignore: decorator
@inline
export function power(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), constant(ONE));
}

/** exp(r) - 1 for |r| <= 0.35, where x = k ln 2 + r. */
// @ts-ignore: decorator
@inline
function reduced(x: v128, k: v128): v128 {
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, constant(LN2_HIGH))), f32x4.mul(k, constant(LN2_LOW)));
  let tail = constant(TAIL);
  tail = multiplyAdd(constant(TAIL + 4), tail, r);
  tail = multiplyAdd(constant(TAIL + 8), tail, r);
  tail = multiplyAdd(constant(TAIL + 12), tail, r);
  tail = multiplyAdd(constant(TAIL + 16), tail, r);
  tail = multiplyAdd(constant(TAIL + 20), tail, r);
  return multiplyAdd(r, f32x4.mul(r, r), tail);
}

// @ts-ignore: decorator
@inline
function clamped(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, constant(LOWEST)), constant(HIGHEST));
}

// @ts-ignore: decorator
@inline
function exp4(x: v128): v128 {
  const y = clamped(x);
  const rounded = f32x4.add(f32x4.mul(y, constant(LOG2_E)), constant(ROUNDER));
  const k = f32x4.sub(rounded, constant(ROUNDER));
  const scale = power(rounded);
  return multiplyAdd(scale, scale, reduced(y, k));
}

// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(constant(ONE), f32x4.add(constant(ONE), exp4(f32x4.neg(x))));
}

/** exp(-x^2 / 2). */
// @ts-ignore: decorator
@inline
export function bell4(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.mul(x, x), splat(-0.5)));
}

/** P(N(0, 1) <= x), given bell = exp(-x^2 / 2). */
// @ts-ignore: decorator
@inline
export function normal4(x: v128, bell: v128): v128 {
  const s = f32x4.div(constant(ONE), multiplyAdd(constant(ONE), constant(QUARTER), f32x4.abs(x)));
  let ratio = constant(RATIO);
  ratio = multiplyAdd(constant(RATIO + 4), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 8), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 12), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 16), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 20), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 24), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 28), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 32), ratio, s);
  ratio = multiplyAdd(constant(RATIO + 36), ratio, s);
  const tail = f32x4.mul(bell, ratio);
  return v128.bitselect(tail, f32x4.sub(constant(ONE), tail), f32x4.lt(x, splat(0)));
}
