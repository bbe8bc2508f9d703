// Site model, closed form: theta is the product over hidden layers of 1 - p^W, because a path exists exactly
// when every hidden layer keeps a unit. Logarithms throughout, so a depth of 10^18 is one multiplication.

import { log } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import type { LayeredNetwork } from '../network/layered';
import {
  fromLogOneMinusTheta,
  fromLogTheta,
  SMALLEST_LINEAR,
  type PathProbability
} from './probability';

/**
 * Path probability under site removal.
 *
 * @param network complete layered network
 * @param p removal probability of a hidden unit, 0 <= p <= 1
 */
export function siteTheta(network: LayeredNetwork, p: number): PathProbability {
  const logP = log(p);
  const logTheta = new Sum();
  for (const { width, count } of network.hidden) {
    logTheta.add(count * log1mexp(width * logP));
  }
  if (logTheta.value < -SMALLEST_LINEAR) {
    return fromLogTheta(logTheta.value);
  }
  return fromLogOneMinusTheta(
    logSumExp(network.hidden.map(({ width, count }) => log(count) + width * logP))
  );
}
