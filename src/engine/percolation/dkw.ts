// Uniform band for a distribution function: the inequality of Dvoretzky, Kiefer and Wolfowitz with the best constant,
// P(sup |F_n - F| > e) <= 2 exp(-2 n e^2). Massart, Annals of Probability 18 (1990) 1269.

import { log } from '../math/log';

/** Probability that the band misses the distribution function somewhere. */
const MISS = 0.05;

/**
 * Half-width of the 95 % band around the distribution function of a sample, the same everywhere.
 *
 * @param trials size of the sample, integer >= 1
 * @returns a number > 0, above 1 for a single trial
 */
export function dkwHalfWidth(trials: number): number {
  return Math.sqrt(log(2 / MISS) / (2 * trials));
}
