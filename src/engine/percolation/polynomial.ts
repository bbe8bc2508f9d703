// theta as a polynomial: of a graph with few removable elements, all removed with the same p, the number N_k of open
// masks with k elements removed says everything. theta = sum of N_k p^k (1 - p)^(n - k), and 1 - theta is the like sum
// over closed masks; both in logarithms, so that none loses digits to the other.

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import { times } from '../math/logchoose';
import type { Graph } from '../network/graph';
import { reliabilityPolynomial } from './enumeration';
import type { ThetaCurve } from './threshold';

/** Binomial coefficients of n, exact for n <= 56. */
function choose(n: number): number[] {
  const row = [1];
  for (let k = 1; k <= n; k++) {
    row.push(Math.round((row[k - 1] * (n - k + 1)) / k));
  }
  return row;
}

/**
 * theta of a graph as a function of one p for all its elements.
 *
 * @param graph at most MOST_ENUMERATED removable elements, all of them removed with the same probability
 * @throws RangeError where there are more elements
 */
export function polynomialTheta(graph: Graph): ThetaCurve {
  const rates = new Float64Array(graph.classes).fill(0.5);
  const { open } = reliabilityPolynomial({ graph, rates });
  const n = open.length - 1;
  const closed = choose(n).map((masks, k) => masks - open[k]);
  return p => {
    const [removed, kept] = [log(p), log1p(-p)];
    const sum = (counts: readonly number[]): number =>
      logSumExp(counts.map((count, k) => log(count) + times(k, removed) + times(n - k, kept)));
    // Rounding may lift the larger of the two above 0.
    const [logTheta, logOneMinusTheta] = [open, closed].map(counts => Math.min(0, sum(counts)));
    return {
      theta: exp(logTheta),
      oneMinusTheta: exp(logOneMinusTheta),
      logTheta,
      logOneMinusTheta
    };
  };
}
