// Loss of rows of outputs, and its gradient, in double precision.

import * as at from '../../trainingfields';
import { exp1, exp2, log1 } from './doubles';

const CROSS_ENTROPY: i32 = 0;

/**
 * Sum of the losses of rows from .. to - 1.
 *
 * @param weight weight of a row in the gradient, which is written to d of the last layer; 0 to leave it
 */
export function trainLoss(job: usize, from: i32, to: i32, weight: f64): f64 {
  const layer = <usize>load<u32>(job, at.LAYERS_END) - at.LAYER_BYTES;
  const outputs = <i32>load<u32>(layer, at.FAN_OUT);
  const row = <usize>load<u32>(layer, at.H_ROW);
  const isEntropy = load<u32>(job, at.LOSS) === CROSS_ENTROPY;
  const targets = <usize>load<u32>(job, at.TARGETS);
  const labels = <usize>load<u32>(job, at.LABELS);
  const exps = <usize>load<u32>(job, at.SCRATCH);
  let total: f64 = 0;
  for (let r = from; r < to; r++) {
    const z = <usize>load<u32>(layer, at.H) + <usize>r * row;
    const d = <usize>load<u32>(layer, at.D) + <usize>r * row;
    const label = load<u32>(labels + (<usize>r << 2));
    if (isEntropy) {
      let largest = load<f32>(z);
      for (let j = 1; j < outputs; j++) {
        const value = load<f32>(z + (<usize>j << 2));
        if (value > largest || value !== value) largest = value;
      }
      const top = <f64>largest;
      let sum: f64 = 0;
      let j = 0;
      for (; j + 2 <= outputs; j += 2) {
        const pair = f64x2.promote_low_f32x4(v128.load64_zero(z + (<usize>j << 2)));
        const e = exp2(f64x2.sub(pair, f64x2.splat(top)));
        v128.store(exps + (<usize>j << 3), e);
        sum += f64x2.extract_lane(e, 0);
        sum += f64x2.extract_lane(e, 1);
      }
      if (j < outputs) {
        const e = exp1(<f64>load<f32>(z + (<usize>j << 2)) - top);
        store<f64>(exps + (<usize>j << 3), e);
        sum += e;
      }
      total += log1(sum) + (top - <f64>load<f32>(z + (<usize>label << 2)));
      if (weight !== 0) {
        const sums = f64x2.splat(sum);
        const weights = f64x2.splat(weight);
        for (j = 0; j + 2 <= outputs; j += 2) {
          const shares = f64x2.div(v128.load(exps + (<usize>j << 3)), sums);
          v128.store64_lane(d + (<usize>j << 2), f32x4.demote_f64x2_zero(f64x2.mul(weights, shares)), 0);
        }
        if (j < outputs) store<f32>(d + (<usize>j << 2), <f32>(weight * (load<f64>(exps + (<usize>j << 3)) / sum)));
        const hit = load<f64>(exps + (<usize>label << 3)) / sum - 1;
        store<f32>(d + (<usize>label << 2), <f32>(weight * hit));
      }
    } else {
      const slope = (2 * weight) / <f64>outputs;
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
    }
  }
  return total;
}
