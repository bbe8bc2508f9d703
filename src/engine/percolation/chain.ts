// Exact path probability of the bond and mixed models: the chain K_l, the number of reachable units of layer
// l, carried as its law given that it has not died out. Each layer multiplies theta by 1 - delta, where delta,
// the chance of dying in this layer, is a sum of non-negative terms; so ln theta = sum of ln(1 - delta) loses
// no digit at either end. In equal layers the conditional law settles (Perron vector) and delta with it: from
// there on the remaining layers are one multiplication, which makes a depth of 10^9 as easy as one of 100.

import { expm1, exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { Sum } from '../math/sum';
import type { LayeredNetwork } from '../network/layered';
import { binomialRow } from './binomial';
import { fromLogTheta, SMALLEST_LINEAR, type PathProbability } from './probability';
import { rareClosedTheta } from './rareclosed';
import { UnitReach } from './reach';
import type { Removal } from './removal';

/** Law of K given K >= 1: weights[i] = P(K = lowest + i | K >= 1). */
interface Law {
  readonly lowest: number;
  readonly weights: Float64Array;
}

/** Below this, a component of the law can't change theta or 1 - theta at double precision. */
const NEGLIGIBLE = 1e-290;

/** A change of the law that is rounding, not progress, once it no longer shrinks. */
const ROUNDING = 1e-12;

/** ln(1 - delta), delta = P(no unit of the next layer is reachable), for a layer of `width` units. */
function logSurvival({ lowest, weights }: Law, reach: UnitReach, width: number): number {
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
function transition(lowest: number, rows: number, reach: UnitReach, width: number): Float64Array {
  const matrix = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const k = lowest + i;
    binomialRow(width, reach.reached(k), reach.missed(k), matrix, i * width);
  }
  return matrix;
}

/** The law one layer on, given that the chain is still alive there. */
function advance({ weights }: Law, matrix: Float64Array, width: number): Law {
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

/** Widest hidden layer that the chain accepts: its matrix of width^2 doubles then takes 128 MiB. */
export const WIDEST_CHAIN = 4096;

/**
 * Path probability under bond or mixed removal.
 *
 * @param network complete layered network, hidden width at most WIDEST_CHAIN; cost grows with its square
 * @param removal removal probabilities of hidden units and of weights
 * @returns theta and companions, relative error below 1e-12 on each
 * @see the chain-binomial law is derived in docs/theory.md, section 2
 */
export function chainTheta(network: LayeredNetwork, removal: Removal): PathProbability {
  const hidden = new UnitReach(removal);
  const output = new UnitReach({ site: 0, bond: removal.bond });
  const logTheta = new Sum();
  let law: Law = { lowest: network.input, weights: Float64Array.of(1) };

  for (const { width, count } of network.hidden) {
    logTheta.add(logSurvival(law, hidden, width));
    if (logTheta.value === -Infinity) {
      return fromLogTheta(-Infinity);
    }
    const entry = transition(law.lowest, law.weights.length, hidden, width);
    law = advance(law, entry, width);
    if (count === 1) {
      continue;
    }
    const matrix = transition(1, width, hidden, width);
    let change = Infinity;
    for (let left = count - 1; left > 0; left--) {
      const survival = logSurvival(law, hidden, width);
      const next = advance(law, matrix, width);
      const before = change;
      change = relativeChange(law.weights, next.weights);
      law = next;
      if (change === 0 || (change < ROUNDING && change >= before)) {
        logTheta.add(left * survival);
        break;
      }
      logTheta.add(survival);
    }
  }
  logTheta.add(logSurvival(law, output, network.output));
  return logTheta.value < -SMALLEST_LINEAR
    ? fromLogTheta(logTheta.value)
    : rareClosedTheta(network, removal);
}
