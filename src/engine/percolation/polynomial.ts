// theta as a polynomial in one p: of a graph with few removable elements, the probability A_k that the elements with rates
// of their own make an open path where k of the others are removed, summed over the sets of k, says everything. theta =
// sum of A_k p^k (1 - p)^(n - k), and 1 - theta is the like sum over closed masks; both in logarithms, so that none loses
// digits to the other. Without elements of rates of their own the A_k are integers, the reliability polynomial.

import { log, log1p } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import { times } from '../math/logchoose';
import type { RemovalGraph } from '../network/graph';
import { enumeratedLaw, type Mass } from './enumeration';
import { fromLogOneMinusTheta, fromLogTheta } from './probability';
import type { ThetaCurve } from './threshold';

/**
 * theta of a graph as a function of one p for all its swept elements.
 *
 * @param removal at most MOST_ENUMERATED removable elements; classes whose rate is NaN are removed with p, the others with
 *   their own rate
 * @throws RangeError where there are more elements
 */
export function polynomialTheta(removal: RemovalGraph): ThetaCurve {
  const { open, closed } = enumeratedLaw(removal);
  const n = open.length - 1;
  return p => {
    const [removed, kept] = [log(p), log1p(-p)];
    const sum = (masses: readonly Mass[]): number =>
      logSumExp(
        masses.map(({ logarithm }, k) => logarithm + times(k, removed) + times(n - k, kept))
      );
    const [path, none] = [sum(open), sum(closed)];
    return path < none ? fromLogTheta(path) : fromLogOneMinusTheta(none);
  };
}
