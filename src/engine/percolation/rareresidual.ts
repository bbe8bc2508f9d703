// Identity skip connections where 1 - theta is below the double range: the chain of residual.ts with every probability
// held as its logarithm, as rareclosed.ts does for plain layers. Few reachable units are as rare there as a closed path,
// and as much of 1 - theta comes from them as from many.

import { log } from '../math/log';
import { logSumExp } from '../math/log1mexp';
import { times } from '../math/logchoose';
import type { Skip } from '../network/network';
import type { LayerLaw } from './layerlaw';
import { fromLogOneMinusTheta, type PathProbability } from './probability';
import { inputLogLaw, LOG_ROUNDING } from './rareclosed';
import { binomialLogs, deathLogs, overBlocks, type Passage } from './residualblocks';
import { largestLogChange, Settling } from './settling';

/** What a block does to the law: ln P(none reachable | k) and ln P(m reachable | k), k = 1 .. from: columns[m - 1][k - 1]. */
interface LogTransfer {
  readonly death: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** ln P(m) of the sum of two numbers with the given laws, m >= 1. */
function sumLogs(first: Float64Array, second: Float64Array, m: number): number {
  const least = Math.max(0, m - second.length + 1);
  const terms = first.slice(least, m + 1);
  for (let i = 0; i < terms.length; i++) {
    terms[i] += second[m - least - i];
  }
  return logSumExp(terms);
}

function transferOf(passage: Passage): LogTransfer {
  const { from, to, inside, joined, hasSkips, others } = passage;
  const columns = Array.from({ length: to }, () => new Float64Array(from));
  for (let k = 1; k <= from; k++) {
    const beside = hasSkips ? k : 0;
    const first = joined.map(unit => binomialLogs(beside, unit));
    const second = others.map(unit => binomialLogs(to - beside, unit));
    columns.forEach((column, i) => {
      column[k - 1] = logSumExp(
        inside[k].map((weight, j) =>
          weight === -Infinity ? weight : weight + sumLogs(first[j], second[j], i + 1)
        )
      );
    });
  }
  return { death: deathLogs(passage), columns };
}

/**
 * Path probability of layers with identity skips where 1 - theta < 1e-280.
 *
 * @param network its skips, as for residualTheta
 * @param law its layers under removal, as for residualTheta
 * @returns theta = 1 to double precision, ln(1 - theta) to relative 1e-14
 */
export function rareResidualTheta(network: Skip, law: LayerLaw): PathProbability {
  const deaths = [times(law.input.width, log(law.input.site))];
  let current = inputLogLaw(law.input);
  let before: LogTransfer | null = null;
  let settling = new Settling(LOG_ROUNDING);
  let isSettled = false;
  let death = -Infinity;
  for (const transfer of overBlocks(network, law, transferOf)) {
    if (transfer !== before) {
      settling = new Settling(LOG_ROUNDING);
      isSettled = false;
    }
    if (!isSettled) {
      const begin = current;
      death = logSumExp(begin.map((weight, i) => weight + transfer.death[i]));
      const end = Float64Array.from(transfer.columns, column =>
        logSumExp(begin.map((weight, i) => weight + column[i]))
      );
      // Deaths are too rare to be missing in the law, so what its sum lacks of 1 is rounding.
      const total = logSumExp(end);
      current = end.map(value => value - total);
      isSettled =
        current.length === begin.length && settling.isSettled(largestLogChange(begin, current));
    }
    deaths.push(death);
    before = transfer;
  }
  return fromLogOneMinusTheta(logSumExp(deaths));
}
