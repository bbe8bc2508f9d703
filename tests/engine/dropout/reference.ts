// A network under a mask written straight from the definition, in plain arrays, with the platform's functions and
// nothing of the engine: what passes through a batch must agree with it.

import type { Mask, Model } from '../../../src/engine/dropout/masks';
import type { Network } from '../../../src/engine/dropout/network';
import type { Activation, TrainingTask } from '../../../src/engine/dropout/task';

/** Numbers of a network, layer by layer: weights[l][i][j] leads from unit i of layer l to unit j of the next. */
export interface PlainNetwork {
  readonly activation: Activation;
  readonly weights: readonly (readonly (readonly number[])[])[];
  /** biases[l][j] is that of unit j of layer l + 1. */
  readonly biases: readonly (readonly number[])[];
}

/** A network's numbers, copied; without biases they are 0. */
export function plainNetwork({ widths, activation, parameters }: Network): PlainNetwork {
  const { layerWeights, layerBiases } = parameters;
  return {
    activation,
    weights: layerWeights.map((flat, l) =>
      Array.from({ length: widths[l] }, (_, i) => [
        ...flat.subarray(i * widths[l + 1], (i + 1) * widths[l + 1])
      ])
    ),
    biases: layerWeights.map((_, l) =>
      layerBiases === null ? new Array<number>(widths[l + 1]).fill(0) : [...layerBiases[l]]
    )
  };
}

const SIGMA: Record<Activation, (z: number) => number> = {
  relu: z => Math.max(0, z),
  tanh: Math.tanh,
  linear: z => z,
  sigmoid: z => 1 / (1 + Math.exp(-z))
};

/**
 * Output units for one input.
 *
 * @param mask what is kept
 * @param factor what every kept unit's activation (site) or every kept weight (bond) is multiplied by
 */
export function plainOutput(
  { activation, weights, biases }: PlainNetwork,
  model: Model,
  mask: Mask,
  factor: number,
  x: readonly number[]
): number[] {
  const last = weights.length - 1;
  return weights.reduce<number[]>(
    (inputs, matrix, l) =>
      biases[l].map((bias, j) => {
        const fanOut = biases[l].length;
        const weight = (i: number): number =>
          model === 'bond' ? matrix[i][j] * factor * mask.layers[l][i * fanOut + j] : matrix[i][j];
        const z = inputs.reduce((sum, input, i) => sum + input * weight(i), bias);
        if (l === last) {
          return z;
        }
        return model === 'site'
          ? SIGMA[activation](z) * factor * mask.layers[l][j]
          : SIGMA[activation](z);
      }),
    [...x]
  );
}

/** Loss of one row: -ln softmax(z)[label], or half the squared distance from the one-hot target. */
export function plainLoss(loss: TrainingTask['loss'], z: readonly number[], label: number): number {
  if (loss === 'cross_entropy') {
    return -Math.log(Math.exp(z[label]) / z.reduce((sum, each) => sum + Math.exp(each), 0));
  }
  return z.reduce((sum, each, j) => sum + (each - (j === label ? 1 : 0)) ** 2, 0) / z.length;
}
