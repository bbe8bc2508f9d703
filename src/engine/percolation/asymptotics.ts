// Limit laws of rectangular networks: where the threshold lies and how deep a network may be, with the range in which each
// law holds (derived here; docs/theory.md). They explain; for numbers use threshold.ts, criticaldepth.ts and
// decayrate.ts, which are exact: at usable widths some of these laws are wrong by large factors.

import { exp, expm1 } from '../math/exp';
import { log, log1p } from '../math/log';
import { log1mexp } from '../math/log1mexp';
import { signChange } from '../math/root';
import { extinctionCost } from './extinctioncost';

/** A law for the threshold, evaluated. */
export interface CriticalPLaw {
  /** The p at which theta = theta*, by this law. */
  readonly p: number;
  readonly law: string;
  /** Where the law holds, in words. */
  readonly range: string;
  /** Whether width and depth are inside that range and large enough. */
  readonly applies: boolean;
}

/**
 * Threshold of the site model: exact at every width and depth.
 *
 * @param width units of each hidden layer, >= 1
 * @param depth hidden layers, >= 0
 * @param thetaStar path probability wanted, 0 < theta* < 1
 * @returns (1 - theta*^(1/depth))^(1/width); 1 at depth 0, where nothing can close
 */
export function siteCriticalP(width: number, depth: number, thetaStar: number): number {
  return depth === 0 ? 1 : exp(log1mexp(log(thetaStar) / depth) / width);
}

/**
 * Critical depth of the site model for small p^width: ln(1/theta*) p^(-width).
 *
 * @returns a real depth; relative error about p^width / 2
 */
export function siteCriticalDepthLaw(width: number, p: number, thetaStar: number): number {
  return exp(log(-log(thetaStar)) - width * log(p));
}

/** ln ln 10 - ln ln(10/9): how much u of the Gumbel law exp(-e^u) grows while theta falls from 90 % to 10 %. */
const GUMBEL_WINDOW = 3.084399772560401;

/**
 * Width in p of the fall of theta from 90 % to 10 % in the site model, deep networks: 3.084 p_c / width.
 *
 * @param width units of each hidden layer, large
 * @param criticalP the p at which theta = 1/2
 */
export function siteWindowLaw(width: number, criticalP: number): number {
  return (GUMBEL_WINDOW * criticalP) / width;
}

/** ln of the number of minimum cuts that each layer adds: 2^width - 1, each of width^2 weights. */
function logCuts(width: number): number {
  return width * Math.LN2 + log1mexp(-width * Math.LN2);
}

/**
 * Critical depth of the bond model for fixed p and large width: ln(1/theta*) (2 p^width)^(-width), by minimum cuts.
 *
 * @returns a real depth. Poor at usable sizes: 3.15 times too deep at p = 0.5, width 8; 1592 times at p = 0.9, width 16
 */
export function bondCriticalDepthLaw(width: number, p: number, thetaStar: number): number {
  return exp(log(-log(thetaStar)) - width * (Math.LN2 + width * log(p)));
}

/** A regime of the bond model: depth against width. */
interface Regime {
  readonly law: string;
  readonly range: string;
  readonly narrowest: number;
  readonly holds: (width: number, depth: number) => boolean;
  readonly p: (width: number, depth: number, thetaStar: number) => number;
}

/** Mean number of open paths, width^(depth + 2) q^(depth + 1), set to ln(1/(1 - theta*)) (Poisson). */
function byPathCount(width: number, depth: number, thetaStar: number): number {
  const weights = depth + 1;
  const paths = log(-log1p(-thetaStar));
  return 1 - exp((paths - (weights + 1) * log(width)) / weights);
}

/** The lambda with extinction cost I(lambda) = ln(depth) / width. */
function byExtinction(width: number, depth: number): number {
  const cost = log(depth) / width;
  // I(lambda) >= lambda - 1 - ln 2 by comparison with one layer that loses all its weights.
  const lambda = signChange(value => extinctionCost(value) - cost, cost + 2, 1);
  return 1 - lambda / width;
}

/** depth (2^width - 1) p^(width^2) = ln(1/theta*): one of the minimum cuts is closed. */
function byMinimumCuts(width: number, depth: number, thetaStar: number): number {
  const exponent = log(-log(thetaStar)) - log(depth) - logCuts(width);
  return 1 + expm1(exponent / (width * width));
}

/** By growing depth; the first that holds is the one. Bounds chosen where the laws cross against exact thresholds. */
const BOND_REGIMES: readonly Regime[] = [
  {
    law: 'path count: q ~ ln(1/(1 - theta*))^(1/(L+1)) W^(-(L+2)/(L+1))',
    range: 'L fixed, or L = c ln W (then W q -> e^(-1/c)); used for L <= 4 ln W',
    narrowest: 16,
    holds: (width, depth) => depth <= 4 * log(width),
    p: byPathCount
  },
  {
    law: 'critical branching: q ~ 1/W',
    range: 'ln W << L and ln L << W; used for L > 4 ln W, ln L < W/30',
    narrowest: 16,
    holds: (width, depth) => log(depth) < width / 30,
    p: width => 1 - 1 / width
  },
  {
    law: 'extinction: q ~ lambda/W with I(lambda) = ln(L)/W',
    range: 'ln L = a W; used for W/30 <= ln L <= 3 W',
    narrowest: 16,
    holds: (width, depth) => log(depth) <= 3 * width,
    p: byExtinction
  },
  {
    law: 'minimum cuts: L (2^W - 1) p^(W^2) = ln(1/theta*)',
    range:
      'W << ln L << W^2 (then q ~ ln(L)/W^2), or ln L = a W^2 (then p -> e^(-a)); used for ln L > 3 W',
    narrowest: 1,
    holds: () => true,
    p: byMinimumCuts
  }
];

/**
 * The limit law for the threshold of a rectangular network.
 *
 * @param model what is removed
 * @param width units of each layer, integer >= 1
 * @param depth hidden layers, integer >= 0
 * @param thetaStar path probability wanted, 0 < theta* < 1
 * @returns the law of the regime that width and depth are in; `applies` is false where the width is too small for it.
 *   Bond, where it applies and theta* = 1/2: q = 1 - p is within 25 % of the exact value, mostly within 10 %
 */
export function criticalPLaw(
  model: 'site' | 'bond',
  width: number,
  depth: number,
  thetaStar: number
): CriticalPLaw {
  if (model === 'site') {
    return {
      p: siteCriticalP(width, depth, thetaStar),
      law: 'closed form: p = (1 - theta*^(1/L))^(1/W)',
      range: 'all widths and depths (exact)',
      applies: true
    };
  }
  const regime = BOND_REGIMES.find(({ holds }) => holds(width, depth))!;
  return {
    p: Math.max(0, regime.p(width, depth, thetaStar)),
    law: regime.law,
    range: regime.range,
    applies: width >= regime.narrowest
  };
}
