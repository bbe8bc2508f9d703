// The exact decay rate of deep rectangular networks: delta = 1 - lambda_1, lambda_1 the Perron root of the chain of
// chain.ts restricted to k >= 1, so that theta falls by the factor 1 - delta from layer to layer (derived here). delta is
// the chance to die in one layer under the settled (quasi-stationary) law: a sum of non-negative terms, never 1 - lambda_1.

import { exp, expm1 } from '../math/exp';
import { log } from '../math/log';
import { equalLayers, WIDEST_CHAIN } from './chain';
import { SMALLEST_LINEAR } from './probability';
import { rareDeath } from './rareclosed';
import { UnitReach, type UnitRemoval } from './reach';

/** The settled chance to survive one layer. */
function settledSurvival(width: number, removal: UnitRemoval): number {
  const weights = new Float64Array(width);
  weights[width - 1] = 1;
  for (const layer of equalLayers({ lowest: 1, weights }, new UnitReach(removal), width)) {
    if (layer.settled) {
      return layer.survival;
    }
  }
  return NaN;
}

/**
 * ln of the decay rate, also where the rate is below the double range.
 *
 * @param width units of each layer, integer in 1 .. WIDEST_CHAIN where weights are removed, else any
 * @param removal removal probabilities of units and of weights
 * @returns ln delta <= 0; -Infinity where nothing can close
 * @throws RangeError where the width is above WIDEST_CHAIN
 */
export function logDecayRate(width: number, removal: UnitRemoval): number {
  const { site, bond } = removal;
  if (bond === 0) {
    return width * log(site);
  }
  if (site === 1 || bond === 1) {
    return 0;
  }
  if (width > WIDEST_CHAIN) {
    throw new RangeError(
      `decayRate: width ${width}; allowed: up to ${WIDEST_CHAIN} where weights are removed; use a narrower network`
    );
  }
  const survival = settledSurvival(width, removal);
  return survival < -SMALLEST_LINEAR ? log(-expm1(survival)) : rareDeath(width, removal);
}

/**
 * Decay rate delta: theta(depth) ~ constant * (1 - delta)^depth, hence ~ e^{-depth delta} while delta is small.
 *
 * @param width units of each layer, integer in 1 .. WIDEST_CHAIN where weights are removed, else any
 * @param removal removal probabilities of units and of weights; site only: p^width exactly
 * @returns delta in 0 .. 1, relative error below 1e-12 down to the end of the double range
 */
export function decayRate(width: number, removal: UnitRemoval): number {
  return exp(logDecayRate(width, removal));
}
