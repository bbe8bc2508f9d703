// Initial weights. `he` and `glorot` are the usual ones (He et al., ICCV 2015; Glorot and Bengio, AISTATS 2010).
// `preserving` (derived here, docs/theory.md section 5) averages over the units that a removal model leaves, so
// the mean signal neither dies nor grows with depth, and a failure to train is not one of vanishing signal.

import type { Stream } from '../random/stream';
import type { Network } from './network';
import type { Reals } from './reals';
import type { TrainingTask } from './task';
import { keepFactor, meanKeep, type Thinning } from './thinning';

/** Relative spread of `preserving` weights behind the first layer. */
const SPREAD = 0.1;

function fillNormal(weights: Reals, variance: number, stream: Stream): void {
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = deviation * stream.normal();
  }
}

/** Averages: about 1 / (fan-in * mean keep) each, so that a unit takes the mean of the units that feed it. */
function fillAveraging(weights: Reals, mean: number, stream: Stream): void {
  for (let i = 0; i < weights.length; i++) {
    weights[i] = mean * (1 + SPREAD * stream.normal());
  }
}

/**
 * Turns the weights of every second output unit, in a random order of the units. With a sign of its own for each
 * unit, half of all networks of two outputs would start with equal ones, which no signal can tell apart, and
 * would fail to train for a reason that is neither the paths nor the depth (docs/theory.md, section 5).
 */
function turnHalf(weights: Reals, units: number, stream: Stream): void {
  const order = Uint32Array.from({ length: units }, (_, unit) => unit);
  stream.shuffle(order);
  for (let i = 0; i < weights.length; i++) {
    if (order[i % units] % 2 === 1) {
      weights[i] = -weights[i];
    }
  }
}

/**
 * Draws the weights of a network; its biases stay 0. With fan-in n_in and fan-out n_out of the layer,
 * he: N(0, 2 / n_in); glorot: N(0, 2 / (n_in + n_out)); preserving: N(0, 1 / n_in) in the first layer (also
 * where it is the only one), behind it (1 + 0.1 N(0, 1)) / (n_in * keep), with keep the mean factor that masks
 * and rescaling leave of a sum over the layer before, in the output layer with one random sign for each unit, half
 * of them negative. The draws are the same whatever the thinning, which only changes a factor.
 *
 * @param network changed in place
 * @param thinning the removals that `preserving` makes up for
 */
export function initialise(
  network: Network,
  init: TrainingTask['init'],
  thinning: Thinning,
  stream: Stream
): void {
  const { widths, parameters } = network;
  const last = parameters.layerWeights.length - 1;
  parameters.layerWeights.forEach((weights, l) => {
    const fanIn = widths[l];
    if (init === 'he') {
      fillNormal(weights, 2 / fanIn, stream);
    } else if (init === 'glorot') {
      fillNormal(weights, 2 / (fanIn + widths[l + 1]), stream);
    } else if (l === 0) {
      fillNormal(weights, 1 / fanIn, stream);
    } else {
      const keep = meanKeep(thinning, fanIn) * keepFactor(thinning);
      fillAveraging(weights, 1 / (fanIn * keep), stream);
      if (l === last) {
        turnHalf(weights, widths[l + 1], stream);
      }
    }
  });
}
