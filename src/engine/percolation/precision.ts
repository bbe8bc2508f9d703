// How many trials bring both ends of Wilson's interval as near to the estimate as asked. The distance of the farther end
// (derived here from the interval's closed form) depends on theta, which a pilot has bounded, and on the count that the
// trials themselves will give, which Chernoff's bound limits: P(X <= k) and P(X >= k) are at most exp(-n D(k/n | theta)),
// D the relative entropy; Annals of Mathematical Statistics 23 (1952) 493.

import { log, log1p } from '../math/log';
import { Z } from './wilson';

/** -ln of the probability of each of three events that are excluded; they add to 1e-6. */
const EXCLUDED = log(3e6);

/** Fewest trials that are ever asked for. */
const FEWEST = 100;

const HALVINGS = 60;

/** Distance of the upper end of Wilson's interval from a share x of open trials; up to x = 1/2 it is the farther end. */
function upperSide(x: number, trials: number): number {
  const spread = Z * Math.sqrt(trials * x * (1 - x) + (Z * Z) / 4);
  return (spread + Z * Z * (0.5 - x)) / (trials + Z * Z);
}

/** Largest distance that the upper end has from any share up to x. It grows with the share as far as (1 - Z / sqrt(n)) / 2. */
function farthest(x: number, trials: number): number {
  return upperSide(Math.min(x, (1 - Z / Math.sqrt(trials)) / 2), trials);
}

/** Relative entropy of a yes or no with probability x to one with probability t; 0 <= x < 1, 0 < t < 1. */
function relativeEntropy(x: number, t: number): number {
  const yes = x === 0 ? 0 : x * log(x / t);
  return yes + (1 - x) * (log1p(-x) - log1p(-t));
}

/** The point in from .. 1/2 up to which `inside` holds; 1/2 where it holds everywhere. Errs to the far side. */
function lastInside(from: number, inside: (at: number) => boolean): number {
  let low = from;
  let high = 0.5;
  if (inside(high)) {
    return high;
  }
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (inside(middle)) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** Largest theta, up to 1/2, that does not make so few open trials too improbable. */
function mostTheta(open: number, trials: number): number {
  const x = open / trials;
  return lastInside(x, t => t === x || trials * relativeEntropy(x, t) <= EXCLUDED);
}

/** Largest share of open trials, up to 1/2, that is not too improbable. */
function mostShare(theta: number, trials: number): number {
  return lastInside(theta, x => trials * relativeEntropy(x, theta) <= EXCLUDED);
}

/**
 * Trials after which both ends of Wilson's 95 % interval are near enough whatever theta is: the farthest that an end
 * ever lies from the estimate is Z / (2 sqrt(trials)).
 *
 * @param precision largest distance of an end from the estimate, 0 < precision < 1
 * @returns an integer >= 100
 */
export function mostTrialsForPrecision(precision: number): number {
  const trials = Math.max(FEWEST, Math.ceil((Z * Z) / (4 * precision * precision)));
  // The formula is rounded; the promise is not.
  return farthest(0.5, trials) <= precision ? trials : trials + 1;
}

/**
 * Trials after which both ends of Wilson's 95 % interval are near enough with probability at least 1 - 1e-6, over pilot
 * and trials together and for every theta. The trials must be independent of the pilot.
 *
 * @param open trials of the pilot with an open path, integer in 0 .. pilotTrials
 * @param pilotTrials trials of the pilot, integer >= 1
 * @param precision largest distance of an end from the estimate, 0 < precision < 1
 * @returns an integer >= 100, at most mostTrialsForPrecision(precision)
 */
export function trialsForPrecision(open: number, pilotTrials: number, precision: number): number {
  const most = mostTrialsForPrecision(precision);
  // The interval of 1 - theta is that of theta seen from the other side.
  const theta = mostTheta(Math.min(open, pilotTrials - open), pilotTrials);
  if (theta >= 0.5) {
    return most;
  }
  let enough = most;
  for (let tooFew = FEWEST - 1; enough - tooFew > 1;) {
    const trials = Math.floor((tooFew + enough) / 2);
    if (farthest(mostShare(theta, trials), trials) <= precision) {
      enough = trials;
    } else {
      tooFew = trials;
    }
  }
  return enough;
}
