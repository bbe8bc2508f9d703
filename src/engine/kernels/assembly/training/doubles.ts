// exp and log of double precision: the twins are in src/engine/math/exp.ts and log.ts, which say how they are computed.

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const INVERSE_LN2: f64 = 1.4426950408889634;
const OVERFLOW: f64 = 709.782712893384;
const UNDERFLOW: f64 = -745.1332191019412;

/** x * 2^k for integers k in -1075 .. 1024. */
function scaled(x: f64, k: i64): f64 {
  if (k > 1023) return x * reinterpret<f64>(<i64>2046 << 52) * reinterpret<f64>((k - 1023 + 1023) << 52);
  if (k < -1022) return x * reinterpret<f64>((k + 1022 + 1023) << 52) * reinterpret<f64>(<i64>1 << 52);
  return x * reinterpret<f64>((k + 1023) << 52);
}

/** Math.round of ECMAScript. */
function round(x: f64): f64 {
  const up = ceil<f64>(x);
  return up - 0.5 > x ? up - 1 : up;
}

function exp1(x: f64): f64 {
  if (x !== x) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const k = round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const correction = high - r - low;
  let sum: f64 = 1.0 / 87178291200.0;
  sum = sum * r + 1.0 / 6227020800.0;
  sum = sum * r + 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 1.0 / 2.0;
  return scaled(1 + (r + (correction + r * r * sum)), <i64>k);
}

const LOWEST_NORMAL: f64 = -708;

// Constants stand in memory: loading one is cheaper than making it anew.
const CONSTANTS: usize = memory.data<f64>(
  [
    INVERSE_LN2, LN2_HIGH, LN2_LOW, 0.5, 1, 6755399441055744, // the last leaves an integer in the low bits: 1.5 * 2^52
    1.0 / 87178291200.0, 1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, // 1/14! ..
    1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, // .. 1/3!
    2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3
  ],
  16
);
const HALF: usize = 24;
const ONE: usize = 32;
const ROUNDER: usize = 40;
const TAIL: usize = 48;
const LOG_TAIL: usize = 144;

// @ts-ignore: decorator
@inline
function constant(place: usize): v128 {
  return v128.load64_splat(CONSTANTS + place);
}

// @ts-ignore: decorator
@inline
function next(sum: v128, r: v128, place: usize): v128 {
  return f64x2.add(f64x2.mul(sum, r), constant(place));
}

/** exp1 of two numbers, none of them above 0. */
// @ts-ignore: decorator
@inline
function exp2(x: v128): v128 {
  if (!i64x2.all_true(f64x2.ge(x, f64x2.splat(LOWEST_NORMAL)))) {
    return f64x2(exp1(f64x2.extract_lane(x, 0)), exp1(f64x2.extract_lane(x, 1)));
  }
  const scaledX = f64x2.mul(x, constant(0));
  const up = f64x2.ceil(scaledX);
  const isAbove = f64x2.gt(f64x2.sub(up, constant(HALF)), scaledX);
  const k = f64x2.sub(up, v128.and(isAbove, constant(ONE)));
  const high = f64x2.sub(x, f64x2.mul(k, constant(8)));
  const low = f64x2.mul(k, constant(16));
  const r = f64x2.sub(high, low);
  const correction = f64x2.sub(f64x2.sub(high, r), low);
  let sum = constant(TAIL);
  sum = next(sum, r, TAIL + 8);
  sum = next(sum, r, TAIL + 16);
  sum = next(sum, r, TAIL + 24);
  sum = next(sum, r, TAIL + 32);
  sum = next(sum, r, TAIL + 40);
  sum = next(sum, r, TAIL + 48);
  sum = next(sum, r, TAIL + 56);
  sum = next(sum, r, TAIL + 64);
  sum = next(sum, r, TAIL + 72);
  sum = next(sum, r, TAIL + 80);
  sum = next(sum, r, TAIL + 88);
  sum = next(sum, r, HALF);
  const beyond = f64x2.add(r, f64x2.add(correction, f64x2.mul(f64x2.mul(r, r), sum)));
  const exponent = i64x2.add(f64x2.add(k, constant(ROUNDER)), i64x2.splat(1023));
  return f64x2.mul(f64x2.add(constant(ONE), beyond), i64x2.shl(exponent, 52));
}

/** Replaces pairs of numbers, none of them above 0, by their exponentials. */
export function expAll(x: usize, pairs: i32): void {
  for (; pairs > 0; pairs--) {
    v128.store(x, exp2(v128.load(x)));
    x += 16;
  }
}

/** 2^52: an integer below it in the low bits makes the number that much larger. */
const INTEGERS: i64 = 0x4330000000000000;

/** Logarithms of two numbers that are 1 or more; NaN and infinity stay as they are. */
// @ts-ignore: decorator
@inline
function log2(x: v128): v128 {
  const one = constant(ONE);
  const biased = v128.or(i64x2.shr_u(x, 52), i64x2.splat(INTEGERS));
  const whole = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), one);
  const isAbove = f64x2.gt(whole, f64x2.splat(1.4142135623730951));
  const exponent = f64x2.add(f64x2.sub(biased, f64x2.splat(4503599627370496 + 1023)), v128.and(isAbove, one));
  const mantissa = v128.bitselect(f64x2.mul(whole, constant(HALF)), whole, isAbove);
  const f = f64x2.sub(mantissa, one);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  let sum = constant(LOG_TAIL);
  sum = next(sum, z, LOG_TAIL + 8);
  sum = next(sum, z, LOG_TAIL + 16);
  sum = next(sum, z, LOG_TAIL + 24);
  sum = next(sum, z, LOG_TAIL + 32);
  sum = next(sum, z, LOG_TAIL + 40);
  sum = next(sum, z, LOG_TAIL + 48);
  sum = next(sum, z, LOG_TAIL + 56);
  sum = next(sum, z, LOG_TAIL + 64);
  sum = next(sum, z, LOG_TAIL + 72);
  sum = next(sum, z, LOG_TAIL + 80);
  const half = f64x2.mul(f64x2.mul(constant(HALF), f), f);
  const beyond = f64x2.sub(f64x2.mul(s, f64x2.add(half, f64x2.mul(z, sum))), half);
  // Where the exponent is 0 this adds zeros.
  const low = f64x2.add(f, f64x2.add(beyond, f64x2.mul(exponent, constant(16))));
  const value = f64x2.add(f64x2.mul(exponent, constant(8)), low);
  return v128.bitselect(value, x, f64x2.eq(f64x2.sub(x, x), f64x2.splat(0)));
}

/** Writes the logarithms of pairs of numbers. */
export function logAll(to: usize, x: usize, pairs: i32): void {
  for (; pairs > 0; pairs--) {
    v128.store(to, log2(v128.load(x)));
    to += 16;
    x += 16;
  }
}
