// A step of plain descent of four runs abreast, each with a row and a mask of its own, and the sums that are kept of it.

import * as on from '../../abreastfields';
import * as at from '../../trainingfields';
import { count, word } from '../training/fields';
import { splat } from '../training/singles';
import { descendAll } from './descend';
import { enterLargest, enterSquares } from './norms';
import { passRows } from './pass';

const VECTOR: usize = 16;
/** Largest number up to which the products that this adds and a single run passes over are sure to be 0. */
const FAR: f64 = 1e15;
/** Returned where a run may have left that range: all must begin again one by one. */
const BEYOND: i32 = -1;

// @ts-ignore: decorator
@inline
function addDoubles(sum: usize, from: usize): void {
  v128.store(sum, f64x2.add(v128.load(sum), v128.load(from)));
  v128.store(sum, f64x2.add(v128.load(sum, 16), v128.load(from, 16)), 16);
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
    enterSquares(layer);
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
  return descendAll(job, <f32>rate, scales) ? open : BEYOND;
}
