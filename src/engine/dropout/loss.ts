// The two losses, row by row, on the output units as they are (no activation there).

import { exp } from '../math/exp';
import { log } from '../math/log';
import type { Reals } from './reals';
import type { TrainingTask } from './task';

/** Softmax cross-entropy, or the mean squared error of the outputs from the one-hot target. */
export type Loss = TrainingTask['loss'];

function largest(outputs: Reals, at: number, classes: number): number {
  let top = outputs[at];
  for (let j = 1; j < classes; j++) {
    top = Math.max(top, outputs[at + j]);
  }
  return top;
}

function softmaxTotal(outputs: Reals, at: number, classes: number, top: number): number {
  let total = 0;
  for (let j = 0; j < classes; j++) {
    total += exp(outputs[at + j] - top);
  }
  return total;
}

/**
 * Loss of one row. cross_entropy: -ln softmax(z)[label], in nats. mse: mean over j of (z_j - [j = label])^2.
 *
 * @param outputs output units; the row is outputs[at .. at + classes - 1]
 * @param label class of the row
 */
export function rowLoss(
  loss: Loss,
  outputs: Reals,
  at: number,
  classes: number,
  label: number
): number {
  if (loss === 'cross_entropy') {
    const top = largest(outputs, at, classes);
    return log(softmaxTotal(outputs, at, classes, top)) + (top - outputs[at + label]);
  }
  let sum = 0;
  for (let j = 0; j < classes; j++) {
    const error = outputs[at + j] - (j === label ? 1 : 0);
    sum += error * error;
  }
  return sum / classes;
}

/**
 * Gradient of weight * rowLoss with respect to the row's outputs, written to `delta` at the same place.
 *
 * @param weight weight of the row in the mean, 1 / batch
 */
export function rowLossGradient(
  loss: Loss,
  outputs: Reals,
  at: number,
  classes: number,
  label: number,
  weight: number,
  delta: Reals
): void {
  const isEntropy = loss === 'cross_entropy';
  const top = isEntropy ? largest(outputs, at, classes) : 0;
  const total = isEntropy ? softmaxTotal(outputs, at, classes, top) : 0;
  const slope = isEntropy ? weight : (2 * weight) / classes;
  for (let j = 0; j < classes; j++) {
    const z = outputs[at + j];
    const prediction = isEntropy ? exp(z - top) / total : z;
    delta[at + j] = slope * (prediction - (j === label ? 1 : 0));
  }
}
