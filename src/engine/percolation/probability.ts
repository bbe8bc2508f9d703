// A path probability and its three companions. Each is kept to full relative precision, because the small
// ones can't be recovered from the large ones and some lie outside the double range.

import { exp, expm1 } from '../math/exp';
import { log1mexp } from '../math/log1mexp';

/** theta = P(some input is joined to some output by an open path), its complement, and both logarithms. */
export interface PathProbability {
  readonly theta: number;
  readonly oneMinusTheta: number;
  readonly logTheta: number;
  readonly logOneMinusTheta: number;
}

/** What a chain over layers finds. */
export interface ChainProbability extends PathProbability {
  /**
   * Whether its law settled before the last of some equal layers, so that those left were one power of the Perron root of
   * the chain; else every layer was walked.
   */
  readonly settled: boolean;
}

/** Below this, 1 - theta must come from its own logarithm: the sums that give ln theta underflow. */
export const SMALLEST_LINEAR = 1e-280;

/**
 * All four from ln theta, known to full relative precision.
 *
 * @param logTheta ln theta <= 0, either 0 or not above -SMALLEST_LINEAR
 */
export function fromLogTheta(logTheta: number): PathProbability {
  return {
    theta: exp(logTheta),
    oneMinusTheta: 0 - expm1(logTheta),
    logTheta: 0 + logTheta,
    logOneMinusTheta: 0 + log1mexp(logTheta)
  };
}

/**
 * All four from ln(1 - theta), known to full relative precision; for 1 - theta below 1/2 or so.
 *
 * @param logOneMinusTheta ln(1 - theta) <= 0, may be -Infinity
 */
export function fromLogOneMinusTheta(logOneMinusTheta: number): PathProbability {
  return {
    theta: 0 - expm1(logOneMinusTheta),
    oneMinusTheta: exp(logOneMinusTheta),
    logTheta: 0 + log1mexp(logOneMinusTheta),
    logOneMinusTheta
  };
}
