// Mean and interval of independent unbiased estimates of a small probability. They lean to the right: a mean that
// is too low comes with a deviation that is too small. So the upper end is that of Student's t for the logarithm of the
// mean (delta method), the lower end that of the mean itself; each is the wider of the two (derived here, coverage measured).

import { exp } from '../math/exp';
import { log } from '../math/log';
import { studentQuantile } from './studentt';

/** Probability that the interval misses. */
const MISS = 0.05;

/** Mean of estimates with its 95 % interval. */
export interface SplittingSummary {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Summary of independent runs of splitting.
 *
 * @param estimates unbiased estimates in 0 .. 1; at least one. Measured coverage is 94 % for 8 runs and 95 % or more
 *   from 16 on; a single one has the interval 0 .. 1
 * @returns mean and interval within 0 .. 1; all 1 where all estimates are 1, as for a certain event
 */
export function splittingSummary(estimates: readonly number[]): SplittingSummary {
  const n = estimates.length;
  const largest = estimates.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) {
    // At most 3 / n of all runs can be above 0, and none is above 1.
    return { mean: 0, low: 0, high: 1 - exp(log(MISS) / n) };
  }
  // Divided by the largest, so that squares don't underflow.
  const mean = estimates.reduce((sum, value) => sum + value / largest, 0) / n;
  const squares = estimates.reduce(
    (sum, value) => sum + (value / largest - mean) * (value / largest - mean),
    0
  );
  if (squares === 0 && largest === 1) {
    return { mean: 1, low: 1, high: 1 };
  }
  // Other estimates that are all the same are so by chance, and tell nothing of their spread.
  const reach =
    squares === 0 ? Infinity : (studentQuantile(n - 1) * Math.sqrt(squares / (n - 1) / n)) / mean;
  return {
    mean: largest * mean,
    low: largest * mean * Math.max(0, 1 - reach),
    high: Math.min(1, largest * mean * exp(reach))
  };
}
