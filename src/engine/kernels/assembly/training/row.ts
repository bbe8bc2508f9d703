// A single row forward and back: its sums pass over removed units, whose values are 0, and the gradient of its weights,
// x_i dz_j, need not be written out. Sums run in ascending order as in product.ts.

import * as at from '../../trainingfields';
import { flagsFrom, keptLanes, loadFlags, nextFlags } from './flags';
import { begin, FROM_C } from './product';
import { multiplyAdd, splat } from './singles';
import { addTurned } from './turn';

const NUMBER: usize = 4;

// @ts-ignore: decorator
@inline
function unitAt(list: usize, place: i32): usize {
  return <usize>load<u32>(list + (<usize>place << 2));
}

/**
 * Lists the kept units behind a layer of weights; all output units are. The list is filled up to a multiple of 4 with its
 * last unit.
 */
export function listKept(layer: usize, mask: usize): void {
  const first = load<i32>(layer, at.UNIT_FLAGS);
  const units = <i32>load<u32>(layer, at.FAN_OUT);
  const list = <usize>load<u32>(layer, at.KEPT_OUT);
  let kept = 0;
  for (let from = 0; from < units; from += 32) {
    let flags = first === -1 ? 0xffffffff : flagsFrom(mask, first + from);
    if (units - from < 32) flags &= (1 << (units - from)) - 1;
    for (; flags !== 0; flags &= flags - 1) {
      store<u32>(list + (<usize>kept << 2), from + ctz<u32>(flags));
      kept++;
    }
  }
  store<u32>(layer, kept, at.KEPT_OUT_COUNT);
  if (load<u32>(layer, at.IS_HIDDEN) !== 0) store<u32>(layer + at.LAYER_BYTES, kept, at.KEPT_IN_COUNT);
  const last = kept === 0 ? 0 : <u32>unitAt(list, kept - 1);
  for (let place = kept; place & 3; place++) store<u32>(list + (<usize>place << 2), last);
}

/** z = biases + sum over listed i of x_i w_ij. */
export function rowProduct(
  z: usize, x: usize, w: usize, row: usize, list: usize, count: i32, n: i32, start: i32, bias: usize
): void {
  for (; n > 12; n -= 16) {
    let s0 = begin(start, z, bias);
    let s1 = begin(start, z + 16, bias + 16);
    let s2 = begin(start, z + 32, bias + 32);
    let s3 = begin(start, z + 48, bias + 48);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      const xs = v128.load32_splat(x + i * NUMBER);
      const from = w + i * row;
      s0 = multiplyAdd(s0, xs, v128.load(from));
      s1 = multiplyAdd(s1, xs, v128.load(from, 16));
      s2 = multiplyAdd(s2, xs, v128.load(from, 32));
      s3 = multiplyAdd(s3, xs, v128.load(from, 48));
    }
    v128.store(z, s0);
    v128.store(z, s1, 16);
    v128.store(z, s2, 32);
    v128.store(z, s3, 48);
    z += 64;
    w += 64;
    bias += 64;
  }
  for (; n > 0; n -= 4) {
    let sum = begin(start, z, bias);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      sum = multiplyAdd(sum, v128.load32_splat(x + i * NUMBER), v128.load(w + i * row));
    }
    v128.store(z, sum);
    z += 16;
    w += 16;
    bias += 16;
  }
}

/** dx_i = sum over j of dz_j w_ij for listed i, four at a time. */
export function rowTurned(
  dx: usize, dz: usize, w: usize, row: usize, list: usize, count: i32, n: i32, start: i32
): void {
  for (; count > 0; count -= 4) {
    const i0 = unitAt(list, 0);
    const i1 = unitAt(list, 1);
    const i2 = unitAt(list, 2);
    const i3 = unitAt(list, 3);
    let sum = splat(0);
    if (start === FROM_C) {
      sum = f32x4.replace_lane(sum, 0, load<f32>(dx + i0 * NUMBER));
      sum = f32x4.replace_lane(sum, 1, load<f32>(dx + i1 * NUMBER));
      sum = f32x4.replace_lane(sum, 2, load<f32>(dx + i2 * NUMBER));
      sum = f32x4.replace_lane(sum, 3, load<f32>(dx + i3 * NUMBER));
    }
    sum = addTurned(sum, dz, w + i0 * row, w + i1 * row, w + i2 * row, w + i3 * row, n);
    store<f32>(dx + i0 * NUMBER, f32x4.extract_lane(sum, 0));
    store<f32>(dx + i1 * NUMBER, f32x4.extract_lane(sum, 1));
    store<f32>(dx + i2 * NUMBER, f32x4.extract_lane(sum, 2));
    store<f32>(dx + i3 * NUMBER, f32x4.extract_lane(sum, 3));
    list += 16;
  }
}

/** G = factor * x_i dz_j where the flag is set, or that added to G. */
export function addThinnedRow(
  g: usize, row: usize, x: usize, dz: usize, fanIn: i32, fanOut: i32, mask: usize, first: i32, factor: f32, start: i32
): void {
  const factors = splat(factor);
  const stride = (fanOut + 3) & ~3;
  let bit = first;
  for (let i = 0; i < fanIn; i++) {
    const xs = v128.load32_splat(x + (<usize>i << 2));
    let place: usize = 0;
    let flags = i32x4.splat(-1);
    for (let j = 0; j < fanOut; j += 4) {
      if ((j & 15) === 0) flags = loadFlags(mask, first, bit + j);
      const product = f32x4.mul(factors, f32x4.mul(xs, v128.load(dz + place)));
      const term = v128.and(product, keptLanes(flags));
      v128.store(g + place, f32x4.add(start === FROM_C ? v128.load(g + place) : splat(0), term));
      flags = nextFlags(flags);
      place += 16;
    }
    bit += stride;
    g += row;
  }
}

/**
 * Sum of the squares of the gradient of a single row where weights are thinned: that of factor * x_i dz_j over kept
 * weights is factor^2 times the sum over j of dz_j^2 times the sum of x_i^2 over the kept weights that lead to j.
 */
export function thinnedSquares(layer: usize, mask: usize): f64 {
  const x = <usize>load<u32>(layer, at.X);
  const dz = <usize>load<u32>(layer, at.D);
  const fanIn = <i32>load<u32>(layer, at.FAN_IN);
  const n = <i32>load<u32>(layer, at.FAN_OUT);
  const first = load<i32>(layer, at.WEIGHT_FLAGS);
  const factor = <f64>load<f32>(layer, at.FACTOR);
  const stride = (n + 3) & ~3;
  let low = f64x2.splat(0);
  let high = low;
  for (let j = 0; j < n; j += 16) {
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let i = 0; i < fanIn; i++) {
      const xs = v128.load32_splat(x + (<usize>i << 2));
      const square = f32x4.mul(xs, xs);
      const flags = loadFlags(mask, first, first + i * stride + j);
      s0 = f32x4.add(s0, v128.and(square, keptLanes(flags)));
      s1 = f32x4.add(s1, v128.and(square, keptLanes(flags, 1)));
      s2 = f32x4.add(s2, v128.and(square, keptLanes(flags, 2)));
      s3 = f32x4.add(s3, v128.and(square, keptLanes(flags, 3)));
    }
    for (let k = j; k < min(n, j + 16); k += 4) {
      // Flags behind the last unit are any, and what they keep may be too large to be 0 times dz.
      if (n - k < 4) s0 = v128.and(s0, keptLanes(i32x4.splat((1 << (n - k)) - 1)));
      const d = v128.load(dz + (<usize>k << 2));
      const dLow = f64x2.promote_low_f32x4(d);
      const dHigh = f64x2.promote_low_f32x4(v128.shuffle<i64>(d, d, 1, 1));
      low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(s0), f64x2.mul(dLow, dLow)));
      const sHigh = f64x2.promote_low_f32x4(v128.shuffle<i64>(s0, s0, 1, 1));
      high = f64x2.add(high, f64x2.mul(sHigh, f64x2.mul(dHigh, dHigh)));
      s0 = s1;
      s1 = s2;
      s2 = s3;
    }
  }
  const sum = f64x2.add(low, high);
  return factor * factor * (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** w - x u in place of w. */
// @ts-ignore: decorator
@inline
function move(w: usize, step: v128): void {
  v128.store(w, f32x4.sub(v128.load(w), step));
}

/** What plain descent moves a weight by, but for x: u = rate * (scale * dz). */
// @ts-ignore: decorator
@inline
function stepOf(dz: v128, rates: v128, scales: v128): v128 {
  return f32x4.mul(rates, f32x4.mul(scales, dz));
}

/** Plain descent along x_i dz_j for listed i: w_ij -= x_i u_j. */
export function descendRow(layer: usize, rates: v128, scales: v128): void {
  const row = <usize>load<u32>(layer, at.ROW);
  const x = <usize>load<u32>(layer, at.X);
  const list = <usize>load<u32>(layer, at.KEPT_IN);
  const count = <i32>load<u32>(layer, at.KEPT_IN_COUNT);
  let dz = <usize>load<u32>(layer, at.D);
  let weights = <usize>load<u32>(layer, at.WEIGHTS);
  let n = <i32>load<u32>(layer, at.FAN_OUT);
  for (; n > 12; n -= 16) {
    const u0 = stepOf(v128.load(dz), rates, scales);
    const u1 = stepOf(v128.load(dz, 16), rates, scales);
    const u2 = stepOf(v128.load(dz, 32), rates, scales);
    const u3 = stepOf(v128.load(dz, 48), rates, scales);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      const xs = v128.load32_splat(x + i * NUMBER);
      const w = weights + i * row;
      move(w, f32x4.mul(xs, u0));
      move(w + 16, f32x4.mul(xs, u1));
      move(w + 32, f32x4.mul(xs, u2));
      move(w + 48, f32x4.mul(xs, u3));
    }
    dz += 64;
    weights += 64;
  }
  for (; n > 0; n -= 4) {
    const u = stepOf(v128.load(dz), rates, scales);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      move(weights + i * row, f32x4.mul(v128.load32_splat(x + i * NUMBER), u));
    }
    dz += 16;
    weights += 16;
  }
}

/** The same where weights are thinned: the gradient of kept weights is x_i (factor * dz_j). */
export function descendThinnedRow(layer: usize, mask: usize, rates: v128, scales: v128): void {
  const row = <usize>load<u32>(layer, at.ROW);
  const x = <usize>load<u32>(layer, at.X);
  const list = <usize>load<u32>(layer, at.KEPT_IN);
  const count = <i32>load<u32>(layer, at.KEPT_IN_COUNT);
  const factors = v128.load32_splat(layer + at.FACTOR);
  const first = load<i32>(layer, at.WEIGHT_FLAGS);
  let dz = <usize>load<u32>(layer, at.D);
  let weights = <usize>load<u32>(layer, at.WEIGHTS);
  let n = <i32>load<u32>(layer, at.FAN_OUT);
  const stride = (n + 3) & ~3;
  let bit = first;
  for (; n > 12; n -= 16) {
    const u0 = stepOf(f32x4.mul(factors, v128.load(dz)), rates, scales);
    const u1 = stepOf(f32x4.mul(factors, v128.load(dz, 16)), rates, scales);
    const u2 = stepOf(f32x4.mul(factors, v128.load(dz, 32)), rates, scales);
    const u3 = stepOf(f32x4.mul(factors, v128.load(dz, 48)), rates, scales);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      const xs = v128.load32_splat(x + i * NUMBER);
      const w = weights + i * row;
      const flags = loadFlags(mask, first, bit + <i32>i * stride);
      move(w, v128.and(f32x4.mul(xs, u0), keptLanes(flags)));
      move(w + 16, v128.and(f32x4.mul(xs, u1), keptLanes(flags, 1)));
      move(w + 32, v128.and(f32x4.mul(xs, u2), keptLanes(flags, 2)));
      move(w + 48, v128.and(f32x4.mul(xs, u3), keptLanes(flags, 3)));
    }
    dz += 64;
    weights += 64;
    bit += 16;
  }
  for (; n > 0; n -= 4) {
    const u = stepOf(f32x4.mul(factors, v128.load(dz)), rates, scales);
    for (let t = 0; t < count; t++) {
      const i = unitAt(list, t);
      const flags = loadFlags(mask, first, bit + <i32>i * stride);
      move(weights + i * row, v128.and(f32x4.mul(v128.load32_splat(x + i * NUMBER), u), keptLanes(flags)));
    }
    dz += 16;
    weights += 16;
    bit += 4;
  }
}
