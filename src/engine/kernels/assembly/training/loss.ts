// Loss of rows of outputs, and its gradient, in double precision.

import * as at from '../../trainingfields';
import { expAll, logAll } from './doubles';

const CROSS_ENTROPY: i32 = 0;

// Rows that are on their way: their exponentials, and for each row the sum of them, its logarithm, and how far the output
// of the row's class lies below the largest.
const SUMS: usize = memory.data(8 * at.LOSS_ROWS, 16);
const LOGS: usize = memory.data(8 * at.LOSS_ROWS, 16);
const GAPS: usize = memory.data(8 * at.LOSS_ROWS, 16);

/** Writes z_j minus the largest z of the row. */
function writeDepths(exps: usize, stride: usize, z: usize, row: usize, rows: i32, outputs: i32, labels: usize): void {
  for (let r: usize = 0; r < <usize>rows; r++) {
    let largest = v128.load32_splat(z);
    for (let j = 1; j < outputs; j++) largest = f32x4.pmax(largest, v128.load32_splat(z + (<usize>j << 2)));
    const top = f64x2.promote_low_f32x4(largest);
    for (let j = 0; j < outputs; j += 2) {
      const pair = f64x2.promote_low_f32x4(v128.load64_zero(z + (<usize>j << 2)));
      v128.store(exps + (<usize>j << 3), f64x2.sub(pair, top));
    }
    const own = <f64>load<f32>(z + (<usize>load<u32>(labels + (r << 2)) << 2));
    store<f64>(GAPS + (r << 3), f64x2.extract_lane(top, 0) - own);
    z += row;
    exps += stride;
  }
}

/** Sums of the exponentials of each row. */
function writeSums(exps: usize, stride: usize, rows: i32, outputs: i32): void {
  for (let r: usize = 0; r < <usize>rows; r++) {
    let sum: f64 = 0;
    for (let j = 0; j < outputs; j++) sum += load<f64>(exps + (<usize>j << 3));
    store<f64>(SUMS + (r << 3), sum);
    exps += stride;
  }
}

/** weight * (softmax - one-hot label). */
function writeSlopes(
  d: usize, row: usize, exps: usize, stride: usize, rows: i32, outputs: i32, labels: usize, weight: f64
): void {
  const weights = f64x2.splat(weight);
  for (let r: usize = 0; r < <usize>rows; r++) {
    const sums = v128.load64_splat(SUMS + (r << 3));
    let j = 0;
    for (; j + 2 <= outputs; j += 2) {
      const shares = f64x2.div(v128.load(exps + (<usize>j << 3)), sums);
      v128.store64_lane(d + (<usize>j << 2), f32x4.demote_f64x2_zero(f64x2.mul(weights, shares)), 0);
    }
    const sum = f64x2.extract_lane(sums, 0);
    if (j < outputs) store<f32>(d + (<usize>j << 2), <f32>(weight * (load<f64>(exps + (<usize>j << 3)) / sum)));
    const label = <usize>load<u32>(labels + (r << 2));
    store<f32>(d + (label << 2), <f32>(weight * (load<f64>(exps + (label << 3)) / sum - 1)));
    d += row;
    exps += stride;
  }
}

/** Sum of -ln softmax(z)[label] over rows, and its gradient. */
function crossEntropy(job: usize, z: usize, d: usize, row: usize, from: i32, to: i32, outputs: i32, weight: f64): f64 {
  const exps = <usize>load<u32>(job, at.SCRATCH);
  const pairs = (outputs + 1) >> 1;
  const stride = <usize>pairs << 4;
  let labels = <usize>load<u32>(job, at.LABELS) + (<usize>from << 2);
  let total: f64 = 0;
  for (let left = to - from; left > 0; left -= at.LOSS_ROWS) {
    const rows = min(left, at.LOSS_ROWS);
    writeDepths(exps, stride, z, row, rows, outputs, labels);
    expAll(exps, rows * pairs);
    writeSums(exps, stride, rows, outputs);
    logAll(LOGS, SUMS, (rows + 1) >> 1);
    for (let r: usize = 0; r < <usize>rows; r++) total += load<f64>(LOGS + (r << 3)) + load<f64>(GAPS + (r << 3));
    if (weight !== 0) writeSlopes(d, row, exps, stride, rows, outputs, labels, weight);
    z += row * at.LOSS_ROWS;
    d += row * at.LOSS_ROWS;
    labels += 4 * at.LOSS_ROWS;
  }
  return total;
}

/** Sum over rows of the mean over outputs of (z_j - target_j)^2, and its gradient. */
function squaredError(job: usize, z: usize, d: usize, row: usize, from: i32, to: i32, outputs: i32, weight: f64): f64 {
  const targets = <usize>load<u32>(job, at.TARGETS);
  const labels = <usize>load<u32>(job, at.LABELS);
  const slope = (2 * weight) / <f64>outputs;
  let total: f64 = 0;
  for (let r = from; r < to; r++) {
    const label = load<u32>(labels + (<usize>r << 2));
    let sum: f64 = 0;
    for (let j = 0; j < outputs; j++) {
      const target: f64 =
        targets !== 0
          ? <f64>load<f32>(targets + ((<usize>r * <usize>outputs + <usize>j) << 2))
          : <u32>j === label ? 1 : 0;
      const error = <f64>load<f32>(z + (<usize>j << 2)) - target;
      sum += error * error;
      if (weight !== 0) store<f32>(d + (<usize>j << 2), <f32>(slope * error));
    }
    total += sum / <f64>outputs;
    z += row;
    d += row;
  }
  return total;
}

/**
 * Sum of the losses of rows from .. to - 1.
 *
 * @param weight weight of a row in the gradient, which is written to d of the last layer; 0 to leave it
 */
export function trainLoss(job: usize, from: i32, to: i32, weight: f64): f64 {
  const layer = <usize>load<u32>(job, at.LAYERS_END) - at.LAYER_BYTES;
  const outputs = <i32>load<u32>(layer, at.FAN_OUT);
  const row = <usize>load<u32>(layer, at.H_ROW);
  const z = <usize>load<u32>(layer, at.H) + <usize>from * row;
  const d = <usize>load<u32>(layer, at.D) + <usize>from * row;
  return load<u32>(job, at.LOSS) === CROSS_ENTROPY
    ? crossEntropy(job, z, d, row, from, to, outputs, weight)
    : squaredError(job, z, d, row, from, to, outputs, weight);
}
