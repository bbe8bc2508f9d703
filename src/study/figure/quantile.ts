// Sample quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan,
// "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996).

import type { Coordinate } from './types';

/**
 * A quantile of a sample.
 *
 * @param sample finite numbers in any order
 * @param level 0 to 1; 0.5 is the median
 * @returns null for an empty sample
 */
export function quantile(sample: readonly number[], level: number): Coordinate {
  if (sample.length === 0) {
    return null;
  }
  const sorted = sample.toSorted((a, b) => a - b);
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (high - low) * (position - below);
}

/** The median of what is there; null where nothing is. */
export function median(sample: readonly Coordinate[]): Coordinate {
  return quantile(
    sample.filter(value => value !== null),
    0.5
  );
}
