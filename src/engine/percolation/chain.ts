// Exact path probability of the bond and mixed models: the chain K_l, the number of reachable units of layer
// l, carried as its law given that it has not died out. Each layer multiplies theta by 1 - delta, where delta,
// the chance of dying in this layer, is a sum of non-negative terms; so ln theta = sum of ln(1 - delta) loses
// no digit at either end. In equal layers the conditional law settles (Perron vector) and delta with it: from
// there on the remaining layers are one multiplication, which makes a depth of 10^9 as easy as one of 100.

import { expm1, exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { log1mexp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import { binomialRow } from './binomial';
import type { LayerLaw } from './layerlaw';
import { fromLogTheta, SMALLEST_LINEAR, type ChainProbability } from './probability';
import { rareClosedTheta } from './rareclosed';
import { UnitReach } from './reach';
import { Settling } from './settling';

/** Law of K given K >= 1: weights[i] = P(K = lowest + i | K >= 1). */
export interface Law {
  readonly lowest: number;
  readonly weights: Float64Array;
}

/** Below this, a component of the law can't change theta or 1 - theta at double precision. */
const NEGLIGIBLE = 1e-290;

/** A relative change of the law that is rounding. */
const ROUNDING = 1e-12;

/** ln(1 - delta), delta = P(no unit of the next layer is reachable), for a layer of `width` units. */
export function logSurvival({ lowest, weights }: Law, reach: UnitReach, width: number): number {
  const dies = new Sum();
  const survives = new Sum();
  weights.forEach((weight, i) => {
    if (weight > 0) {
      const logDeath = width * reach.logMissed(lowest + i);
      dies.add(weight * exp(logDeath));
      survives.add(weight * -expm1(logDeath));
    }
  });
  return dies.value < 0.5 ? log1p(-dies.value) : log(survives.value);
}

/** P(K_{l+1} = j | K_l = k), j = 1 .. width, one row for each k from `lowest` on. */
export function transition(
  lowest: number,
  rows: number,
  reach: UnitReach,
  width: number
): Float64Array {
  const matrix = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const k = lowest + i;
    binomialRow(width, reach.reached(k), reach.missed(k), matrix, i * width);
  }
  return matrix;
}

/** The law one layer on, given that the chain is still alive there. */
export function advance({ weights }: Law, matrix: Float64Array, width: number): Law {
  const next = new Float64Array(width);
  weights.forEach((weight, i) => {
    if (weight > 0) {
      const row = i * width;
      for (let j = 0; j < width; j++) {
        next[j] += weight * matrix[row + j];
      }
    }
  });
  const alive = new Sum();
  next.forEach(value => alive.add(value));
  const total = alive.value;
  return { lowest: 1, weights: next.map(value => value / total) };
}

/** Largest relative change of any component that matters. */
function relativeChange(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < after.length; i++) {
    const value = after[i];
    if (value > NEGLIGIBLE) {
      largest = Math.max(largest, Math.abs(value - before[i]) / value);
    }
  }
  return largest;
}

/** One layer more, equal to the one before. */
export interface EqualLayer {
  /** ln P(the chain survives this layer | it was alive before). */
  readonly survival: number;
  /** The law after it. */
  readonly law: Law;
  /** Whether law and survival stay what they are from here on. */
  readonly settled: boolean;
}

/**
 * Equal layers one after another, without end.
 *
 * @param law law of the layer before, over 1 .. width
 * @param reach removal in each layer
 * @param width units of each layer
 */
export function* equalLayers(law: Law, reach: UnitReach, width: number): Generator<EqualLayer> {
  const matrix = transition(1, width, reach, width);
  const settling = new Settling(ROUNDING);
  let current = law;
  for (;;) {
    const survival = logSurvival(current, reach, width);
    const next = advance(current, matrix, width);
    const settled = settling.isSettled(relativeChange(current.weights, next.weights));
    current = next;
    yield { survival, law: current, settled };
  }
}

/** The law of the number of input units that are kept, given that it is not 0, and ln P(it is not 0). */
export function inputLaw({ width, site }: LayerLaw['input']): { law: Law; logAlive: number } {
  if (site === 0) {
    return { law: { lowest: width, weights: Float64Array.of(1) }, logAlive: 0 };
  }
  const weights = new Float64Array(width);
  binomialRow(width, 1 - site, site, weights, 0);
  const alive = new Sum();
  weights.forEach(weight => alive.add(weight));
  const total = alive.value;
  return {
    law: { lowest: 1, weights: total > 0 ? weights.map(weight => weight / total) : weights },
    logAlive: log1mexp(width * log(site))
  };
}

/** Widest hidden layer that the chain accepts: its matrix of width^2 doubles then takes 128 MiB. */
export const WIDEST_CHAIN = 4096;

/**
 * Path probability under bond or mixed removal.
 *
 * @param layers layers under removal, hidden width at most WIDEST_CHAIN; cost grows with its square
 * @returns theta and companions, relative error below 1e-12 on each, and whether the chain settled
 * @see the chain-binomial law is derived in docs/theory.md, section 2
 */
export function chainTheta(layers: LayerLaw): ChainProbability {
  const logTheta = new Sum();
  const entered = inputLaw(layers.input);
  let { law } = entered;
  logTheta.add(entered.logAlive);
  if (entered.logAlive === -Infinity) {
    return { ...fromLogTheta(-Infinity), settled: false };
  }
  let settled = false;

  for (const { width, count, site, bond } of layers.hidden) {
    const hidden = new UnitReach({ site, bond });
    logTheta.add(logSurvival(law, hidden, width));
    if (logTheta.value === -Infinity) {
      return { ...fromLogTheta(-Infinity), settled };
    }
    const entry = transition(law.lowest, law.weights.length, hidden, width);
    law = advance(law, entry, width);
    if (count === 1) {
      continue;
    }
    let left = count - 1;
    for (const layer of equalLayers(law, hidden, width)) {
      law = layer.law;
      logTheta.add(layer.settled ? left * layer.survival : layer.survival);
      settled ||= layer.settled && left > 1;
      left -= 1;
      if (layer.settled || left === 0) {
        break;
      }
    }
  }
  const output = new UnitReach({ site: 0, bond: layers.output.bond });
  logTheta.add(logSurvival(law, output, layers.output.width));
  return logTheta.value < -SMALLEST_LINEAR
    ? { ...fromLogTheta(logTheta.value), settled }
    : rareClosedTheta(layers);
}
