// From a gradient to new weights: its norm, and the optimisers. The twin of assembly/training/update.ts and of the updates
// of row.ts.

import * as at from './trainingfields';
import { OPTIMIZERS } from './trainingkernel';
import type { TrainingNumbers } from './trainingnumbers';

const f = Math.fround;

/** Sum of squares in double precision: eight partial sums, of the places 0 .. 7 modulo 8. */
function squaresOf(numbers: TrainingNumbers, address: number, count: number): number {
  const lanes = new Array<number>(8).fill(0);
  for (let place = 0; place < count; place++) {
    const x = numbers.singles[address / 4 + place];
    lanes[place % 8] += x * x;
  }
  const pair = (i: number): number => lanes[i] + lanes[i + 2] + (lanes[i + 4] + lanes[i + 6]);
  return pair(0) + pair(1);
}

/** factor^2 times the sum over j of dz_j^2 times the sum of x_i^2 over the kept weights that lead to j. */
function thinnedSquares(numbers: TrainingNumbers, job: number, layer: number): number {
  const { singles } = numbers;
  const mask = numbers.word(job, at.MASK);
  const [x, d] = [numbers.word(layer, at.X) / 4, numbers.word(layer, at.D) / 4];
  const lanes = [0, 0, 0, 0];
  for (let j = 0; j < numbers.word(layer, at.FAN_OUT); j++) {
    let sum = 0;
    for (let i = 0; i < numbers.word(layer, at.FAN_IN); i++) {
      sum = numbers.isWeightKept(layer, mask, i, j)
        ? f(sum + f(singles[x + i] * singles[x + i]))
        : sum;
    }
    lanes[j % 4] += sum * (singles[d + j] * singles[d + j]);
  }
  const factor = numbers.single(layer, at.FACTOR);
  return factor * factor * (lanes[0] + lanes[2] + (lanes[1] + lanes[3]));
}

/** Sum of the squares of each layer's gradient, weights and biases. */
export function trainSquares(numbers: TrainingNumbers, job: number): number {
  let total = 0;
  for (const layer of numbers.layers(job)) {
    const row = numbers.word(layer, at.ROW) / 4;
    const [fanIn, fanOut] = [numbers.word(layer, at.FAN_IN), numbers.word(layer, at.FAN_OUT)];
    let sum = numbers.isProduct(job, layer)
      ? squaresOf(numbers, numbers.word(layer, at.X), fanIn) *
        squaresOf(numbers, numbers.word(layer, at.D), fanOut)
      : numbers.word(job, at.RANK_ONE) !== 0
        ? thinnedSquares(numbers, job, layer)
        : squaresOf(numbers, numbers.word(layer, at.WEIGHT_GRADIENT), row * fanIn);
    if (numbers.word(layer, at.BIASES) !== 0) {
      sum += squaresOf(numbers, numbers.word(layer, at.BIAS_GRADIENT), row);
    }
    numbers.doubles[(layer + at.SQUARES) / 8] = sum;
    total += sum;
  }
  return total;
}

function largestOf(numbers: TrainingNumbers, address: number, count: number): number {
  let largest = 0;
  for (let place = 0; place < count; place++) {
    largest = Math.max(largest, Math.abs(numbers.singles[address / 4 + place]));
  }
  return largest;
}

/** Largest absolute weight gradient of each layer; NaN where there is one. */
export function trainLargest(numbers: TrainingNumbers, job: number): void {
  for (const layer of numbers.layers(job)) {
    const row = numbers.word(layer, at.ROW) / 4;
    const [fanIn, fanOut] = [numbers.word(layer, at.FAN_IN), numbers.word(layer, at.FAN_OUT)];
    numbers.singles[(layer + at.LARGEST) / 4] = numbers.isProduct(job, layer)
      ? largestOf(numbers, numbers.word(layer, at.X), fanIn) *
        largestOf(numbers, numbers.word(layer, at.D), fanOut)
      : largestOf(numbers, numbers.word(layer, at.WEIGHT_GRADIENT), row * fanIn);
  }
}

/**
 * Plain descent along the gradient of a single row, which is not written out: w_ij -= x_i u_j for kept weights that lead from
 * kept units.
 *
 * @param before the layer before this one; undefined for the first
 */
function descendRow(
  numbers: TrainingNumbers,
  job: number,
  layer: number,
  before: number | undefined,
  rate: number,
  clip: number
): void {
  const { singles } = numbers;
  const mask = numbers.word(job, at.MASK);
  const factor = numbers.word(layer, at.THINNED) === 0 ? 1 : numbers.single(layer, at.FACTOR);
  const [x, d] = [numbers.word(layer, at.X) / 4, numbers.word(layer, at.D) / 4];
  for (let i = 0; i < numbers.word(layer, at.FAN_IN); i++) {
    if (before !== undefined && !numbers.flag(before, at.UNIT_FLAGS, mask, i)) {
      continue;
    }
    const w = (numbers.word(layer, at.WEIGHTS) + i * numbers.word(layer, at.ROW)) / 4;
    for (let j = 0; j < numbers.word(layer, at.FAN_OUT); j++) {
      if (numbers.isWeightKept(layer, mask, i, j)) {
        const step = f(rate * f(clip * f(factor * singles[d + j])));
        singles[w + j] = f(singles[w + j] - f(singles[x + i] * step));
      }
    }
  }
}

/** One step of an optimiser. */
export function trainUpdate(
  numbers: TrainingNumbers,
  job: number,
  kind: number,
  learningRate: number,
  scale: number,
  weightDecay: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  adamRate: number,
  adamRoot: number
): void {
  const name = OPTIMIZERS[kind];
  const [rate, clip, decay, b1, b2] = [learningRate, scale, weightDecay, beta1, beta2].map(f);
  const [small, firstStep, root] = [epsilon, adamRate, adamRoot].map(f);
  // Rounded once: 1 - 0.999 in single precision is 1.3e-5 off.
  const [firstShare, secondShare] = [1 - beta1, 1 - beta2].map(f);
  const { singles } = numbers;
  const update = (w: number, g: number, m: number, v: number, decays: boolean): void => {
    let x = singles[w];
    let step = f(clip * singles[g]);
    if (name === 'adamw') {
      x = decays ? f(x - f(f(rate * decay) * x)) : x;
    } else if (decays) {
      step = f(step + f(decay * x));
    }
    if (name === 'sgd' || name === 'nesterov') {
      if (m >= 0) {
        const velocity = f(step + f(b1 * singles[m]));
        singles[m] = velocity;
        step = name === 'nesterov' ? f(step + f(b1 * velocity)) : velocity;
      }
      singles[w] = f(x - f(rate * step));
      return;
    }
    singles[m] = f(f(b1 * singles[m]) + f(firstShare * step));
    singles[v] = f(f(b2 * singles[v]) + f(secondShare * f(step * step)));
    const divisor = f(f(f(Math.sqrt(singles[v])) / root) + small);
    singles[w] = f(x - f(f(firstStep * singles[m]) / divisor));
  };
  const layers = numbers.layers(job);
  for (const [l, layer] of layers.entries()) {
    const moment = (field: number): number =>
      numbers.word(layer, field) === 0 ? -Infinity : numbers.word(layer, field) / 4;
    const [w, g] = [
      numbers.word(layer, at.WEIGHTS) / 4,
      numbers.word(layer, at.WEIGHT_GRADIENT) / 4
    ];
    const [m, v] = [moment(at.FIRST_MOMENT), moment(at.SECOND_MOMENT)];
    const [row, fanOut] = [numbers.word(layer, at.ROW) / 4, numbers.word(layer, at.FAN_OUT)];
    if (numbers.word(job, at.RANK_ONE) !== 0) {
      descendRow(numbers, job, layer, layers[l - 1], rate, clip);
    } else {
      for (let i = 0; i < numbers.word(layer, at.FAN_IN); i++) {
        for (let place = i * row; place < i * row + fanOut; place++) {
          update(w + place, g + place, m + place, v + place, weightDecay !== 0);
        }
      }
    }
    if (numbers.word(layer, at.BIASES) !== 0) {
      const [bias, gradient] = [
        numbers.word(layer, at.BIASES) / 4,
        numbers.word(layer, at.BIAS_GRADIENT) / 4
      ];
      const [bm, bv] = [moment(at.BIAS_FIRST_MOMENT), moment(at.BIAS_SECOND_MOMENT)];
      for (let j = 0; j < fanOut; j++) {
        update(bias + j, gradient + j, bm + j, bv + j, false);
      }
    }
  }
}
