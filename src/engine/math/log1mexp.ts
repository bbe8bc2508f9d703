// Logarithms of probabilities that are themselves known only by their logarithm.

import { exp, expm1 } from './exp';
import { log, log1p } from './log';

/**
 * ln(1 - exp(x)), stable on the whole range (Maechler, "Accurately computing log(1 - exp(-|a|))", 2012).
 *
 * @param x x <= 0, may be -Infinity
 * @returns a number <= 0, error below 3 ulp; 1.86 is the most found on 2 x 10^5 points; -Infinity at x = 0
 */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

/** exp of it is below 2e-22: beside a term of 1 it is nothing. */
const NEGLIGIBLE = -50;

/**
 * ln(sum of exp(x_i)), without overflow or underflow.
 *
 * @param terms any numbers, -Infinity allowed; the empty sum gives -Infinity
 */
export function logSumExp(terms: readonly number[] | Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < terms.length; i++) {
    largest = Math.max(largest, terms[i]);
  }
  if (largest === -Infinity) {
    return -Infinity;
  }
  let sum = 0;
  for (let i = 0; i < terms.length; i++) {
    const below = terms[i] - largest;
    if (below > NEGLIGIBLE) {
      sum += exp(below);
    }
  }
  return largest + log(sum);
}
