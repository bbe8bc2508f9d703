// Bond and mixed models where 1 - theta is below the double range (say 1e-11841): the chain of chain.ts with
// every probability held as its logarithm. Deaths are so rare that they don't disturb the law of K, and
// 1 - theta is the sum of the chances to die in each layer.

import { log, log1p } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import { logChoose, times } from '../math/logchoose';
import type { LayerLaw } from './layerlaw';
import { fromLogOneMinusTheta, type ChainProbability } from './probability';
import { UnitReach, type UnitRemoval } from './reach';
import { largestLogChange, Settling } from './settling';

/** ln P(K = k), k = 1 .. width. */
export type LogLaw = Float64Array;

/** A change of a law in logarithms that is rounding. */
export const LOG_ROUNDING = 1e-11;

/** ln P(no unit of a layer of `width` units is reachable). */
function logDeath(law: LogLaw, reach: UnitReach, width: number): number {
  return logSumExp(law.map((weight, i) => weight + width * reach.logMissed(i + 1)));
}

/** The law one layer on. Deaths are too rare to be missing in it, so what its sum lacks of 1 is rounding. */
function advance(law: LogLaw, reach: UnitReach, choose: Float64Array): LogLaw {
  const to = choose.length - 1;
  const sources = [...law.keys()].filter(i => law[i] > -Infinity);
  const reached = sources.map(i => log(reach.reached(i + 1)));
  const missed = sources.map(i => reach.logMissed(i + 1));
  const terms = new Float64Array(sources.length);
  const next = Float64Array.from({ length: to }, (_, index) => {
    const j = index + 1;
    sources.forEach((source, at) => {
      terms[at] = law[source] + times(j, reached[at]) + times(to - j, missed[at]);
    });
    return choose[j] + logSumExp(terms);
  });
  const total = logSumExp(next);
  return next.map(value => value - total);
}

/** ln P(K_0 = k), k = 1 .. width: the input units that are kept. */
export function inputLogLaw({ width, site }: LayerLaw['input']): LogLaw {
  const choose = logChoose(width);
  return Float64Array.from({ length: width }, (_, i) => {
    const kept = i + 1;
    return choose[kept] + times(kept, log1p(-site)) + times(width - kept, log(site));
  });
}

/** Equal layers one after another, without end: ln P(death in this layer), and the law after it. */
function* equalLayers(
  law: LogLaw,
  reach: UnitReach,
  width: number
): Generator<{ death: number; law: LogLaw; settled: boolean }> {
  const choose = logChoose(width);
  const settling = new Settling(LOG_ROUNDING);
  let current = law;
  for (;;) {
    const death = logDeath(current, reach, width);
    const next = advance(current, reach, choose);
    const settled =
      next.length === current.length && settling.isSettled(largestLogChange(current, next));
    current = next;
    yield { death, law: current, settled };
  }
}

/**
 * ln P(death in a layer) once the law has settled in equal layers, where that is below 1e-280.
 *
 * @param width units of each layer
 * @param removal removal probabilities
 */
export function rareDeath(width: number, removal: UnitRemoval): number {
  const full = new Float64Array(width).fill(-Infinity);
  full[width - 1] = 0;
  for (const { death, settled } of equalLayers(full, new UnitReach(removal), width)) {
    if (settled) {
      return death;
    }
  }
  return NaN;
}

/**
 * Path probability where 1 - theta < 1e-280.
 *
 * @param layers layers under removal
 * @returns theta = 1 to double precision, ln(1 - theta) to relative 1e-14, and whether the chain settled
 */
export function rareClosedTheta({ input, hidden, output }: LayerLaw): ChainProbability {
  const deaths: number[] = [times(input.width, log(input.site))];
  let law = inputLogLaw(input);
  let isSettled = false;

  for (const { width, count, site, bond } of hidden) {
    const reach = new UnitReach({ site, bond });
    let left = count;
    for (const layer of equalLayers(law, reach, width)) {
      law = layer.law;
      deaths.push(layer.settled ? log(left) + layer.death : layer.death);
      isSettled ||= layer.settled && left > 1;
      left -= 1;
      if (layer.settled || left === 0) {
        break;
      }
    }
  }
  deaths.push(logDeath(law, new UnitReach({ site: 0, bond: output.bond }), output.width));
  return { ...fromLogOneMinusTheta(logSumExp(deaths)), settled: isSettled };
}
