// The best predictor that does not see the inputs: the level to which a network falls that no path connects.

import { log } from '../math/log';
import type { Split } from './data/split';
import type { Examples } from './dataset';
import type { Evaluation, Loss } from './task';

function classShares({ y }: Examples, classes: number): Float64Array {
  const shares = new Float64Array(classes);
  y.forEach(label => (shares[label] += 1));
  return shares.map(count => count / y.length);
}

/** Sum over the classes of (share - one-hot target)^2. */
function squaredError(shares: Float64Array, label: number): number {
  let sum = 0;
  shares.forEach((share, j) => {
    const error = share - (j === label ? 1 : 0);
    sum += error * error;
  });
  return sum;
}

function blindClasses({ train, test }: Split, classes: number, loss: Loss): Evaluation {
  const shares = classShares(train, classes);
  const tested = classShares(test, classes);
  const commonest = shares.indexOf(Math.max(...shares));
  let total = 0;
  tested.forEach((share, label) => {
    // 0 times an infinite loss is 0: nobody asks for a class that does not occur.
    if (share > 0) {
      const one =
        loss === 'cross_entropy' ? -log(shares[label]) : squaredError(shares, label) / classes;
      total += share * one;
    }
  });
  return { loss: total, accuracy: tested[commonest] };
}

/** Mean of each number of the targets, `outputs` of them. */
export function meansOf(targets: Float32Array, outputs: number): Float64Array {
  const means = new Float64Array(outputs);
  targets.forEach((target, i) => (means[i % outputs] += target));
  return means.map(sum => sum / (targets.length / outputs));
}

function blindTargets(train: Float32Array, test: Float32Array, outputs: number): Evaluation {
  const means = meansOf(train, outputs);
  let total = 0;
  test.forEach((target, i) => {
    const error = target - means[i % outputs];
    total += error * error;
  });
  return { loss: total / test.length, accuracy: 0 };
}

/**
 * Loss and accuracy, on the test set, of the best constant predictor of the training set. It answers with the shares of
 * the classes in the training set (which minimise both losses there), or with the mean training target. On a test set
 * of the same shares its cross-entropy is the entropy of the labels, in nats; Infinity where a class of the test set
 * does not occur in the training set. Its class is the commonest of the training set, of equals the first. The accuracy
 * of regression is R^2 = 0 by definition: the mean explains nothing.
 *
 * @param split training and test set of a replicate
 * @param outputs classes, or numbers of a target
 * @param loss the loss that is reported; mse for regression
 */
export function blindEvaluation(split: Split, outputs: number, loss: Loss): Evaluation {
  const { train, test } = split;
  return train.targets && test.targets
    ? blindTargets(train.targets, test.targets, outputs)
    : blindClasses(split, outputs, loss);
}
