// Sign percolation of ReLU networks without biases at a symmetric initialisation (derived here; docs/theory.md). For one
// fixed input, a unit that receives any signal has a positive preactivation with probability 1/2, independently
// of its neighbours: it passes the signal like a unit that is removed with probability (1 + p)/2.

import { exactTheta } from './exact';
import type { LayerLaw } from './layerlaw';
import type { PathProbability } from './probability';

/**
 * Probability that the signal of one fixed, nowhere zero input reaches the output at initialisation. Site: the product
 * over hidden layers of 1 - ((1 + p)/2)^W; bond: the mixed chain with site rate 1/2.
 *
 * @param law layers under removal, as for exactTheta
 * @returns the probability in place of theta, and companions; never above theta of the same law
 */
export function signTheta(law: LayerLaw): PathProbability {
  const hidden = law.hidden.map(layer => ({ ...layer, site: (1 + layer.site) / 2 }));
  return exactTheta({ ...law, hidden });
}
