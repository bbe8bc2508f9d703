// How a trained network does. With masks off it is the mean network of dropout (Srivastava et al., JMLR 15 (2014) 1929):
// whatever was removed at random is multiplied by the probability that it was kept. With masks on, the predictions of
// several masks are averaged (Monte Carlo dropout: Gal, Ghahramani, ICML 2016).

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { meansOf } from './blind';
import type { Examples } from './dataset';
import type { Machine } from './machine';
import { RowCopier } from './rowcopier';
import type { Evaluation, Loss, MonteCarloEvaluation } from './task';

/** Bins of confidence of the calibration error. */
const BINS = 15;

/** Predictions for rows of examples: probabilities (cross_entropy) or outputs (mse), `outputs` numbers a row. */
export interface Predictions {
  readonly values: Float64Array;
  readonly outputs: number;
  /** Place of the largest output of each row, of equals the first; -1 where none is a number. */
  readonly largest: Int32Array;
  /** Natural logarithm of the probability of each row's class, also where that underflows (cross_entropy; else empty). */
  readonly logs: Float64Array;
  /** Sum of the losses of the rows; NaN where it was not asked for. */
  readonly loss: number;
}

function square(x: number): number {
  return x * x;
}

/** Place of the largest number of a row, of equals the first; -1 where none is a number. */
function largestAt(values: ArrayLike<number>, at: number, count: number): number {
  let best = -1;
  let largest = -Infinity;
  for (let j = 0; j < count; j++) {
    if (values[at + j] > largest) {
      largest = values[at + j];
      best = j;
    }
  }
  return best;
}

/** softmax of a row of outputs, written to `to`; returns the logarithm of what all of them were divided by. */
function softmax(
  z: Float32Array,
  at: number,
  outputs: number,
  to: Float64Array,
  place: number
): number {
  let top = -Infinity;
  for (let j = 0; j < outputs; j++) {
    top = Math.max(top, z[at + j]);
  }
  let total = 0;
  for (let j = 0; j < outputs; j++) {
    const below = z[at + j] - top;
    // exp(0) = 1 for the largest; of two classes that is half of the work.
    to[place + j] = below === 0 ? 1 : exp(below);
    total += to[place + j];
  }
  for (let j = 0; j < outputs; j++) {
    to[place + j] /= total;
  }
  return top + log(total);
}

/** ln(e^a + e^b). */
function addLogs(a: number, b: number): number {
  const [less, more] = a < b ? [a, b] : [b, a];
  return less === -Infinity ? more : more + log1p(exp(less - more));
}

/**
 * Passes examples through a network as it stands: with masks on or off, and the factors that were set.
 *
 * @param rows most rows of a pass
 * @param onPass told after each pass which rows went through it, before the next overwrites their outputs
 */
function passAll(
  machine: Machine,
  examples: Examples,
  inputs: number,
  rows: number,
  onPass: (from: number, count: number) => void
): void {
  const all = examples.y.length;
  const copier = new RowCopier(examples, inputs);
  for (let from = 0; from < all; from += rows) {
    const count = Math.min(rows, all - from);
    for (let row = 0; row < count; row++) {
      copier.copy(from + row, machine, row);
    }
    machine.forward(count);
    onPass(from, count);
  }
}

/** Sum of the losses of all rows, with a network as it stands; `rows` is the most of a pass. */
export function totalLoss(
  machine: Machine,
  examples: Examples,
  inputs: number,
  rows: number
): number {
  let total = 0;
  passAll(machine, examples, inputs, rows, (_, count) => {
    total += machine.loss(count);
  });
  return total;
}

/**
 * Predictions of a network as it stands.
 *
 * @param rows most rows of a pass
 * @param needsLoss whether losses are asked for
 */
export function predict(
  machine: Machine,
  examples: Examples,
  inputs: number,
  outputs: number,
  loss: Loss,
  rows: number,
  needsLoss = true
): Predictions {
  const all = examples.y.length;
  const values = new Float64Array(all * outputs);
  const largest = new Int32Array(all);
  const logs = new Float64Array(loss === 'cross_entropy' ? all : 0);
  let total = needsLoss ? 0 : NaN;
  passAll(machine, examples, inputs, rows, (from, count) => {
    if (needsLoss) total += machine.loss(count);
    for (let row = 0; row < count; row++) {
      const [at, place] = [row * machine.outputRow, (from + row) * outputs];
      // Of the outputs themselves: in probabilities small differences drown.
      largest[from + row] = largestAt(machine.output, at, outputs);
      if (loss === 'cross_entropy') {
        const divisor = softmax(machine.output, at, outputs, values, place);
        logs[from + row] = machine.output[at + examples.y[from + row]] - divisor;
      } else {
        for (let j = 0; j < outputs; j++) {
          values[place + j] = machine.output[at + j];
        }
      }
    }
  });
  return { values, outputs, largest, logs, loss: total };
}

/** Share of rows whose largest output is that of their class. */
function classAccuracy({ largest }: Predictions, { y }: Examples): number {
  let right = 0;
  y.forEach((label, row) => {
    right += largest[row] === label ? 1 : 0;
  });
  return right / y.length;
}

/**
 * R^2 = 1 - sum of squared errors / sum of squared distances from the mean target, over all outputs; NaN where all targets
 * are the same.
 */
function determination({ values, outputs }: Predictions, targets: Float32Array): number {
  const means = meansOf(targets, outputs);
  let errors = 0;
  let variance = 0;
  targets.forEach((target, i) => {
    errors += square(target - values[i]);
    variance += square(target - means[i % outputs]);
  });
  return variance > 0 ? 1 - errors / variance : NaN;
}

/** Accuracy of predictions; for regression R^2. */
export function accuracyOf(predictions: Predictions, examples: Examples): number {
  return examples.targets === null
    ? classAccuracy(predictions, examples)
    : determination(predictions, examples.targets);
}

/** Mean loss and accuracy of predictions. */
export function evaluationOf(predictions: Predictions, examples: Examples): Evaluation {
  return {
    loss: predictions.loss / examples.y.length,
    accuracy: accuracyOf(predictions, examples)
  };
}

/** Loss of averaged predictions: -ln p[label], or the mean squared error. */
function averagedLoss(
  { values, outputs, logs }: Predictions,
  { y, targets }: Examples,
  loss: Loss
): number {
  if (loss === 'cross_entropy') {
    return -logs.reduce((sum, value) => sum + value, 0) / y.length;
  }
  let total = 0;
  y.forEach((label, row) => {
    const at = row * outputs;
    for (let j = 0; j < outputs; j++) {
      const hit = j === label ? 1 : 0;
      total += square(values[at + j] - (targets === null ? hit : targets[at + j])) / outputs;
    }
  });
  return total / y.length;
}

/**
 * Averages predictions over masks.
 *
 * @param masks number of masks, at least 1
 * @param next draws the next mask and predicts under it
 */
export function monteCarloEvaluation(
  masks: number,
  next: () => Predictions,
  examples: Examples,
  loss: Loss
): MonteCarloEvaluation {
  const accuracies: number[] = [];
  let values = new Float64Array(0);
  let logs: Predictions['logs'] = new Float64Array(0);
  let outputs = 0;
  for (let mask = 0; mask < masks; mask++) {
    const one = next();
    accuracies.push(accuracyOf(one, examples));
    outputs = one.outputs;
    values = values.length > 0 ? values : new Float64Array(one.values.length);
    for (let i = 0; i < values.length; i++) {
      values[i] += one.values[i] / masks;
    }
    // Of the logarithms: where all probabilities underflow, the mean of the probabilities is 0.
    logs = one.logs.map((own, row) => (mask === 0 ? own : addLogs(logs[row], own)));
  }
  const largest = Int32Array.from(examples.y, (_, row) =>
    largestAt(values, row * outputs, outputs)
  );
  const means = logs.map(sum => sum - log(masks));
  const averaged = { values, outputs, largest, logs: means, loss: NaN };
  // Around the first value, so that equal ones have a spread of 0.
  const first = accuracies[0];
  const mean = first + accuracies.reduce((total, value) => total + (value - first), 0) / masks;
  const squares = accuracies.reduce((total, value) => total + square(value - mean), 0);
  return {
    loss: averagedLoss(averaged, examples, loss),
    accuracy: accuracyOf(averaged, examples),
    spread: masks > 1 ? Math.sqrt(squares / (masks - 1)) : NaN
  };
}

/**
 * Expected calibration error (Guo et al., ICML 2017): the mean, over rows, of the distance between confidence and accuracy
 * in 15 equal bins of confidence.
 *
 * @param predictions probabilities; NaN is returned for other predictions (mse) and for regression
 */
export function calibrationError(
  { values, outputs, largest }: Predictions,
  { y, targets }: Examples,
  loss: Loss
): number {
  if (loss !== 'cross_entropy' || targets !== null) {
    return NaN;
  }
  const confidence = new Float64Array(BINS);
  const right = new Float64Array(BINS);
  for (let row = 0; row < y.length; row++) {
    const best = largest[row];
    if (best < 0) {
      return NaN;
    }
    const sure = values[row * outputs + best];
    const bin = Math.min(BINS - 1, Math.floor(sure * BINS));
    confidence[bin] += sure;
    right[bin] += best === y[row] ? 1 : 0;
  }
  return confidence.reduce((sum, total, bin) => sum + Math.abs(total - right[bin]), 0) / y.length;
}
