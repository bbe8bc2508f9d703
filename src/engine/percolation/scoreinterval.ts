// Intervals for the mean of independent trials that are more than a yes or no: a share of units, a count. Shares get
// Wilson's score interval with the variance m(1 - m) scaled to what was seen (quasi-binomial; McCullagh, Nelder,
// Generalized Linear Models, 2nd ed. 1989, 4.5), so that ends stay within 0 .. 1 and small means keep a fair upper end.

import { wilson } from './wilson';

/**
 * Variance of a trial over that of a yes or no with the same mean. A sample easily misses values that come once in as many
 * trials, and these may lie at either end of the range, however alike those seen are: so one trial more at each end counts.
 * (Derived here. With the variance alone, half of the intervals of 100 trials missed the mean of a value of which one in
 * fifty lay far from the others.)
 */
function dispersion(mean: number, variance: number, trials: number): number {
  const whole = mean * (1 - mean);
  const unseen = (mean * mean + (1 - mean) * (1 - mean)) / trials;
  return variance > 0 && whole > 0 ? Math.min(1, (variance + unseen) / whole) : 1;
}

/**
 * 95 % interval for the mean of a variable with values in 0 .. 1. For values 0 and 1 alone it is Wilson's interval, and
 * so it is where all values were the same.
 *
 * @param mean mean of the sample, 0 .. 1
 * @param variance sample variance; 0 or NaN where there is none
 * @param trials number of independent trials, integer >= 1
 * @returns lower and upper end within 0 .. 1
 */
export function scoreInterval(
  mean: number,
  variance: number,
  trials: number
): { low: number; high: number } {
  const effective = trials / dispersion(mean, variance, trials);
  return wilson(mean * effective, effective);
}

/**
 * 95 % interval for the mean of a variable whose values are bounded: that of its share of the range. Where all values of
 * a sample are the same, Student's t would be a point; this one is as wide as for a yes or no.
 *
 * @param mean mean of the sample; NaN where there is none
 * @param variance sample variance (divisor trials - 1); 0 or NaN where there is none
 * @param trials number of independent trials, integer >= 0
 * @param range least and greatest value that there can be, both finite where trials > 0
 * @returns lower and upper end within the range; NaN without trials
 */
export function rangeInterval(
  mean: number,
  variance: number,
  trials: number,
  [least, most]: readonly [number, number]
): { low: number; high: number } {
  if (trials === 0) {
    return { low: NaN, high: NaN };
  }
  const span = most - least;
  if (span === 0) {
    return { low: mean, high: mean };
  }
  const share = Math.min(1, Math.max(0, (mean - least) / span));
  const { low, high } = scoreInterval(share, variance / (span * span), trials);
  return { low: least + span * low, high: least + span * high };
}
