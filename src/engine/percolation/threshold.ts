// The threshold T of a network: the largest p at which its path is still open, when every element carries one label that
// serves all p. P(T >= p) = theta(p) (derived here), so the law of T is the curve theta and its quantiles are the p at
// which theta takes a given value.

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { signChange } from '../math/root';
import type { PathProbability } from './probability';

/** A path probability as a function of the removal probability; it must not increase. */
export type ThetaCurve = (p: number) => PathProbability;

/** Logits of p between which roots are looked for: p from 1e-304 to the largest double below 1. */
const LEAST_LOGIT = -700;
const GREATEST_LOGIT = 36.7;

/** Steps of the law of T. */
const STEPS = 64;

/** Where the law of T begins and ends: theta = 1 - TAIL and theta = TAIL. */
const TAIL = 1e-4;

function fromLogit(t: number): number {
  return t < 0 ? exp(t) / (1 + exp(t)) : 1 / (1 + exp(-t));
}

/** logit(theta), from whichever of theta and 1 - theta is small. */
function logitOf({ logTheta, logOneMinusTheta }: PathProbability): number {
  return logTheta - logOneMinusTheta;
}

function thresholdAt(theta: ThetaCurve, thetaStar: number): number {
  if (theta(0).theta < thetaStar) {
    return NaN;
  }
  if (theta(1).theta >= thetaStar) {
    return 1;
  }
  const wanted = log(thetaStar) - log1p(-thetaStar);
  const beyond = (t: number): number => logitOf(theta(fromLogit(t))) - wanted;
  if (beyond(GREATEST_LOGIT) >= 0) {
    return fromLogit(GREATEST_LOGIT);
  }
  return beyond(LEAST_LOGIT) >= 0 ? fromLogit(signChange(beyond, LEAST_LOGIT, GREATEST_LOGIT)) : 0;
}

/**
 * The removal probabilities at which theta takes given values: the largest p found with theta(p) >= theta*.
 *
 * @param theta path probability by p
 * @param thetaStars values wanted, each in 0 < theta* < 1
 * @returns one p for each, relative error about 1e-13 where theta is that exact; NaN where theta is below theta*
 *   even at p = 0 (input dropout), 1 where it is not below it at p = 1 (a path that can't close)
 */
export function thresholdsAt(theta: ThetaCurve, thetaStars: readonly number[]): number[] {
  return thetaStars.map(thetaStar => thresholdAt(theta, thetaStar));
}

/** Distribution function of T: below[i] = P(T < p[i]). */
export interface ThresholdLaw {
  readonly p: number[];
  readonly below: number[];
}

/**
 * Distribution function of the threshold, on equal steps between theta = 1 - 1e-4 and theta = 1e-4.
 *
 * @param theta path probability by p
 * @returns 65 values; they begin at p = 0 and end at p = 1 where theta doesn't come that near to 1 or 0. One value
 *   where the path can't close
 */
export function thresholdLaw(theta: ThetaCurve): ThresholdLaw {
  const [first, last] = thresholdsAt(theta, [1 - TAIL, TAIL]);
  const from = Number.isNaN(first) ? 0 : first;
  const to = Number.isNaN(last) ? 0 : last;
  const steps = to > from ? STEPS : 0;
  const p = Array.from({ length: steps + 1 }, (_, i) =>
    i === steps ? to : from + ((to - from) * i) / steps
  );
  return { p, below: p.map(at => theta(at).oneMinusTheta) };
}
