// Bond and mixed models where 1 - theta is below the double range (say 1e-11841): the chain of chain.ts with
// every probability held as its logarithm. Deaths are so rare that they don't disturb the law of K, and
// 1 - theta is the sum of the chances to die in each layer.

import { log } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import { Sum } from '../math/sum';
import type { LayeredNetwork } from '../network/layered';
import { fromLogOneMinusTheta, type PathProbability } from './probability';
import { UnitReach } from './reach';
import type { Removal } from './removal';

/** ln P(K = k), k = 1 .. width. */
type LogLaw = Float64Array;

/** A change of the law that is rounding, not progress, once it no longer shrinks. */
const ROUNDING = 1e-11;

/** x * y for a count x and a logarithm y, with 0 * -Infinity = 0 (an impossible event that needn't happen). */
function times(count: number, logarithm: number): number {
  return count === 0 ? 0 : count * logarithm;
}

/** ln P(no unit of a layer of `width` units is reachable). */
function logDeath(law: LogLaw, reach: UnitReach, width: number): number {
  return logSumExp(law.map((weight, i) => weight + width * reach.logMissed(i + 1)));
}

/** ln of the binomial coefficients of n, over 0 .. n. */
function logChoose(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  const sum = new Sum();
  for (let j = 1; j <= n; j++) {
    sum.add(log((n - j + 1) / j));
    table[j] = sum.value;
  }
  return table;
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

/** Largest change of a component, relative where it is large. */
function largestChange(before: LogLaw, after: LogLaw): number {
  return after.reduce((largest, value, i) => {
    const change = value === before[i] ? 0 : Math.abs(value - before[i]);
    return Math.max(largest, change / Math.max(1, Math.abs(value)));
  }, 0);
}

/**
 * Path probability where 1 - theta < 1e-280.
 *
 * @param network complete layered network
 * @param removal removal probabilities of hidden units and of weights
 * @returns theta = 1 to double precision, and ln(1 - theta) to relative 1e-14
 */
export function rareClosedTheta(network: LayeredNetwork, removal: Removal): PathProbability {
  const hidden = new UnitReach(removal);
  const output = new UnitReach({ site: 0, bond: removal.bond });
  const deaths: number[] = [];
  let law: LogLaw = new Float64Array(network.input).fill(-Infinity);
  law[network.input - 1] = 0;

  for (const { width, count } of network.hidden) {
    const choose = logChoose(width);
    let change = Infinity;
    for (let left = count; left > 0; left--) {
      const death = logDeath(law, hidden, width);
      const next = advance(law, hidden, choose);
      const before = change;
      change = next.length === law.length ? largestChange(law, next) : Infinity;
      law = next;
      if (change === 0 || (change < ROUNDING && change >= before)) {
        deaths.push(log(left) + death);
        break;
      }
      deaths.push(death);
    }
  }
  deaths.push(logDeath(law, output, network.output));
  return fromLogOneMinusTheta(logSumExp(deaths));
}
