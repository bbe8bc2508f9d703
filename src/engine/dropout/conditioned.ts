// Masks of the removal model given that they leave an open path: the control that separates percolation from
// vanishing signal. Exact sampling, not rejection, so it works however small theta is.

import type { Stream } from '../random/stream';
import { AtLeastOne } from './atleastone';
import { ConditionedBond } from './conditionedbond';
import type { DrawMask, Model } from './masks';

/** Site: a path is open exactly when every hidden layer keeps a unit, and the layers are independent. */
function conditionedSite(widths: readonly number[], p: number, stream: Stream): DrawMask {
  const widest = Math.max(1, ...widths.slice(1, -1));
  const sampler = new AtLeastOne(p, widest, stream);
  const units = Uint32Array.from({ length: widest }, (_, i) => i);
  return mask => {
    for (const flags of mask.layers) {
      sampler.draw(flags, units, flags.length, 1, 0);
    }
  };
}

/**
 * Masks conditioned on an open path, at the same removal probability.
 *
 * @param widths units of every layer, from input to output
 * @param p removal probability, 0 <= p < 1
 */
export function conditionedMasks(
  model: Model,
  widths: readonly number[],
  p: number,
  stream: Stream
): DrawMask {
  if (model === 'site') {
    return conditionedSite(widths, p, stream);
  }
  const sampler = new ConditionedBond(widths, p, stream);
  return mask => sampler.draw(mask);
}
