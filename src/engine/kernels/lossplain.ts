// Loss of rows of outputs, and its gradient, in double precision: the twin of assembly/training/loss.ts.

import { exp } from '../math/exp';
import { log } from '../math/log';
import * as at from './trainingfields';
import { LOSSES } from './trainingkernel';
import type { TrainingNumbers } from './trainingnumbers';

/** -ln softmax(z)[label]; writes the gradient where the weight is not 0. */
function crossEntropy(
  numbers: TrainingNumbers,
  job: number,
  row: number,
  z: Float32Array,
  d: Float32Array,
  weight: number
): number {
  const label = numbers.words[numbers.word(job, at.LABELS) / 4 + row];
  const top = Math.max(...z);
  const exps = Array.from(z, value => exp(value - top));
  const sum = exps.reduce((total, e) => total + e, 0);
  if (weight !== 0) {
    exps.forEach((e, j) => {
      d[j] = weight * (e / sum - (j === label ? 1 : 0));
    });
  }
  return log(sum) + (top - z[label]);
}

/** Mean over outputs of (z_j - target_j)^2; writes the gradient where the weight is not 0. */
function squaredError(
  numbers: TrainingNumbers,
  job: number,
  row: number,
  z: Float32Array,
  d: Float32Array,
  weight: number
): number {
  const label = numbers.words[numbers.word(job, at.LABELS) / 4 + row];
  const targets = numbers.word(job, at.TARGETS) / 4;
  const slope = (2 * weight) / z.length;
  let sum = 0;
  z.forEach((value, j) => {
    const hit = j === label ? 1 : 0;
    const error = value - (targets === 0 ? hit : numbers.singles[targets + row * z.length + j]);
    sum += error * error;
    if (weight !== 0) {
      d[j] = slope * error;
    }
  });
  return sum / z.length;
}

/** Sum of the losses of rows from .. to - 1, and its gradient as the kernel leaves it. */
export function trainLoss(
  numbers: TrainingNumbers,
  job: number,
  from: number,
  to: number,
  weight: number
): number {
  const isEntropy = LOSSES[numbers.word(job, at.LOSS)] === 'cross_entropy';
  const layer = numbers.word(job, at.LAYERS_END) - at.LAYER_BYTES;
  const outputs = numbers.word(layer, at.FAN_OUT);
  let total = 0;
  for (let row = from; row < to; row++) {
    const place = (row * numbers.word(layer, at.H_ROW)) / 4;
    const z = numbers.singles.subarray(numbers.word(layer, at.H) / 4 + place).subarray(0, outputs);
    const d = numbers.singles.subarray(numbers.word(layer, at.D) / 4 + place).subarray(0, outputs);
    total += isEntropy
      ? crossEntropy(numbers, job, row, z, d, weight)
      : squaredError(numbers, job, row, z, d, weight);
  }
  return total;
}
