// tanh of four single-precision numbers at a time, as src/engine/math/single.ts computes it, and its slopes. Each number
// waits long for its own last operation: three short loops let processors work on more numbers at once than one long loop.

import { constant, LN2_HIGH, LN2_LOW, LOG2_E, multiplyAdd, ONE, power, ROUNDER, TAIL, TEN, TWO } from './singles';

/** Vectors that pass through the three loops together, so that they stay near. */
const BLOCK: i32 = 128;

const SIGN: usize = memory.data<u32>([0x80000000], 4);

// @ts-ignore: decorator
@inline
function signBits(): v128 {
  return v128.load32_splat(SIGN);
}

/** Replaces x by k, given as k + ROUNDER, with the sign of x, and writes r, where 2 |x| = k ln 2 + r. */
function reduceRows(h: usize, slopes: usize, row: usize, bytes: usize, rows: i32): void {
  const sign = signBits();
  const ten = constant(TEN);
  const inverse = constant(LOG2_E);
  const rounder = constant(ROUNDER);
  const high = constant(LN2_HIGH);
  const low = constant(LN2_LOW);
  for (; rows > 0; rows--) {
    for (let place: usize = 0; place < bytes; place += 16) {
      const x = v128.load(h + place);
      const size = f32x4.pmin(v128.andnot(x, sign), ten);
      const y = f32x4.add(size, size);
      const rounded = f32x4.add(f32x4.mul(y, inverse), rounder);
      const k = f32x4.sub(rounded, rounder);
      v128.store(slopes + place, f32x4.sub(f32x4.sub(y, f32x4.mul(k, high)), f32x4.mul(k, low)));
      v128.store(h + place, v128.or(rounded, v128.and(x, sign)));
    }
    h += row;
    slopes += row;
  }
}

/** Replaces r by exp(r) - 1. */
function expandRows(slopes: usize, row: usize, bytes: usize, rows: i32): void {
  const c7 = constant(TAIL);
  const c6 = constant(TAIL + 4);
  const c5 = constant(TAIL + 8);
  const c4 = constant(TAIL + 12);
  const c3 = constant(TAIL + 16);
  const c2 = constant(TAIL + 20);
  for (; rows > 0; rows--) {
    for (let place: usize = 0; place < bytes; place += 16) {
      const r = v128.load(slopes + place);
      let tail = multiplyAdd(c6, c7, r);
      tail = multiplyAdd(c5, tail, r);
      tail = multiplyAdd(c4, tail, r);
      tail = multiplyAdd(c3, tail, r);
      tail = multiplyAdd(c2, tail, r);
      v128.store(slopes + place, multiplyAdd(r, f32x4.mul(r, r), tail));
    }
    slopes += row;
  }
}

/** From k with the sign of x, and exp(r) - 1, to gains * tanh x and its slope. */
function divideRows(h: usize, slopes: usize, row: usize, bytes: usize, rows: i32, gains: v128): void {
  const sign = signBits();
  const one = constant(ONE);
  const two = constant(TWO);
  for (; rows > 0; rows--) {
    for (let place: usize = 0; place < bytes; place += 16) {
      const rounded = v128.load(h + place);
      const scale = power(rounded);
      const e = multiplyAdd(f32x4.sub(scale, one), scale, v128.load(slopes + place));
      const value = v128.or(f32x4.div(e, f32x4.add(e, two)), v128.and(rounded, sign));
      v128.store(h + place, f32x4.mul(gains, value));
      v128.store(slopes + place, f32x4.sub(one, f32x4.mul(value, value)));
    }
    h += row;
    slopes += row;
  }
}

/** Called by reference: what has one caller becomes part of it, and a large function runs out of registers. */
type Reduce = (h: usize, slopes: usize, row: usize, bytes: usize, rows: i32) => void;
type Expand = (slopes: usize, row: usize, bytes: usize, rows: i32) => void;
type Divide = (h: usize, slopes: usize, row: usize, bytes: usize, rows: i32, gains: v128) => void;

/** Replaces z by gains * tanh z and writes its slopes, in rows of vectors at distance `row`. */
export function tanhRows(h: usize, slopes: usize, row: usize, vectors: i32, rows: i32, gains: v128): void {
  const reduce: Reduce = reduceRows;
  const expand: Expand = expandRows;
  const divide: Divide = divideRows;
  const bytes = <usize>vectors << 4;
  for (const most = max(1, BLOCK / max(1, vectors)); rows > 0; rows -= most) {
    const block = min(most, rows);
    reduce(h, slopes, row, bytes, block);
    expand(slopes, row, bytes, block);
    divide(h, slopes, row, bytes, block, gains);
    h += row * <usize>most;
    slopes += row * <usize>most;
  }
}
