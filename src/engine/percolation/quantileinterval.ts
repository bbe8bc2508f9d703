// Interval for a quantile from order statistics, whatever the distribution: the number of values below the quantile
// is binomial. Scheffe, Tukey, Annals of Mathematical Statistics 16 (1945) 187; ties only add to the coverage.

/** Probability in either tail. */
const TAIL = 0.025;

/** Terms below this part of the largest are left out of sums. */
const NEGLIGIBLE = 1e-20;

/** P(Binomial(n, s) = k) for the k that matter, from `first` on; by ratios from the mode, for any n. */
function binomialAround(n: number, s: number): { first: number; probabilities: number[] } {
  const mode = Math.min(n, Math.floor((n + 1) * s));
  const odds = s / (1 - s);
  const above = [1];
  for (let k = mode + 1, term = 1; k <= n && term > NEGLIGIBLE; k++) {
    term *= ((n - k + 1) / k) * odds;
    above.push(term);
  }
  const below: number[] = [];
  for (let k = mode - 1, term = 1; k >= 0 && term > NEGLIGIBLE; k--) {
    term *= (k + 1) / ((n - k) * odds);
    below.push(term);
  }
  const terms = below.reverse().concat(above);
  const total = terms.reduce((sum, term) => sum + term, 0);
  return { first: mode - below.length, probabilities: terms.map(term => term / total) };
}

/** Number of leading terms whose sum is at most the tail. */
function termsInTail(probabilities: readonly number[]): number {
  let sum = probabilities[0];
  let terms = 0;
  while (sum <= TAIL) {
    terms += 1;
    sum += probabilities[terms];
  }
  return terms;
}

/** Thresholds lie in 0 .. 1; -1 stands for a path that never opens, whose threshold counts as 0. */
function clipped(threshold: number): number {
  return Math.min(1, Math.max(0, threshold));
}

/**
 * Quantile of thresholds T with an interval that covers with at least 95 %, for samples of any size. The p at which
 * theta is theta* is the quantile of T at 1 - theta*. Where too few trials leave no order statistic for an end, that end
 * is 0 or 1, the end of the range of p.
 *
 * @param sorted thresholds in ascending order, at least one, each in 0 .. 1 or -1 (never open; counts as 0)
 * @param level P(T < t) of the t that is wanted, 0 < level < 1
 * @returns the order statistic at the level and both ends, within 0 .. 1
 * @throws RangeError for an empty sample or a level outside 0 .. 1
 */
export function quantileInterval(
  sorted: Float64Array,
  level: number
): { estimate: number; low: number; high: number } {
  const n = sorted.length;
  if (n === 0 || !(level > 0 && level < 1)) {
    throw new RangeError(
      `quantileInterval: level ${level} of ${n} values; it takes 0 < level < 1 and at least one value`
    );
  }
  const { first, probabilities } = binomialAround(n, level);
  // Values up to the quantile: fewer than `least` with probability at most TAIL, more than `most` likewise.
  const least = first + termsInTail(probabilities);
  const most = first + probabilities.length - 1 - termsInTail(probabilities.reverse());
  const rank = Math.min(n, Math.max(1, Math.ceil(n * level)));
  return {
    estimate: clipped(sorted[rank - 1]),
    low: least === 0 ? 0 : clipped(sorted[least - 1]),
    high: most === n ? 1 : clipped(sorted[most])
  };
}
