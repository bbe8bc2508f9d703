// Site model, closed form: theta is the product over layers whose units can be removed of 1 - p^W, because a path
// exists exactly when every layer keeps a unit. Logarithms throughout, so a depth of 10^18 is one multiplication.

import { log } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import type { LayerLaw } from './layerlaw';
import {
  fromLogOneMinusTheta,
  fromLogTheta,
  SMALLEST_LINEAR,
  type PathProbability
} from './probability';

/**
 * Path probability where only units are removed.
 *
 * @param law layers whose weights are never removed; their rates `bond` are not looked at
 */
export function siteTheta({ input, hidden }: LayerLaw): PathProbability {
  const layers = [{ ...input, count: 1 }, ...hidden];
  const logTheta = new Sum();
  for (const { width, count, site } of layers) {
    logTheta.add(count * log1mexp(width * log(site)));
  }
  if (logTheta.value < -SMALLEST_LINEAR) {
    return fromLogTheta(logTheta.value);
  }
  return fromLogOneMinusTheta(
    logSumExp(layers.map(({ width, count, site }) => log(count) + width * log(site)))
  );
}
