// How large the gradients of a step are in each of four runs: sums of squares, and largest numbers where a step is closed.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { splat } from '../training/singles';
import { lanesWith } from './masks';

const VECTOR: usize = 16;

/** Two of four numbers as doubles: the first (half 0) or the last. */
// @ts-ignore: decorator
@inline
function halfOf(x: v128, half: i32): v128 {
  return f64x2.promote_low_f32x4(half === 0 ? x : v128.shuffle<i64>(x, x, 1, 1));
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, from: usize, half: i32): v128 {
  const x = halfOf(v128.load(from), half);
  return f64x2.add(sum, f64x2.mul(x, x));
}

/** Sum of the squares of some numbers of two runs, added up in the order of squaresOf in ../training/update.ts. */
// @ts-ignore: decorator
@inline
function squaresOf(from: usize, numbers: i32, half: i32): v128 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (; numbers >= 8; numbers -= 8) {
    s0 = addSquare(s0, from, half);
    s1 = addSquare(s1, from + 16, half);
    s2 = addSquare(s2, from + 32, half);
    s3 = addSquare(s3, from + 48, half);
    s4 = addSquare(s4, from + 64, half);
    s5 = addSquare(s5, from + 80, half);
    s6 = addSquare(s6, from + 96, half);
    s7 = addSquare(s7, from + 112, half);
    from += 128;
  }
  if (numbers > 0) s0 = addSquare(s0, from, half);
  if (numbers > 1) s1 = addSquare(s1, from + 16, half);
  if (numbers > 2) s2 = addSquare(s2, from + 32, half);
  if (numbers > 3) s3 = addSquare(s3, from + 48, half);
  if (numbers > 4) s4 = addSquare(s4, from + 64, half);
  if (numbers > 5) s5 = addSquare(s5, from + 80, half);
  if (numbers > 6) s6 = addSquare(s6, from + 96, half);
  const even = f64x2.add(f64x2.add(s0, s2), f64x2.add(s4, s6));
  return f64x2.add(even, f64x2.add(f64x2.add(s1, s3), f64x2.add(s5, s7)));
}

// @ts-ignore: decorator
@inline
function addKept(sum: v128, squares: usize, d: usize, half: i32): v128 {
  const dz = halfOf(v128.load(d), half);
  return f64x2.add(sum, f64x2.mul(halfOf(v128.load(squares), half), f64x2.mul(dz, dz)));
}

/** The same of the gradient of thinned weights, as in thinnedSquares of ../training/row.ts. */
// @ts-ignore: decorator
@inline
function thinnedSquaresOf(layer: usize, n: i32, half: i32): v128 {
  let q = word(layer, on.KEPT_SQUARES);
  let d = word(layer, at.D);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; n >= 4; n -= 4) {
    s0 = addKept(s0, q, d, half);
    s1 = addKept(s1, q + 16, d + 16, half);
    s2 = addKept(s2, q + 32, d + 32, half);
    s3 = addKept(s3, q + 48, d + 48, half);
    q += 64;
    d += 64;
  }
  if (n > 0) s0 = addKept(s0, q, d, half);
  if (n > 1) s1 = addKept(s1, q + 16, d + 16, half);
  if (n > 2) s2 = addKept(s2, q + 32, d + 32, half);
  const factor = <f64>load<f32>(layer, at.FACTOR);
  return f64x2.mul(f64x2.splat(factor * factor), f64x2.add(f64x2.add(s0, s2), f64x2.add(s1, s3)));
}

/** That of two runs. */
// @ts-ignore: decorator
@inline
function enterHalf(layer: usize, half: i32): void {
  const fanOut = count(layer, at.FAN_OUT);
  const hasBias = word(layer, at.BIASES) !== 0;
  const isThinned = count(layer, at.WEIGHT_FLAGS) !== -1;
  const ofD = hasBias || !isThinned ? squaresOf(word(layer, at.D), fanOut, half) : f64x2.splat(0);
  let sum = isThinned
    ? thinnedSquaresOf(layer, fanOut, half)
    : f64x2.mul(squaresOf(word(layer, at.X), count(layer, at.FAN_IN), half), ofD);
  if (hasBias) sum = f64x2.add(sum, ofD);
  v128.store(layer + on.OWN_SQUARES + <usize>(16 * half), sum);
}

/** Writes the sums of the squares of a layer's gradient, as trainSquares finds that of a single row. */
export function enterSquares(layer: usize): void {
  enterHalf(layer, 0);
  enterHalf(layer, 1);
}

// @ts-ignore: decorator
@inline
function larger(largest: v128, x: v128): v128 {
  return f32x4.max(largest, f32x4.abs(x));
}

function largestOf(from: usize, numbers: i32): v128 {
  let largest = splat(0);
  for (; numbers > 0; numbers--) {
    largest = larger(largest, v128.load(from));
    from += VECTOR;
  }
  return largest;
}

/** Largest absolute weight gradient of a layer in the lanes of closed runs; as trainLargest finds it for a single row. */
export function enterLargest(layer: usize, closed: v128): void {
  const fanIn = count(layer, at.FAN_IN);
  const fanOut = count(layer, at.FAN_OUT);
  const x = word(layer, at.X);
  const d = word(layer, at.D);
  let largest = f32x4.mul(largestOf(x, fanIn), largestOf(d, fanOut));
  if (count(layer, at.WEIGHT_FLAGS) !== -1 && v128.any_true(v128.and(closed, f32x4.ne(largest, splat(0))))) {
    const factors = v128.load32_splat(layer + at.FACTOR);
    const flags = word(layer, on.ROW_FLAGS);
    largest = splat(0);
    for (let i: usize = 0; i < <usize>fanIn; i++) {
      const xs = v128.load(x + i * VECTOR);
      const own = v128.load(flags + i * VECTOR);
      for (let j = 0; j < fanOut; j++) {
        const g = f32x4.mul(factors, f32x4.mul(xs, v128.load(d + (<usize>j << 4))));
        largest = larger(largest, v128.and(g, lanesWith(own, j)));
      }
    }
  }
  const all = f32x4.max(v128.load(layer, on.LARGEST_CLOSED), v128.and(largest, closed));
  v128.store(layer, all, on.LARGEST_CLOSED);
}
