// Mean and spread of numbers that come one by one or in parts: Welford, Technometrics 4 (1962) 419, and for parts
// Chan, Golub, LeVeque, American Statistician 37 (1983) 242. No large squares are subtracted from each other.

/** Numbers by their count, their mean and the sum of squared deviations from it; of none all three are 0. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly deviations: number;
}

/**
 * The spread of the numbers of two parts taken together; a single number x is {count: 1, mean: x, deviations: 0}.
 *
 * @param a one part, possibly of no numbers
 * @param b the other part
 */
export function joinSpreads(a: Spread, b: Spread): Spread {
  if (b.count === 0) {
    return a;
  }
  if (a.count === 0) {
    return b;
  }
  const count = a.count + b.count;
  const difference = b.mean - a.mean;
  return {
    count,
    mean: a.mean + difference * (b.count / count),
    deviations: a.deviations + b.deviations + difference * difference * a.count * (b.count / count)
  };
}
