// The critical depth L_c(theta*): how deep a rectangular network may be while theta stays at theta* or above. theta(L)
// is followed layer by layer until the chain of chain.ts settles; from there on ln theta is linear in L, so that
// L_c = 10^18 takes no longer than L_c = 100 (derived here).

import { exp } from '../math/exp';
import { log } from '../math/log';
import { log1mexp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import { equalLayers, logSurvival, WIDEST_CHAIN } from './chain';
import { logDecayRate } from './decayrate';
import { UnitReach, type UnitRemoval } from './reach';

/** ln of a depth (6e17) beside which the layers before the chain settles don't matter to double precision. */
const DEEP = 41;

/** Two logarithms that differ by less than this, relatively, are the same: a tie counts as reached. */
const TIE = 1e-15;

/** Largest integer n >= 0 with n * loss <= allowed. */
function mostLayers(allowed: number, loss: number): number {
  return Math.floor((allowed / loss) * (1 + TIE));
}

function deepest(width: number, removal: UnitRemoval, allowed: number): number {
  const hidden = new UnitReach(removal);
  const output = new UnitReach({ site: 0, bond: removal.bond });
  const weights = new Float64Array(width);
  weights[width - 1] = 1;
  const full = { lowest: 1, weights };
  // Losses are -ln of probabilities: what the layers so far cost, and what the output layer would cost after them.
  if (-logSurvival(full, output, width) > allowed * (1 + TIE)) {
    return NaN;
  }
  const lost = new Sum();
  let depth = 0;
  for (const { law, survival, settled } of equalLayers(full, hidden, width)) {
    lost.add(-survival);
    const last = -logSurvival(law, output, width);
    if (!(lost.value + last <= allowed * (1 + TIE))) {
      return depth;
    }
    depth += 1;
    if (settled) {
      return depth + mostLayers(allowed - last - lost.value, -survival);
    }
  }
  return NaN;
}

/**
 * Critical depth of a rectangular network whose input and output layers are as wide as the hidden ones.
 *
 * @param width units of each layer, integer in 1 .. WIDEST_CHAIN where weights are removed, else any
 * @param removal removal probabilities of hidden units and of weights
 * @param thetaStar path probability wanted, 0 < theta* < 1
 * @returns the largest integer depth with theta >= theta*, above 2^53 to double precision; Infinity where no path can
 *   close or the depth is outside the double range; NaN where theta < theta* even without hidden layers
 * @throws RangeError where the width is above WIDEST_CHAIN
 */
export function criticalDepth(width: number, removal: UnitRemoval, thetaStar: number): number {
  const allowed = -log(thetaStar);
  const { site, bond } = removal;
  if (bond === 0) {
    return mostLayers(allowed, -log1mexp(width * log(site)));
  }
  if (width > WIDEST_CHAIN) {
    throw new RangeError(
      `criticalDepth: width ${width}; allowed: up to ${WIDEST_CHAIN} where weights are removed; use a narrower network`
    );
  }
  const logDepth = log(allowed) - logDecayRate(width, removal);
  return logDepth > DEEP ? exp(logDepth) : deepest(width, removal, allowed);
}
