// I(lambda): the cost of extinction of the bond chain in its branching regime p = 1 - lambda / W, where it is a
// chain-binomial (mean-field SIS) process with K' ~ Binomial(W, 1 - e^{-lambda x}), x = K / W. Its decay rate is
// delta = e^{-W I(lambda) (1 + o(1))} (derived here, by large deviations as in Freidlin and Wentzell).
//
// The cheapest way from the quasi-stationary x* to 0 minimises the sum of the binomial costs
// h(x' | s) = x' ln(x'/s) + (1 - x') ln((1 - x')/(1 - s)), s = 1 - e^{-lambda x}. With the momentum written as
// -lambda y, its equations are x' = (1 - e^{-lambda x})(1 - y) and y = (1 - e^{-lambda y'})(1 - x'): y is the share of
// units joined to the output, and the way is its own mirror image. Of the two symmetric ways, the one whose mirror lies
// between two layers is the cheaper; it tends to one minimum cut for large lambda, where I -> lambda - ln 2.

import { exp, expm1 } from '../math/exp';
import { log, log1p } from '../math/log';

/** Change of the way that is rounding. */
const ROUNDING = 1e-14;

/** Most rounds of relaxation. */
const MOST_ROUNDS = 20_000;

/** ln of the share at which the way ends, in place of 0. */
const END = 36;

/** Below this the way is too long to follow; the diffusion limit 2 (lambda - 1)^2 is right to 5e-5 there. */
const LEAST = 1.02;

/** Greatest lambda for which the way is found by relaxation; above it the limit is right to 6e-5. */
const GREATEST = 20;

/** Share of reachable units in the limit of deep networks: the root x > 0 of x = 1 - e^{-lambda x}, lambda > 1. */
function stationaryShare(lambda: number): number {
  let x = 1;
  for (let before = Infinity; x < before;) {
    before = x;
    const missed = exp(-lambda * x);
    x = Math.min(x, x - (x - 1 + missed) / (1 - lambda * missed));
  }
  return x;
}

/** The way x_0 = x*, x_1, ... x_last, with y_n = x_{last - n}, last odd. */
function cheapestWay(lambda: number, start: number): Float64Array {
  const last = 2 * Math.ceil(END / (2 * Math.abs(log(lambda) - lambda * start))) + 15;
  const way = Float64Array.from({ length: last + 1 }, (_, n) => (2 * n < last ? start : 0));
  let change = Infinity;
  for (let round = 0; round < MOST_ROUNDS && change > ROUNDING; round++) {
    change = 0;
    for (let n = 0; n < last; n++) {
      const wanted = -expm1(-lambda * way[n]) * (1 - way[last - n]);
      // Half a step: whole steps oscillate about the mirror.
      const next = (wanted + way[n + 1]) / 2;
      change = Math.max(change, Math.abs(next - way[n + 1]));
      way[n + 1] = next;
    }
  }
  return way;
}

/**
 * Cost of extinction for each unit of width.
 *
 * @param lambda W q, the mean number of kept weights that enter a unit
 * @returns I(lambda) >= 0, increasing; 0 for lambda <= 1; absolute error below 6e-5
 */
export function extinctionCost(lambda: number): number {
  if (lambda <= 1) {
    return 0;
  }
  if (lambda > GREATEST) {
    return lambda - Math.LN2;
  }
  if (lambda < LEAST) {
    return 2 * (lambda - 1) * (lambda - 1);
  }
  const way = cheapestWay(lambda, stationaryShare(lambda));
  const last = way.length - 1;
  let cost = 0;
  for (let n = 0; n < last; n++) {
    const x = way[n + 1];
    cost += x * log1p(-way[last - n]) + (1 - x) * (log1p(-x) + lambda * way[n]);
  }
  return cost;
}
