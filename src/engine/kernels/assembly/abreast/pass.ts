// A row each of four runs abreast forward and back, a run in every lane. Sums run in ascending order as in
// ../training/row.ts, which passes over removed units where this adds their zeros: for finite numbers with the same bits.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { applyAll } from '../training/activate';
import { count, word } from '../training/fields';
import { trainLoss } from '../training/loss';
import { multiplyAdd, splat } from '../training/singles';
import { turnRows } from '../training/turn';
import { lanesWith } from './masks';

const VECTOR: usize = 16;

/** A field of the first or last layer of a run's machine. */
// @ts-ignore: decorator
@inline
function ofMachine(machine: usize, isLast: bool, field: usize): usize {
  return word(isLast ? word(machine, at.LAYERS_END) - at.LAYER_BYTES : word(machine, at.LAYERS), field);
}

/** Rows of four machines to vectors with a run in every lane, or back where `isBack`. */
function turnRowsOf(job: usize, lanes: usize, isLast: bool, field: usize, numbers: i32, isBack: bool): void {
  const jobs = job + on.JOBS;
  let r0 = ofMachine(word(jobs, 0), isLast, field);
  let r1 = ofMachine(word(jobs, 4), isLast, field);
  let r2 = ofMachine(word(jobs, 8), isLast, field);
  let r3 = ofMachine(word(jobs, 12), isLast, field);
  for (let left = numbers; left > 0; left -= 4) {
    if (isBack) {
      const room = memory.data(64, 16);
      turnRows(room, 16, v128.load(lanes), v128.load(lanes, 16), v128.load(lanes, 32), v128.load(lanes, 48), 4);
      v128.store(r0, v128.load(room));
      v128.store(r1, v128.load(room, 16));
      v128.store(r2, v128.load(room, 32));
      v128.store(r3, v128.load(room, 48));
    } else {
      turnRows(lanes, 16, v128.load(r0), v128.load(r1), v128.load(r2), v128.load(r3), left);
    }
    lanes += 64;
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
  }
}

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

/** The same with thinned weights, which are written out for the way back, and the sums of x_i^2 over kept weights. */
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
      // The flag of the last of the four is the sign.
      const signs = i32x4.shl(v128.load(flags), 28 - j);
      const from = w + place;
      const to = t + place;
      let kept = i32x4.shr_s(i32x4.shl(signs, 3), 31);
      let weight = v128.and(f32x4.mul(factors, v128.load(from)), kept);
      v128.store(to, weight);
      s0 = multiplyAdd(s0, xs, weight);
      q0 = f32x4.add(q0, v128.and(square, kept));
      kept = i32x4.shr_s(i32x4.shl(signs, 2), 31);
      weight = v128.and(f32x4.mul(factors, v128.load(from, 16)), kept);
      v128.store(to, weight, 16);
      s1 = multiplyAdd(s1, xs, weight);
      q1 = f32x4.add(q1, v128.and(square, kept));
      kept = i32x4.shr_s(i32x4.shl(signs, 1), 31);
      weight = v128.and(f32x4.mul(factors, v128.load(from, 32)), kept);
      v128.store(to, weight, 32);
      s2 = multiplyAdd(s2, xs, weight);
      q2 = f32x4.add(q2, v128.and(square, kept));
      kept = i32x4.shr_s(signs, 31);
      weight = v128.and(f32x4.mul(factors, v128.load(from, 48)), kept);
      v128.store(to, weight, 48);
      s3 = multiplyAdd(s3, xs, weight);
      q3 = f32x4.add(q3, v128.and(square, kept));
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
      const weight = v128.and(f32x4.mul(factors, v128.load(w + place)), kept);
      v128.store(t + place, weight);
      sum = multiplyAdd(sum, xs, weight);
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
  turnRowsOf(job, word(last, at.H), true, at.H, outputs, true);
  for (let run = 0; run < on.RUNS; run++) {
    const loss = trainLoss(word(job + on.JOBS, 4 * run), 0, 1, 1);
    const sum = job + on.LOSS + <usize>(8 * run);
    store<f64>(sum, load<f64>(sum) + loss);
  }
  turnRowsOf(job, word(last, at.D), true, at.D, outputs, false);
}

/** Passes the rows that the machines have taken forward and back. */
export function passRows(job: usize): void {
  const begin = word(job, at.LAYERS);
  const end = word(job, at.LAYERS_END);
  const kind = load<u32>(job, at.ACTIVATION);
  turnRowsOf(job, word(begin, at.X), false, at.X, count(begin, at.FAN_IN), false);
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
