// A step of plain descent of four runs abreast, each with a row and a mask of its own, and the sums that are kept of it.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { splat } from '../training/singles';
import { lanesWith } from './masks';
import { passRows } from './pass';

const VECTOR: usize = 16;
/** Largest number up to which the products that this adds and a single run passes over are sure to be 0. */
const FAR: f64 = 1e15;
/** Returned where a run may have left that range: none has taken the step, and they must begin again one by one. */
export const BEYOND: i32 = -1;

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

/** Sum of the squares of a layer's gradient in two runs, as trainSquares finds it for a single row. */
// @ts-ignore: decorator
@inline
function squaresOfLayer(layer: usize, half: i32): void {
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

// @ts-ignore: decorator
@inline
function addDoubles(sum: usize, from: usize): void {
  v128.store(sum, f64x2.add(v128.load(sum), v128.load(from)));
  v128.store(sum, f64x2.add(v128.load(sum, 16), v128.load(from, 16)), 16);
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
function enterLargest(layer: usize, closed: v128): void {
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

// @ts-ignore: decorator
@inline
function descend(w: usize, g: v128, rates: v128, scales: v128, isClipped: bool): void {
  const left = isClipped ? f32x4.mul(scales, g) : g;
  v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(rates, left)));
}

/** Descent along x_i dz_j. */
// @ts-ignore: decorator
@inline
function descendAlong(layer: usize, rates: v128, scales: v128, isClipped: bool): void {
  const n = count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const end = word(layer, at.X) + <usize>count(layer, at.FAN_IN) * VECTOR;
  let d = word(layer, at.D);
  let w = word(layer, at.WEIGHTS);
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const d0 = v128.load(d);
    const d1 = v128.load(d, 16);
    const d2 = v128.load(d, 32);
    const d3 = v128.load(d, 48);
    let to = w;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      descend(to, f32x4.mul(xs, d0), rates, scales, isClipped);
      descend(to + 16, f32x4.mul(xs, d1), rates, scales, isClipped);
      descend(to + 32, f32x4.mul(xs, d2), rates, scales, isClipped);
      descend(to + 48, f32x4.mul(xs, d3), rates, scales, isClipped);
      to += row;
    }
    d += 64;
    w += 64;
  }
  for (; j < n; j++) {
    const ds = v128.load(d);
    let to = w;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      descend(to, f32x4.mul(v128.load(x), ds), rates, scales, isClipped);
      to += row;
    }
    d += VECTOR;
    w += VECTOR;
  }
}

/** The same where weights are thinned: along factor * x_i dz_j for kept weights. */
// @ts-ignore: decorator
@inline
function descendAlongKept(layer: usize, rates: v128, scales: v128, isClipped: bool): void {
  const n = count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const end = word(layer, at.X) + <usize>count(layer, at.FAN_IN) * VECTOR;
  const factors = v128.load32_splat(layer + at.FACTOR);
  const rowFlags = word(layer, on.ROW_FLAGS);
  let d = word(layer, at.D);
  let w = word(layer, at.WEIGHTS);
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const d0 = v128.load(d);
    const d1 = v128.load(d, 16);
    const d2 = v128.load(d, 32);
    const d3 = v128.load(d, 48);
    let to = w;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      const signs = i32x4.shl(v128.load(flags), 28 - j);
      descend(to, v128.and(f32x4.mul(factors, f32x4.mul(xs, d0)), i32x4.shr_s(i32x4.shl(signs, 3), 31)), rates, scales, isClipped);
      descend(to + 16, v128.and(f32x4.mul(factors, f32x4.mul(xs, d1)), i32x4.shr_s(i32x4.shl(signs, 2), 31)), rates, scales, isClipped);
      descend(to + 32, v128.and(f32x4.mul(factors, f32x4.mul(xs, d2)), i32x4.shr_s(i32x4.shl(signs, 1), 31)), rates, scales, isClipped);
      descend(to + 48, v128.and(f32x4.mul(factors, f32x4.mul(xs, d3)), i32x4.shr_s(signs, 31)), rates, scales, isClipped);
      to += row;
      flags += VECTOR;
    }
    d += 64;
    w += 64;
  }
  for (; j < n; j++) {
    const ds = v128.load(d);
    let to = w;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const g = f32x4.mul(factors, f32x4.mul(v128.load(x), ds));
      descend(to, v128.and(g, lanesWith(v128.load(flags), j)), rates, scales, isClipped);
      to += row;
      flags += VECTOR;
    }
    d += VECTOR;
    w += VECTOR;
  }
}

/** Called by reference: all in one function, which is what compilers make of it, loops run out of registers. */
type Descend = (layer: usize, rates: v128, scales: v128) => void;

function descendWhole(layer: usize, rates: v128, scales: v128): void {
  descendAlong(layer, rates, scales, false);
}

function descendWholeClipped(layer: usize, rates: v128, scales: v128): void {
  descendAlong(layer, rates, scales, true);
}

function descendThinned(layer: usize, rates: v128, scales: v128): void {
  descendAlongKept(layer, rates, scales, false);
}

function descendThinnedClipped(layer: usize, rates: v128, scales: v128): void {
  descendAlongKept(layer, rates, scales, true);
}

function descendBiases(layer: usize, rates: v128, scales: v128): void {
  const biases = word(layer, at.BIASES);
  const end = biases + word(layer, at.ROW);
  let d = word(layer, at.D);
  for (let b = biases; b < end; b += VECTOR) {
    descend(b, v128.load(d), rates, scales, true);
    d += VECTOR;
  }
}

/** NaN in the lanes of runs with an output that is not finite, else 0. */
function soundness(last: usize): v128 {
  const h = word(last, at.H);
  const end = h + word(last, at.ROW);
  let sum = splat(0);
  for (let z = h; z < end; z += VECTOR) sum = f32x4.add(sum, f32x4.sub(v128.load(z), v128.load(z)));
  return sum;
}

/**
 * What clipping leaves of the gradient of a run, whose square of the norm is given; NaN where the step might lead too far.
 */
function scaleOf(job: usize, run: i32, squares: f64, rate: f64, clip: f64): f64 {
  const norm = sqrt<f64>(squares);
  const scale: f64 = norm > clip ? clip / norm : 1;
  const far = job + on.REACH_OF_NUMBERS + <usize>(8 * run);
  const reach = load<f64>(far) + rate * scale * norm;
  store<f64>(far, reach);
  return reach < FAR ? scale : NaN;
}

/**
 * Takes a step of each run: passes the row that its machine has taken under its mask and descends along the gradient.
 * Losses, squares of gradients, reachable units and weights on open paths are added to their sums, and what closed steps
 * leave of gradients to the largest.
 *
 * @param clip largest norm of a gradient; infinity for no clipping
 * @returns which runs have an open path, a bit each; or BEYOND
 */
export function abreastStep(job: usize, rate: f64, clip: f64): i32 {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  const open = count(job, on.OPEN);
  const bits = i32x4(1, 2, 4, 8);
  const closed = i32x4.eq(v128.and(i32x4.splat(open), bits), i32x4.splat(0));
  passRows(job);
  let totalLow = f64x2.splat(0);
  let totalHigh = totalLow;
  for (let layer = begin; layer < end; layer += on.ABREAST_LAYER_BYTES) {
    squaresOfLayer(layer, 0);
    squaresOfLayer(layer, 1);
    totalLow = f64x2.add(totalLow, v128.load(layer, on.OWN_SQUARES));
    totalHigh = f64x2.add(totalHigh, v128.load(layer, on.OWN_SQUARES + 16));
    addDoubles(layer + on.SQUARES_SUM, layer + on.OWN_SQUARES);
    addDoubles(layer + on.REACH_SUM, layer + on.REACH);
    addDoubles(layer + on.LIVE_SUM, layer + on.LIVE);
    if (open !== 15) enterLargest(layer, closed);
  }
  const s0 = scaleOf(job, 0, f64x2.extract_lane(totalLow, 0), rate, clip);
  const s1 = scaleOf(job, 1, f64x2.extract_lane(totalLow, 1), rate, clip);
  const s2 = scaleOf(job, 2, f64x2.extract_lane(totalHigh, 0), rate, clip);
  const s3 = scaleOf(job, 3, f64x2.extract_lane(totalHigh, 1), rate, clip);
  const isSound = s0 + s1 + s2 + s3 === s0 + s1 + s2 + s3;
  const finite = soundness(end - on.ABREAST_LAYER_BYTES);
  if (!isSound || v128.any_true(f32x4.ne(finite, finite))) return BEYOND;
  let scales = splat(<f32>s0);
  scales = f32x4.replace_lane(scales, 1, <f32>s1);
  scales = f32x4.replace_lane(scales, 2, <f32>s2);
  scales = f32x4.replace_lane(scales, 3, <f32>s3);
  const rates = splat(<f32>rate);
  const isClipped = v128.any_true(f32x4.ne(scales, splat(1)));
  for (let layer = begin; layer < end; layer += on.ABREAST_LAYER_BYTES) {
    const isThinned = count(layer, at.WEIGHT_FLAGS) !== -1;
    const descendLayer: Descend = isThinned
      ? isClipped ? descendThinnedClipped : descendThinned
      : isClipped ? descendWholeClipped : descendWhole;
    descendLayer(layer, rates, scales);
    if (word(layer, at.BIASES) !== 0) descendBiases(layer, rates, scales);
  }
  return open;
}
