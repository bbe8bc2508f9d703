// Data collapse: in the variable u the curves of all widths and depths of one model tend to the same one,
// theta = exp(-e^u), a Gumbel law (derived here). u is the logarithm of the expected number of closing layers.

import { exp } from '../math/exp';
import { log } from '../math/log';
import { logDecayRate } from './decayrate';

/**
 * u = ln(depth * delta), delta the exact decay rate. Site: delta = p^width, so u = width ln p + ln depth.
 *
 * @param width units of each layer, integer in 1 .. WIDEST_CHAIN where weights are removed
 * @param depth hidden layers, >= 0
 * @param p removal probability; mixed: of units and of weights alike
 * @param model what is removed
 * @returns u; -Infinity at p = 0 or depth 0
 */
export function collapseVariable(
  width: number,
  depth: number,
  p: number,
  model: 'site' | 'bond' | 'mixed'
): number {
  const removal = { site: model === 'bond' ? 0 : p, bond: model === 'site' ? 0 : p };
  return log(depth) + logDecayRate(width, removal);
}

/**
 * The curve on which all fall.
 *
 * @param u collapse variable
 * @returns exp(-e^u), the limit of theta
 */
export function collapsedTheta(u: number): number {
  return exp(-exp(u));
}
