// A row each of four runs abreast forward and back, a run in every lane. Sums run in ascending order as in
// ../training/row.ts, which passes over removed units where this adds their zeros: for finite numbers with the same bits.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { applyAll } from '../training/activate';
import { count, word } from '../training/fields';
import { trainLoss } from '../training/loss';
import { multiplyAdd, splat } from '../training/singles';
import { lanesWith } from './masks';
import { gatherRows, scatterRows } from './rows';

const VECTOR: usize = 16;

// @ts-ignore: decorator
@inline
function beginAt(biases: usize, j: usize): v128 {
  return biases === 0 ? splat(0) : v128.load(biases + j * VECTOR);
}

/** z_j = biases + sum over i of x_i w_ij. */
function multiply(layer: usize): void {
  const fanIn = count(layer, at.FAN_IN);
  const n = <usize>count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const biases = word(layer, at.BIASES);
  const end = word(layer, at.X) + <usize>fanIn * VECTOR;
  let z = word(layer, at.H);
  let w = word(layer, at.WEIGHTS);
  let j: usize = 0;
  for (; j + 4 <= n; j += 4) {
    let s0 = beginAt(biases, j);
    let s1 = beginAt(biases, j + 1);
    let s2 = beginAt(biases, j + 2);
    let s3 = beginAt(biases, j + 3);
    let from = w;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      s0 = multiplyAdd(s0, xs, v128.load(from));
      s1 = multiplyAdd(s1, xs, v128.load(from, 16));
      s2 = multiplyAdd(s2, xs, v128.load(from, 32));
      s3 = multiplyAdd(s3, xs, v128.load(from, 48));
      from += row;
    }
    v128.store(z, s0);
    v128.store(z, s1, 16);
    v128.store(z, s2, 32);
    v128.store(z, s3, 48);
    z += 64;
    w += 64;
  }
  for (; j < n; j++) {
    let sum = beginAt(biases, j);
    let from = w;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      sum = multiplyAdd(sum, v128.load(x), v128.load(from));
      from += row;
    }
    v128.store(z, sum);
    z += VECTOR;
    w += VECTOR;
  }
}

/** A thinned weight, which is written out for the way back. */
// @ts-ignore: decorator
@inline
function thin(to: usize, from: usize, factors: v128, kept: v128): v128 {
  const weight = v128.and(f32x4.mul(factors, v128.load(from)), kept);
  v128.store(to, weight);
  return weight;
}

/** z_j with thinned weights, and for each unit j the sum of x_i^2 over the kept weights to it. */
function multiplyThinned(layer: usize): void {
  const fanIn = count(layer, at.FAN_IN);
  const n = count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const biases = word(layer, at.BIASES);
  const factors = v128.load32_splat(layer + at.FACTOR);
  const end = word(layer, at.X) + <usize>fanIn * VECTOR;
  const rowFlags = word(layer, on.ROW_FLAGS);
  let squares = word(layer, on.KEPT_SQUARES);
  let z = word(layer, at.H);
  let w = word(layer, at.WEIGHTS);
  let t = word(layer, at.THINNED);
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let s0 = beginAt(biases, j);
    let s1 = beginAt(biases, j + 1);
    let s2 = beginAt(biases, j + 2);
    let s3 = beginAt(biases, j + 3);
    let q0 = splat(0);
    let q1 = q0;
    let q2 = q0;
    let q3 = q0;
    let place: usize = 0;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      const square = f32x4.mul(xs, xs);
      const four = i32x4.shr_u(v128.load(flags), j);
      const from = w + place;
      const to = t + place;
      const kept0 = lanesWith(four, 0);
      s0 = multiplyAdd(s0, xs, thin(to, from, factors, kept0));
      q0 = f32x4.add(q0, v128.and(square, kept0));
      const kept1 = lanesWith(four, 1);
      s1 = multiplyAdd(s1, xs, thin(to + 16, from + 16, factors, kept1));
      q1 = f32x4.add(q1, v128.and(square, kept1));
      const kept2 = lanesWith(four, 2);
      s2 = multiplyAdd(s2, xs, thin(to + 32, from + 32, factors, kept2));
      q2 = f32x4.add(q2, v128.and(square, kept2));
      const kept3 = lanesWith(four, 3);
      s3 = multiplyAdd(s3, xs, thin(to + 48, from + 48, factors, kept3));
      q3 = f32x4.add(q3, v128.and(square, kept3));
      place += row;
      flags += VECTOR;
    }
    v128.store(z, s0);
    v128.store(z, s1, 16);
    v128.store(z, s2, 32);
    v128.store(z, s3, 48);
    v128.store(squares, q0);
    v128.store(squares, q1, 16);
    v128.store(squares, q2, 32);
    v128.store(squares, q3, 48);
    z += 64;
    w += 64;
    t += 64;
    squares += 64;
  }
  for (; j < n; j++) {
    let sum = beginAt(biases, j);
    let q = splat(0);
    let place: usize = 0;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      const kept = lanesWith(v128.load(flags), j);
      sum = multiplyAdd(sum, xs, thin(t + place, w + place, factors, kept));
      q = f32x4.add(q, v128.and(f32x4.mul(xs, xs), kept));
      place += row;
      flags += VECTOR;
    }
    v128.store(z, sum);
    v128.store(squares, q);
    z += VECTOR;
    w += VECTOR;
    t += VECTOR;
    squares += VECTOR;
  }
}

/** From z to h: the activation, and zeros where a unit is removed. */
function activateUnits(layer: usize, kind: u32): void {
  const n = count(layer, at.FAN_OUT);
  let h = word(layer, at.H);
  applyAll(kind, h, word(layer, at.SLOPES), 0, n, 1, load<f32>(layer, at.GAIN));
  if (count(layer, at.UNIT_FLAGS) === -1) return;
  let kept = word(layer, on.KEPT_UNITS);
  for (let j = 0; j < n; j++) {
    v128.store(h, v128.and(v128.load(h), v128.load(kept)));
    h += VECTOR;
    kept += VECTOR;
  }
}

/** From the gradient with respect to h to that with respect to z. */
function deactivateUnits(layer: usize): void {
  const n = count(layer, at.FAN_OUT);
  const gains = v128.load32_splat(layer + at.GAIN);
  const isWhole = count(layer, at.UNIT_FLAGS) === -1;
  let d = word(layer, at.D);
  let slopes = word(layer, at.SLOPES);
  let kept = word(layer, on.KEPT_UNITS);
  for (let j = 0; j < n; j++) {
    let x = f32x4.mul(gains, v128.load(d));
    if (!isWhole) x = v128.and(x, v128.load(kept));
    v128.store(d, f32x4.mul(x, v128.load(slopes)));
    d += VECTOR;
    slopes += VECTOR;
    kept += VECTOR;
  }
}

/** dx_i = sum over j of dz_j w_ij. */
function multiplyBack(layer: usize): void {
  const fanIn = count(layer, at.FAN_IN);
  const row = word(layer, at.ROW);
  const d = word(layer, at.D);
  const end = d + row;
  let w = word(layer, count(layer, at.WEIGHT_FLAGS) === -1 ? at.WEIGHTS : at.THINNED);
  let dx = word(layer, at.DX);
  let i = 0;
  for (; i + 4 <= fanIn; i += 4) {
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let w1 = w + row;
    let w2 = w1 + row;
    let w3 = w2 + row;
    for (let dz = d; dz < end; dz += VECTOR) {
      const ds = v128.load(dz);
      s0 = multiplyAdd(s0, ds, v128.load(w));
      s1 = multiplyAdd(s1, ds, v128.load(w1));
      s2 = multiplyAdd(s2, ds, v128.load(w2));
      s3 = multiplyAdd(s3, ds, v128.load(w3));
      w += VECTOR;
      w1 += VECTOR;
      w2 += VECTOR;
      w3 += VECTOR;
    }
    w = w3;
    v128.store(dx, s0);
    v128.store(dx, s1, 16);
    v128.store(dx, s2, 32);
    v128.store(dx, s3, 48);
    dx += 64;
  }
  for (; i < fanIn; i++) {
    let sum = splat(0);
    for (let dz = d; dz < end; dz += VECTOR) {
      sum = multiplyAdd(sum, v128.load(dz), v128.load(w));
      w += VECTOR;
    }
    v128.store(dx, sum);
    dx += VECTOR;
  }
}

/** The loss of each run, added to its sum, and the gradient with respect to the outputs. */
function passLoss(job: usize, last: usize): void {
  const outputs = count(last, at.FAN_OUT);
  scatterRows(job + on.OUTPUTS, word(last, at.H), outputs);
  for (let run = 0; run < on.RUNS; run++) {
    const loss = trainLoss(word(job + on.JOBS, 4 * run), 0, 1, 1);
    const sum = job + on.LOSS + <usize>(8 * run);
    store<f64>(sum, load<f64>(sum) + loss);
  }
  gatherRows(word(last, at.D), job + on.OUTPUT_GRADIENTS, outputs);
}

/** Passes the rows that the machines have taken forward and back. */
export function passRows(job: usize): void {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  const kind = load<u32>(job, at.ACTIVATION);
  gatherRows(word(begin, at.X), job + on.INPUTS, count(begin, at.FAN_IN));
  for (let layer = begin; layer < end; layer += on.ABREAST_LAYER_BYTES) {
    if (count(layer, at.WEIGHT_FLAGS) === -1) multiply(layer);
    else multiplyThinned(layer);
    if (count(layer, at.IS_HIDDEN) !== 0) activateUnits(layer, kind);
  }
  passLoss(job, end - on.ABREAST_LAYER_BYTES);
  for (let layer = end; layer > begin;) {
    layer -= on.ABREAST_LAYER_BYTES;
    if (count(layer, at.IS_HIDDEN) !== 0) deactivateUnits(layer);
    if (layer > begin) multiplyBack(layer);
  }
}
