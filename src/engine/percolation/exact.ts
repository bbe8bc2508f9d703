// Exact path probability of complete layered networks: picks the closed form or the chain.

import type { LayeredNetwork } from '../network/layered';
import { chainTheta } from './chain';
import type { PathProbability } from './probability';
import type { Removal } from './removal';
import { siteTheta } from './site';

export type { PathProbability } from './probability';

/**
 * Exact path probability under site, bond or mixed removal.
 *
 * @param network complete layered network: depth up to 10^18 for the site model, 10^9 for bond and mixed
 * @param removal removal probabilities, each in 0 .. 1
 * @returns theta, 1 - theta and their logarithms, relative error below 1e-12 on each
 */
export function exactTheta(network: LayeredNetwork, removal: Removal): PathProbability {
  return removal.bond === 0 ? siteTheta(network, removal.site) : chainTheta(network, removal);
}
