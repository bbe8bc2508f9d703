// A network as a mask leaves it, or the mean network that stands for all masks at evaluation. In either case
// it is a network with weights of its own, some units missing, and a factor on the activations of the rest.

import type { Reals } from './reals';

/** What a pass through the network needs to know beside biases and activation. */
export interface Thinned {
  /** Weights of every layer. */
  readonly weights: readonly Reals[];
  /** For each hidden layer, 0 where a unit is removed; null where all are kept. */
  readonly kept: readonly (Uint8Array | null)[];
  /** For each hidden layer, the factor of its kept units' activations. */
  readonly gains: readonly number[];
}

/**
 * Weights under a bond mask: factor * weight where the weight is kept, 0 where it is removed.
 *
 * @param thinned receives them
 */
export function thinWeights(
  weights: Reals,
  kept: Uint8Array,
  factor: number,
  thinned: Reals
): void {
  for (let i = 0; i < weights.length; i++) {
    thinned[i] = kept[i] !== 0 ? factor * weights[i] : 0;
  }
}

/**
 * The chain rule of `thinWeights`: adds factor * thinnedGradient where the weight is kept.
 *
 * @param gradient gradient with respect to the weights, added to
 */
export function addThinnedGradient(
  thinnedGradient: Reals,
  kept: Uint8Array,
  factor: number,
  gradient: Reals
): void {
  for (let i = 0; i < gradient.length; i++) {
    if (kept[i] !== 0) {
      gradient[i] += factor * thinnedGradient[i];
    }
  }
}
