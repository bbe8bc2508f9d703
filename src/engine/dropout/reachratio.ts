// How likely a signal that has come to a layer comes to the next: what tells the mean over open masks from the mean over all.

import { exp } from '../math/exp';
import type { Architecture } from './architecture';
import type { StepRates } from './masks';
import { openProbability } from './openprobability';
import type { Removal } from './removal';

/** The network up to a hidden layer, whose units lead on to an output by weights that are never removed. */
function upTo(
  layer: number,
  { widths, skips, ...architecture }: Architecture,
  { site, bond }: StepRates
): { architecture: Architecture; rates: StepRates } {
  return {
    architecture: {
      ...architecture,
      widths: [...widths.slice(0, layer + 1), 1],
      skips: skips.slice(0, layer + 1)
    },
    rates: { site: site.slice(0, layer), bond: [...bond.slice(0, layer), 0] }
  };
}

/**
 * For each layer of weights, P(an open path leads to some unit behind it | one leads to some unit before it); their product
 * is theta. Without biases and with sigma(0) = 0 the mean signal over masks that reach a layer is that over all masks divided
 * by the probability of reaching it, since all others leave no signal (derived here; exact for linear networks).
 *
 * @param rates removal probabilities, below 1
 * @returns exact; null where no exact law is known, and beside skips, whose paths pass layers by
 */
export function reachRatios(
  architecture: Architecture,
  removal: Removal,
  rates: StepRates
): number[] | null {
  const depth = architecture.skips.length;
  if (architecture.skips.some(source => source >= 0)) {
    return null;
  }
  const ratios: number[] = [];
  for (let layer = 1, before = 0; layer <= depth; layer++) {
    const cut = layer < depth ? upTo(layer, architecture, rates) : { architecture, rates };
    const answer = openProbability(cut.architecture, removal, cut.rates);
    if (answer === null) {
      return null;
    }
    ratios.push(exp(answer.logTheta - before));
    before = answer.logTheta;
  }
  return ratios;
}
