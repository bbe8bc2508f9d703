// Upper tail of the binomial law for up to 10^9 trials: the probability next to the wanted count by the saddle-point form
// of Loader ("Fast and accurate computation of binomial probabilities", 2000), the others from it by ratios of neighbours.

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';

/** A success probability with its complement, so that both are exact. */
export interface Chance {
  readonly theta: number;
  readonly oneMinusTheta: number;
}

/** ln sqrt(2 pi) */
const HALF_LOG_2PI = 0.9189385332046728;

/** ln n! minus Stirling's formula, n >= 1. */
function stirlingError(n: number): number {
  if (n <= 15) {
    let factorial = 1;
    for (let i = 2; i <= n; i++) {
      factorial *= i;
    }
    return log(factorial) - ((n + 0.5) * log(n) - n + HALF_LOG_2PI);
  }
  const square = n * n;
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    n
  );
}

/** x ln(x / mean) + mean - x without cancellation, x >= 1. */
function deviance(x: number, mean: number): number {
  const d = (mean - x) / x;
  if (Math.abs(d) > 0.1) {
    return x * log(x / mean) + (mean - x);
  }
  // d - ln(1 + d) = d^2/2 - d^3/3 + ...
  let power = d * d;
  let sum = 0;
  for (let k = 2; k < 20; k++) {
    sum += power / k;
    power *= -d;
  }
  return x * sum;
}

/** P(N = n), 1 <= n <= trials - 1. */
function probabilityAt(n: number, trials: number, { theta, oneMinusTheta }: Chance): number {
  const rest = trials - n;
  const correction = stirlingError(trials) - stirlingError(n) - stirlingError(rest);
  const exponent = deviance(n, trials * theta) + deviance(rest, trials * oneMinusTheta);
  const spread = Math.sqrt(trials / n / rest);
  return spread * exp(correction - exponent - HALF_LOG_2PI);
}

/** P(N = n), 0 <= n <= trials. */
function probabilityOf(n: number, trials: number, chance: Chance): number {
  const { theta, oneMinusTheta } = chance;
  if (n === 0 || n === trials) {
    const [small, big] = n === 0 ? [theta, oneMinusTheta] : [oneMinusTheta, theta];
    return exp(trials * (small < 0.5 ? log1p(-small) : log(big)));
  }
  return probabilityAt(n, trials, chance);
}

/** P(N >= n) summed upwards, for n above the mean, where terms fall. */
function above(n: number, trials: number, chance: Chance): number {
  const odds = chance.theta / chance.oneMinusTheta;
  let term = probabilityOf(n, trials, chance);
  let sum = 0;
  for (let j = n; term > sum * 1e-17; j++) {
    sum += term;
    term *= ((trials - j) / (j + 1)) * odds;
  }
  return sum;
}

/**
 * P(N >= least) for N ~ Binomial(trials, theta).
 *
 * @param trials integer in 1 .. 10^9
 * @param least integer in 0 .. trials
 * @param chance success probability
 * @returns a probability, relative error below 1e-9, mostly near 1e-14
 */
export function binomialTail(trials: number, least: number, chance: Chance): number {
  const { theta, oneMinusTheta } = chance;
  if (least <= 0 || theta === 1) {
    return 1;
  }
  if (theta === 0) {
    return 0;
  }
  if (least > trials * theta) {
    return above(least, trials, chance);
  }
  // Fewer successes than least = more failures than trials - least.
  return 1 - above(trials - least + 1, trials, { theta: oneMinusTheta, oneMinusTheta: theta });
}
