// Plain descent of four runs along the gradients of a row each, which are not written out: x_i dz_j, and where weights are
// thinned factor * x_i dz_j for those that are kept.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { splat } from '../training/singles';
import { lanesWith } from './masks';

const VECTOR: usize = 16;

/** What every weight of a layer is moved by. */
let rates: v128 = splat(0);
let scales: v128 = splat(0);

/** w - rate * (scale * g) in place of w. */
// @ts-ignore: decorator
@inline
function move(w: usize, g: v128, rate: v128, scale: v128, isClipped: bool): void {
  const left = isClipped ? f32x4.mul(scale, g) : g;
  v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(rate, left)));
}

/** The gradient of a weight, given x_i dz_j and where its flag is; any flags where weights are whole. */
// @ts-ignore: decorator
@inline
function gradient(product: v128, factor: v128, flags: v128, bit: i32, isThinned: bool): v128 {
  return isThinned ? v128.and(f32x4.mul(factor, product), lanesWith(flags, bit)) : product;
}

// @ts-ignore: decorator
@inline
function descendLayer(layer: usize, isThinned: bool, isClipped: bool): void {
  const n = count(layer, at.FAN_OUT);
  const row = word(layer, at.ROW);
  const end = word(layer, at.X) + <usize>count(layer, at.FAN_IN) * VECTOR;
  const rowFlags = word(layer, on.ROW_FLAGS);
  const factor = v128.load32_splat(layer + at.FACTOR);
  const rate = rates;
  const scale = scales;
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
      const four = isThinned ? i32x4.shr_u(v128.load(flags), j) : xs;
      move(to, gradient(f32x4.mul(xs, d0), factor, four, 0, isThinned), rate, scale, isClipped);
      move(to + 16, gradient(f32x4.mul(xs, d1), factor, four, 1, isThinned), rate, scale, isClipped);
      move(to + 32, gradient(f32x4.mul(xs, d2), factor, four, 2, isThinned), rate, scale, isClipped);
      move(to + 48, gradient(f32x4.mul(xs, d3), factor, four, 3, isThinned), rate, scale, isClipped);
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
      const own = isThinned ? v128.load(flags) : ds;
      move(to, gradient(f32x4.mul(v128.load(x), ds), factor, own, j, isThinned), rate, scale, isClipped);
      to += row;
      flags += VECTOR;
    }
    d += VECTOR;
    w += VECTOR;
  }
}

/** Called by reference: all in one function, which is what compilers make of it, loops run out of registers. */
type Descend = (layer: usize) => void;

function descendWhole(layer: usize): void {
  descendLayer(layer, false, false);
}

function descendWholeClipped(layer: usize): void {
  descendLayer(layer, false, true);
}

function descendThinned(layer: usize): void {
  descendLayer(layer, true, false);
}

function descendThinnedClipped(layer: usize): void {
  descendLayer(layer, true, true);
}

function descendBiases(layer: usize): void {
  const biases = word(layer, at.BIASES);
  const end = biases + word(layer, at.ROW);
  let d = word(layer, at.D);
  for (let b = biases; b < end; b += VECTOR) {
    move(b, v128.load(d), rates, scales, true);
    d += VECTOR;
  }
}

/**
 * Moves all weights and biases.
 *
 * @param ofRuns what clipping leaves of the gradient of each run
 */
export function descendAll(job: usize, rate: f32, ofRuns: v128): void {
  rates = splat(rate);
  scales = ofRuns;
  const isClipped = v128.any_true(f32x4.ne(ofRuns, splat(1)));
  const whole: Descend = isClipped ? descendWholeClipped : descendWhole;
  const thinned: Descend = isClipped ? descendThinnedClipped : descendThinned;
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += on.ABREAST_LAYER_BYTES) {
    if (count(layer, at.WEIGHT_FLAGS) === -1) whole(layer);
    else thinned(layer);
    if (word(layer, at.BIASES) !== 0) descendBiases(layer);
  }
}
