// Plain descent of four runs along the gradients of a row each, which are not written out: w_ij -= x_i u_j for kept weights,
// where u_j = rate * (scale * (factor * dz_j)), as descendRow of ../training/row.ts finds it.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { splat } from '../training/singles';
import { lanesWith } from './masks';

const VECTOR: usize = 16;

/** What every weight of a layer is moved by. */
let rates: v128 = splat(0);
let scales: v128 = splat(0);
/** NaN in the lanes of runs with a step that is not finite, else 0. */
let soundness: v128 = splat(0);

/** u of a unit. */
// @ts-ignore: decorator
@inline
function stepOf(d: usize, factor: v128): v128 {
  return f32x4.mul(rates, f32x4.mul(scales, f32x4.mul(factor, v128.load(d))));
}

// @ts-ignore: decorator
@inline
function zeroOrNaN(u: v128): v128 {
  return f32x4.sub(u, u);
}

/** w - x u in place of w, where the flag is set. */
// @ts-ignore: decorator
@inline
function move(w: usize, xs: v128, u: v128, flags: v128, bit: i32, isThinned: bool): void {
  const step = f32x4.mul(xs, u);
  v128.store(w, f32x4.sub(v128.load(w), isThinned ? v128.and(step, lanesWith(flags, bit)) : step));
}

// @ts-ignore: decorator
@inline
function descendLayer(layer: usize, isThinned: bool): void {
  const n = count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const end = word(layer, at.X) + <usize>count(layer, at.FAN_IN) * VECTOR;
  const rowFlags = word(layer, on.ROW_FLAGS);
  const factor = isThinned ? v128.load32_splat(layer + at.FACTOR) : splat(1);
  let sound = soundness;
  let d = word(layer, at.D);
  let w = word(layer, at.WEIGHTS);
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const u0 = stepOf(d, factor);
    const u1 = stepOf(d + 16, factor);
    const u2 = stepOf(d + 32, factor);
    const u3 = stepOf(d + 48, factor);
    sound = f32x4.add(sound, f32x4.add(f32x4.add(zeroOrNaN(u0), zeroOrNaN(u1)), f32x4.add(zeroOrNaN(u2), zeroOrNaN(u3))));
    let to = w;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      const four = isThinned ? i32x4.shr_u(v128.load(flags), j) : xs;
      move(to, xs, u0, four, 0, isThinned);
      move(to + 16, xs, u1, four, 1, isThinned);
      move(to + 32, xs, u2, four, 2, isThinned);
      move(to + 48, xs, u3, four, 3, isThinned);
      to += row;
      flags += VECTOR;
    }
    d += 64;
    w += 64;
  }
  for (; j < n; j++) {
    const u = stepOf(d, factor);
    sound = f32x4.add(sound, zeroOrNaN(u));
    let to = w;
    let flags = rowFlags;
    for (let x = word(layer, at.X); x < end; x += VECTOR) {
      const xs = v128.load(x);
      move(to, xs, u, isThinned ? v128.load(flags) : xs, j, isThinned);
      to += row;
      flags += VECTOR;
    }
    d += VECTOR;
    w += VECTOR;
  }
  soundness = sound;
}

/** Called by reference: all in one function, which is what compilers make of it, loops run out of registers. */
type Descend = (layer: usize) => void;

function descendWhole(layer: usize): void {
  descendLayer(layer, false);
}

function descendThinned(layer: usize): void {
  descendLayer(layer, true);
}

function descendBiases(layer: usize): void {
  const one = splat(1);
  const biases = word(layer, at.BIASES);
  const end = biases + word(layer, at.ROW);
  let d = word(layer, at.D);
  for (let b = biases; b < end; b += VECTOR) {
    v128.store(b, f32x4.sub(v128.load(b), stepOf(d, one)));
    d += VECTOR;
  }
}

/**
 * Moves all weights and biases.
 *
 * @param ofRuns what clipping leaves of the gradient of each run
 * @returns whether all steps were finite
 */
export function descendAll(job: usize, rate: f32, ofRuns: v128): bool {
  rates = splat(rate);
  scales = ofRuns;
  soundness = splat(0);
  const whole: Descend = descendWhole;
  const thinned: Descend = descendThinned;
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += on.ABREAST_LAYER_BYTES) {
    if (count(layer, at.WEIGHT_FLAGS) === -1) whole(layer);
    else thinned(layer);
    if (word(layer, at.BIASES) !== 0) descendBiases(layer);
  }
  return !v128.any_true(f32x4.ne(soundness, soundness));
}
