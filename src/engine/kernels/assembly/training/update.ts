// From a gradient to new weights: its norm, and the optimisers.

import * as at from '../../trainingfields';
import { word } from './fields';
import { FROM_ZERO } from './product';
import { addThinnedRow, descendRow, descendThinnedRow, thinnedSquares } from './row';
import { multiplyAdd, splat } from './singles';

// @ts-ignore: decorator
@inline
function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, x: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, x));
}

/** Sum of the squares of vectors of numbers. */
function squaresOf(g: usize, vectors: usize): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = g + (vectors << 4);
  for (; g + 32 <= end; g += 32) {
    const x = v128.load(g);
    const y = v128.load(g, 16);
    a = addSquare(a, low(x));
    b = addSquare(b, high(x));
    c = addSquare(c, low(y));
    d = addSquare(d, high(y));
  }
  if (g < end) {
    const x = v128.load(g);
    a = addSquare(a, low(x));
    b = addSquare(b, high(x));
  }
  const sum = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Vectors of `numbers` numbers. */
// @ts-ignore: decorator
@inline
function vectorsOf(numbers: usize): usize {
  return (numbers + 3) >> 2;
}

/** Writes out the gradient of a single row where weights are thinned: it is no product of sums then. */
function writeThinnedRow(job: usize, layer: usize): void {
  addThinnedRow(
    word(layer, at.WEIGHT_GRADIENT), word(layer, at.ROW), word(layer, at.X), word(layer, at.D),
    <i32>word(layer, at.FAN_IN), <i32>word(layer, at.FAN_OUT), word(job, at.MASK),
    load<i32>(layer, at.WEIGHT_FLAGS), load<f32>(layer, at.FACTOR), FROM_ZERO
  );
}

/**
 * Sum of the squares of each layer's gradient, weights and biases. Of a single row the gradient of weights is x_i dz_j, and
 * the sum a product of sums.
 */
export function trainSquares(job: usize): f64 {
  const isRankOne = word(job, at.RANK_ONE) !== 0;
  let total: f64 = 0;
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += at.LAYER_BYTES) {
    const row = word(layer, at.ROW) >> 4;
    let sum: f64 = 0;
    if (isRankOne && word(layer, at.THINNED) !== 0) {
      sum = thinnedSquares(layer, word(job, at.MASK));
    } else if (isRankOne) {
      const x = squaresOf(word(layer, at.X), vectorsOf(word(layer, at.FAN_IN)));
      const dz = squaresOf(word(layer, at.D), vectorsOf(word(layer, at.FAN_OUT)));
      sum = x * dz;
    } else {
      sum = squaresOf(word(layer, at.WEIGHT_GRADIENT), row * word(layer, at.FAN_IN));
    }
    if (word(layer, at.BIASES) !== 0) sum += squaresOf(word(layer, at.BIAS_GRADIENT), row);
    store<f64>(layer, sum, at.SQUARES);
    total += sum;
  }
  return total;
}

function largestOf(g: usize, vectors: usize): f32 {
  let largest = splat(0);
  for (const end = g + (vectors << 4); g < end; g += 16) {
    largest = f32x4.max(largest, f32x4.abs(v128.load(g)));
  }
  const a = max<f32>(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  const b = max<f32>(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3));
  return max<f32>(a, b);
}

/** Largest absolute weight gradient of each layer; NaN where there is one. */
export function trainLargest(job: usize): void {
  const isRankOne = word(job, at.RANK_ONE) !== 0;
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += at.LAYER_BYTES) {
    const fanIn = word(layer, at.FAN_IN);
    const isProduct = isRankOne && word(layer, at.THINNED) === 0;
    if (isRankOne && !isProduct) writeThinnedRow(job, layer);
    const largest = isProduct
      ? largestOf(word(layer, at.X), vectorsOf(fanIn)) * largestOf(word(layer, at.D), vectorsOf(word(layer, at.FAN_OUT)))
      : largestOf(word(layer, at.WEIGHT_GRADIENT), (word(layer, at.ROW) >> 4) * fanIn);
    store<f32>(layer, largest, at.LARGEST);
  }
}

// 0 sgd, 1 nesterov, 2 adam, 3 adamw.
const NESTEROV: i32 = 1;
const ADAM: i32 = 2;

/** What an update knows beside the gradient, as vectors. */
let rate: v128 = splat(0);
let clip: v128 = splat(0);
let decay: v128 = splat(0);
let firstBeta: v128 = splat(0);
let secondBeta: v128 = splat(0);
let firstShare: v128 = splat(0); // 1 - beta, rounded once: 1 - 0.999 in single precision is 1.3e-5 off
let secondShare: v128 = splat(0);
let epsilon: v128 = splat(0);
let firstStep: v128 = splat(0);
let secondRoot: v128 = splat(0);

/** Plain descent: w -= rate * (clip * g). */
function descend(w: usize, g: usize, vectors: usize): void {
  const rates = rate;
  const clips = clip;
  for (const end = w + (vectors << 4); w < end; w += 16) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(rates, f32x4.mul(clips, v128.load(g)))));
    g += 16;
  }
}

function updateBlock(kind: i32, w: usize, g: usize, first: usize, second: usize, vectors: usize, decays: bool): void {
  for (const end = w + (vectors << 4); w < end; w += 16) {
    let x = v128.load(w);
    let step = f32x4.mul(clip, v128.load(g));
    if (kind <= ADAM) {
      if (decays) step = multiplyAdd(step, decay, x);
    } else if (decays) {
      x = f32x4.sub(x, f32x4.mul(f32x4.mul(rate, decay), x));
    }
    if (kind <= NESTEROV) {
      if (first !== 0) {
        const velocity = multiplyAdd(step, firstBeta, v128.load(first));
        v128.store(first, velocity);
        step = kind === NESTEROV ? multiplyAdd(step, firstBeta, velocity) : velocity;
        first += 16;
      }
      x = f32x4.sub(x, f32x4.mul(rate, step));
    } else {
      const mean = f32x4.add(
        f32x4.mul(firstBeta, v128.load(first)),
        f32x4.mul(firstShare, step)
      );
      const square = f32x4.add(
        f32x4.mul(secondBeta, v128.load(second)),
        f32x4.mul(secondShare, f32x4.mul(step, step))
      );
      v128.store(first, mean);
      v128.store(second, square);
      first += 16;
      second += 16;
      const root = f32x4.add(f32x4.div(f32x4.sqrt(square), secondRoot), epsilon);
      x = f32x4.sub(x, f32x4.div(f32x4.mul(firstStep, mean), root));
    }
    v128.store(w, x);
    g += 16;
  }
}

/**
 * One step of an optimiser (0 sgd, 1 nesterov, 2 adam, 3 adamw).
 *
 * @param scale what clipping leaves of the gradient
 * @param adamRate rate / (1 - beta1^t)
 * @param adamRoot square root of 1 - beta2^t
 */
export function trainUpdate(
  job: usize, kind: i32, learningRate: f32, scale: f32, weightDecay: f32,
  beta1: f64, beta2: f64, small: f32, adamRate: f32, adamRoot: f32
): void {
  rate = splat(learningRate);
  clip = splat(scale);
  decay = splat(weightDecay);
  firstBeta = splat(<f32>beta1);
  secondBeta = splat(<f32>beta2);
  firstShare = splat(<f32>(1 - beta1));
  secondShare = splat(<f32>(1 - beta2));
  epsilon = splat(small);
  firstStep = splat(adamRate);
  secondRoot = splat(adamRoot);
  for (let layer = word(job, at.LAYERS); layer < word(job, at.LAYERS_END); layer += at.LAYER_BYTES) {
    const row = word(layer, at.ROW) >> 4;
    const isPlain = kind <= NESTEROV && weightDecay === 0 && word(layer, at.FIRST_MOMENT) === 0;
    if (isPlain) {
      if (word(job, at.RANK_ONE) === 0) descend(word(layer, at.WEIGHTS), word(layer, at.WEIGHT_GRADIENT), row * word(layer, at.FAN_IN));
      else if (word(layer, at.THINNED) === 0) descendRow(layer, rate, clip);
      else descendThinnedRow(layer, word(job, at.MASK), rate, clip);
      if (word(layer, at.BIASES) !== 0) descend(word(layer, at.BIASES), word(layer, at.BIAS_GRADIENT), row);
      continue;
    }
    updateBlock(
      kind, word(layer, at.WEIGHTS), word(layer, at.WEIGHT_GRADIENT), word(layer, at.FIRST_MOMENT),
      word(layer, at.SECOND_MOMENT), row * word(layer, at.FAN_IN), weightDecay !== 0
    );
    if (word(layer, at.BIASES) !== 0) {
      updateBlock(
        kind, word(layer, at.BIASES), word(layer, at.BIAS_GRADIENT), word(layer, at.BIAS_FIRST_MOMENT),
        word(layer, at.BIAS_SECOND_MOMENT), row, false
      );
    }
  }
}
