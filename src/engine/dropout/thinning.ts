// What masks do to a network on average. Dropout thins a network; initial weights and the mean network of
// evaluation both make up for it.

import { keepGivenOne } from './atleastone';
import type { Model } from './masks';

/** The removals that a network is trained under. */
export interface Thinning {
  readonly model: Model;
  /** Removal probability, 0 <= p < 1; 0 in an intact network. */
  readonly p: number;
  /** Whether kept elements are divided by 1 - p while training (inverted dropout). */
  readonly rescale: boolean;
}

/** What a kept element is multiplied by while training. */
export function keepFactor({ p, rescale }: Thinning): number {
  return rescale ? 1 / (1 - p) : 1;
}

/**
 * P(an element is kept | its layer leaves a path open): q / (1 - p^W) for site, where some unit of the layer
 * must be kept; q for bond.
 *
 * @param width W, units of the layer
 */
export function meanKeep({ model, p }: Thinning, width: number): number {
  return model === 'site' ? keepGivenOne(p, width) : 1 - p;
}
