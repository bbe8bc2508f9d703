// The three hot loops of a fully connected layer: forward, gradient of the weights, gradient of the inputs.
// Matrices are row-major; the loops work on rows from .. to - 1, so that samples with masks of their own can
// pass one at a time. An input of exactly 0 is passed over: removed units cost nothing.

import type { Reals } from './reals';

/**
 * Forward: z = x W + b.
 *
 * @param x inputs, rows of `fanIn`
 * @param weights `fanIn` rows of `fanOut`
 * @param biases `fanOut` numbers, or null for none
 * @param z receives rows of `fanOut`
 */
export function affine(
  x: Reals,
  weights: Reals,
  biases: Reals | null,
  z: Reals,
  fanIn: number,
  fanOut: number,
  from: number,
  to: number
): void {
  for (let row = from; row < to; row++) {
    const out = row * fanOut;
    for (let j = 0; j < fanOut; j++) {
      z[out + j] = biases === null ? 0 : biases[j];
    }
    for (let i = 0; i < fanIn; i++) {
      const value = x[row * fanIn + i];
      if (value === 0) {
        continue;
      }
      const weight = i * fanOut;
      for (let j = 0; j < fanOut; j++) {
        z[out + j] += value * weights[weight + j];
      }
    }
  }
}

/**
 * Adds the gradient of the weights, x^T d, to `gradient`.
 *
 * @param x the layer's inputs, rows of `fanIn`
 * @param delta gradient of the loss with respect to z, rows of `fanOut`
 * @param gradient `fanIn` rows of `fanOut`
 */
export function addWeightGradient(
  x: Reals,
  delta: Reals,
  gradient: Reals,
  fanIn: number,
  fanOut: number,
  from: number,
  to: number
): void {
  for (let row = from; row < to; row++) {
    const out = row * fanOut;
    for (let i = 0; i < fanIn; i++) {
      const value = x[row * fanIn + i];
      if (value === 0) {
        continue;
      }
      const weight = i * fanOut;
      for (let j = 0; j < fanOut; j++) {
        gradient[weight + j] += value * delta[out + j];
      }
    }
  }
}

/** Adds the gradient of the biases, the column sums of `delta`, to `gradient`. */
export function addBiasGradient(
  delta: Reals,
  gradient: Reals,
  fanOut: number,
  from: number,
  to: number
): void {
  for (let row = from; row < to; row++) {
    for (let j = 0; j < fanOut; j++) {
      gradient[j] += delta[row * fanOut + j];
    }
  }
}

/**
 * Gradient of the layer's inputs, d W^T.
 *
 * @param delta gradient of the loss with respect to z, rows of `fanOut`
 * @param weights `fanIn` rows of `fanOut`
 * @param kept for each input unit, 0 where it is removed (its gradient is 0); null where all are kept
 * @param gradient receives rows of `fanIn`
 */
export function inputGradient(
  delta: Reals,
  weights: Reals,
  kept: Uint8Array | null,
  gradient: Reals,
  fanIn: number,
  fanOut: number,
  from: number,
  to: number
): void {
  for (let row = from; row < to; row++) {
    const out = row * fanOut;
    for (let i = 0; i < fanIn; i++) {
      let sum = 0;
      if (kept === null || kept[i] !== 0) {
        const weight = i * fanOut;
        for (let j = 0; j < fanOut; j++) {
          sum += delta[out + j] * weights[weight + j];
        }
      }
      gradient[row * fanIn + i] = sum;
    }
  }
}
