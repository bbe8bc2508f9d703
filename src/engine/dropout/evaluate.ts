// Loss and accuracy with masks off. The network is then the mean network of dropout (Srivastava et al., JMLR 15
// (2014) 1929): whatever was removed at random is multiplied by the probability that it was kept, so that
// units receive on average what they received in training. With rescaling that was done while training, with the
// plain probability 1 - p, so for the site model it is the average over all masks and not over open ones.

import type { Examples } from './dataset';
import { rowLoss, type Loss } from './loss';
import { Pass, type Network } from './network';
import { zeroParameters } from './parameters';
import type { Reals } from './reals';
import { thinWeights, type Thinned } from './thinned';
import { meanKeep, type Thinning } from './thinning';

/** How well a network does on some examples. */
export interface Evaluation {
  /** Mean loss. */
  readonly loss: number;
  /** Fraction of rows whose largest output is that of their class; the first of equals counts. */
  readonly accuracy: number;
}

/** Rows that pass through the network together; the result does not depend on it. */
const ROWS = 64;

/**
 * The network with masks off. Without rescaling, hidden activations (site) are multiplied by
 * q / (1 - p^W), their chance of being kept given an open path, and weights (bond) by q.
 */
function meanNetwork(network: Network, thinning: Thinning): Thinned {
  const { widths, precision, parameters } = network;
  const hidden = widths.slice(1, -1);
  const kept = hidden.map(() => null);
  if (thinning.rescale) {
    return { weights: parameters.layerWeights, kept, gains: hidden.map(() => 1) };
  }
  if (thinning.model === 'site') {
    const gains = hidden.map(width => meanKeep(thinning, width));
    return { weights: parameters.layerWeights, kept, gains };
  }
  const { layerWeights } = zeroParameters(widths, false, precision);
  parameters.layerWeights.forEach((weights, l) => {
    const all = new Uint8Array(weights.length).fill(1);
    thinWeights(weights, all, meanKeep(thinning, widths[l]), layerWeights[l]);
  });
  return { weights: layerWeights, kept, gains: hidden.map(() => 1) };
}

/** Class of the largest output; -1 where no output is a number. */
function predict(outputs: Reals, at: number, classes: number): number {
  let best = -1;
  let largest = -Infinity;
  for (let j = 0; j < classes; j++) {
    if (outputs[at + j] > largest) {
      largest = outputs[at + j];
      best = j;
    }
  }
  return best;
}

/**
 * Evaluates a network.
 *
 * @param thinning what was removed in training; p = 0 for an intact network
 * @param examples at least one row
 */
export function evaluate(
  network: Network,
  loss: Loss,
  thinning: Thinning,
  examples: Examples
): Evaluation {
  const inputs = network.widths[0];
  const classes = network.widths.at(-1)!;
  const rows = examples.y.length;
  const thinned = meanNetwork(network, thinning);
  const pass = new Pass(network, Math.min(ROWS, rows));
  let total = 0;
  let right = 0;
  for (let from = 0; from < rows; from += pass.rows) {
    const to = Math.min(from + pass.rows, rows);
    pass.input.set(examples.x.subarray(from * inputs, to * inputs));
    pass.forward(thinned, 0, to - from);
    for (let row = from; row < to; row++) {
      const at = (row - from) * classes;
      total += rowLoss(loss, pass.output, at, classes, examples.y[row]);
      right += predict(pass.output, at, classes) === examples.y[row] ? 1 : 0;
    }
  }
  return { loss: total / rows, accuracy: right / rows };
}
