// Bond and mixed models where 1 - theta is below the double range (say 1e-11841): the chain of chain.ts with
// every probability held as its logarithm. Deaths are so rare that they don't disturb the law of K, and
// 1 - theta is the sum of the chances to die in each layer.

import { log } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import type { LayeredNetwork } from '../network/layered';
import { fromLogOneMinusTheta, type PathProbability } from './probability';
import { UnitReach } from './reach';
import type { Removal } from './removal';

/** ln P(K = k), k = 1 .. width. */
type LogLaw = Float64Array;

/** Logs of a law that differ by less than this in every component give the same ln(1 - theta) to 1e-13. */
const SETTLED = 1e-12;

/** x * y for a count x and a logarithm y, with 0 * -Infinity = 0 (an impossible event that needn't happen). */
function times(count: number, logarithm: number): number {
  return count === 0 ? 0 : count * logarithm;
}

/** ln P(no unit of a layer of `width` units is reachable). */
function logDeath(law: LogLaw, reach: UnitReach, width: number): number {
  return logSumExp(law.map((weight, i) => weight + width * reach.logMissed(i + 1)));
}

function logFactorials(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) {
    table[i] = table[i - 1] + log(i);
  }
  return table;
}

/** The law one layer on. */
function advance(law: LogLaw, reach: UnitReach, to: number, factorials: Float64Array): LogLaw {
  const sources = [...law.keys()].filter(i => law[i] > -Infinity);
  const reached = sources.map(i => log(reach.reached(i + 1)));
  const missed = sources.map(i => reach.logMissed(i + 1));
  const terms = new Float64Array(sources.length);
  return Float64Array.from({ length: to }, (_, index) => {
    const j = index + 1;
    const choose = factorials[to] - factorials[j] - factorials[to - j];
    sources.forEach((source, at) => {
      terms[at] = law[source] + times(j, reached[at]) + times(to - j, missed[at]);
    });
    return choose + logSumExp(terms);
  });
}

function settled(before: LogLaw, after: LogLaw): boolean {
  return after.every((value, i) => {
    const difference = Math.abs(value - before[i]);
    return value === before[i] || difference <= SETTLED * Math.max(1, Math.abs(value));
  });
}

/**
 * Path probability where 1 - theta < 1e-280.
 *
 * @param network complete layered network
 * @param removal removal probabilities of hidden units and of weights
 * @returns theta = 1 to double precision, and ln(1 - theta) to relative 1e-13
 */
export function rareClosedTheta(network: LayeredNetwork, removal: Removal): PathProbability {
  const hidden = new UnitReach(removal);
  const output = new UnitReach({ site: 0, bond: removal.bond });
  const factorials = logFactorials(Math.max(1, ...network.hidden.map(run => run.width)));
  const deaths: number[] = [];
  let law: LogLaw = new Float64Array(network.input).fill(-Infinity);
  law[network.input - 1] = 0;

  for (const { width, count } of network.hidden) {
    for (let left = count; left > 0; left--) {
      const death = logDeath(law, hidden, width);
      const next = advance(law, hidden, width, factorials);
      if (next.length === law.length && settled(law, next)) {
        deaths.push(log(left) + death);
        break;
      }
      deaths.push(death);
      law = next;
    }
  }
  deaths.push(logDeath(law, output, network.output));
  return fromLogOneMinusTheta(logSumExp(deaths));
}
