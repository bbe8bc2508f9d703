// Path probability with identity skip connections: the law of the number of reachable units is carried from block to
// block (residualblocks.ts), given that it is not 0, as in chain.ts; what dies in a block is summed in logarithms.

import { exp } from '../math/exp';
import { log } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { times } from '../math/logchoose';
import { Sum } from '../math/sum';
import type { Skip } from '../network/network';
import { binomialRow } from './binomial';
import { inputLaw } from './chain';
import type { LayerLaw } from './layerlaw';
import { fromLogTheta, SMALLEST_LINEAR, type PathProbability } from './probability';
import { rareResidualTheta } from './rareresidual';
import { deathLogs, overBlocks, type Passage, type UnitLogs } from './residualblocks';

/** Widest layer: a block costs the fourth power of its width. */
export const WIDEST_RESIDUAL = 64;
/** Most layers: every block is visited. */
export const DEEPEST_RESIDUAL = 1_000_000;

/** What a block does to the law: ln P(none reachable | k) and P(m reachable | k), k = 1 .. from, m = 1 .. width. */
interface Transfer {
  readonly death: Float64Array;
  readonly rows: readonly Float64Array[];
}

/** Law of the sum of Binomial(k, a) and Binomial(rest, b), at 1 .. k + rest, times a weight, added to a row. */
function addSum(
  row: Float64Array,
  weight: number,
  first: Float64Array,
  second: Float64Array
): void {
  for (let i = 0; i < first.length; i++) {
    const scaled = weight * first[i];
    if (scaled > 0) {
      for (let j = i === 0 ? 1 : 0; j < second.length; j++) {
        row[i + j - 1] += scaled * second[j];
      }
    }
  }
}

/** P(i) of Binomial(n, s), i = 0 .. n, with s given by its logarithm and that of its complement. */
function binomialLaw(n: number, { hit, miss }: UnitLogs): Float64Array {
  const law = new Float64Array(n + 1);
  law[0] = exp(times(n, miss));
  if (n > 0) {
    binomialRow(n, exp(hit), exp(miss), law, 1);
  }
  return law;
}

function transferOf(passage: Passage): Transfer {
  const { from, to, inside, joined, hasSkips, others } = passage;
  const rows: Float64Array[] = [];
  for (let k = 1; k <= from; k++) {
    const beside = hasSkips ? k : 0;
    const row = new Float64Array(to);
    inside[k].forEach((logWeight, j) => {
      const weight = exp(logWeight);
      if (weight > 0) {
        addSum(row, weight, binomialLaw(beside, joined[j]), binomialLaw(to - beside, others[j]));
      }
    });
    rows.push(row);
  }
  return { death: deathLogs(passage), rows };
}

/**
 * Path probability of layers with identity skips.
 *
 * @param network its skips; span and removable are looked at, not its layers
 * @param law its layers under removal: width at most WIDEST_RESIDUAL, at most DEEPEST_RESIDUAL of them
 * @returns theta and companions, relative error below 1e-12 on each
 */
export function residualTheta(network: Skip, law: LayerLaw): PathProbability {
  const entered = inputLaw(law.input);
  const logTheta = new Sum();
  logTheta.add(entered.logAlive);
  const { lowest, weights } = entered.law;
  let current = new Float64Array(law.input.width);
  current.set(weights, lowest - 1);
  for (const { death, rows } of overBlocks(network, law, transferOf)) {
    const logDeath = logSumExp(current.map((weight, i) => log(weight) + death[i]));
    const next = new Float64Array(rows[0].length);
    const alive = new Sum();
    rows.forEach((row, k) => {
      if (current[k] > 0) {
        row.forEach((probability, i) => {
          next[i] += current[k] * probability;
        });
      }
    });
    next.forEach(value => alive.add(value));
    // Where nearly all die, what survives is known better as itself than as a complement.
    logTheta.add(logDeath > -0.5 ? log(alive.value) : log1mexp(logDeath));
    if (logTheta.value === -Infinity) {
      return fromLogTheta(-Infinity);
    }
    current = next.map(value => value / alive.value);
  }
  return logTheta.value < -SMALLEST_LINEAR
    ? fromLogTheta(logTheta.value)
    : rareResidualTheta(network, law);
}
