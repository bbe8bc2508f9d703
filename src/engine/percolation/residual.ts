// Identity skip connections: blocks of `span` layers of weights, with a connection from unit i where a block begins
// to unit i where it ends. Given k reachable units at the begin and j in the last layer inside, the units of the end
// are independent: k of them are missed with probability site + (1 - site) p_s p^j, the others with
// site + (1 - site) p^j, p_s being the removal probability of a skip (derived here). The law of k is carried given
// that it is not 0, as in chain.ts; what dies in a block is summed in logarithms, since it may be below any double.

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { logChoose, times } from '../math/logchoose';
import { Sum } from '../math/sum';
import type { Skip } from '../network/network';
import { binomialRow } from './binomial';
import { inputLaw } from './chain';
import type { LayerLaw } from './layerlaw';
import {
  fromLogOneMinusTheta,
  fromLogTheta,
  SMALLEST_LINEAR,
  type PathProbability
} from './probability';

/** Widest layer: a block costs the fourth power of its width. */
export const WIDEST_RESIDUAL = 64;
/** Most layers; equal blocks settle, but each is visited until then. */
export const DEEPEST_RESIDUAL = 1_000_000;

/** A layer of weights with the units that it leads to. */
interface Step {
  readonly width: number;
  readonly site: number;
  readonly bond: number;
}

/** Steps between two places that the law is carried to; `skip` is the removal probability of its skips, 1 for none. */
interface Block {
  readonly steps: readonly Step[];
  readonly skip: number;
}

/** ln P(reached) and ln P(missed) of a unit behind j reachable ones, beside a skip that is closed with `skip`. */
function unitLogs({ site, bond }: Step, j: number, skip: number): { hit: number; miss: number } {
  const logClosed = (j === 0 ? 0 : j * log(bond)) + log(skip);
  const hit = log1p(-site) + log1mexp(logClosed);
  const reached = exp(hit);
  const miss = reached < 0.5 ? log1p(-reached) : logSumExp([log(site), log1p(-site) + logClosed]);
  return { hit, miss };
}

/** ln P(j reachable behind a step | k before it), rows k = 0 .. from, j = 0 .. width. */
function stepLogs(step: Step, from: number): Float64Array[] {
  const choose = logChoose(step.width);
  return Array.from({ length: from + 1 }, (_, k) => {
    const { hit, miss } = unitLogs(step, k, 1);
    return Float64Array.from(
      choose,
      (ways, j) => ways + times(j, hit) + times(step.width - j, miss)
    );
  });
}

/** ln P(j reachable in the last layer inside a block | k at its begin), rows k = 0 .. from. */
function insideLogs(steps: readonly Step[], from: number): Float64Array[] {
  let logs = Array.from({ length: from + 1 }, (_, k) =>
    Float64Array.from({ length: from + 1 }, (_, j) => (j === k ? 0 : -Infinity))
  );
  for (const [i, step] of steps.entries()) {
    const next = stepLogs(step, i === 0 ? from : steps[i - 1].width);
    logs = logs.map(row =>
      Float64Array.from({ length: step.width + 1 }, (_, j) =>
        logSumExp(row.map((weight, middle) => weight + next[middle][j]))
      )
    );
  }
  return logs;
}

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
function binomialLaw(n: number, { hit, miss }: { hit: number; miss: number }): Float64Array {
  const law = new Float64Array(n + 1);
  law[0] = exp(times(n, miss));
  if (n > 0) {
    binomialRow(n, exp(hit), exp(miss), law, 1);
  }
  return law;
}

function transferOf({ steps, skip }: Block, from: number): Transfer {
  const last = steps.at(-1)!;
  const inside = insideLogs(steps.slice(0, -1), from);
  const middle = inside[0].length;
  const joined = Array.from({ length: middle }, (_, j) => unitLogs(last, j, skip));
  const others = Array.from({ length: middle }, (_, j) => unitLogs(last, j, 1));
  const death = new Float64Array(from);
  const rows: Float64Array[] = [];
  for (let k = 1; k <= from; k++) {
    const beside = skip === 1 ? 0 : k;
    const terms = new Float64Array(middle);
    const row = new Float64Array(last.width);
    for (let j = 0; j < middle; j++) {
      const logWeight = inside[k][j];
      if (logWeight === -Infinity) {
        terms[j] = -Infinity;
        continue;
      }
      terms[j] =
        logWeight + times(beside, joined[j].miss) + times(last.width - beside, others[j].miss);
      addSum(
        row,
        exp(logWeight),
        binomialLaw(beside, joined[j]),
        binomialLaw(last.width - beside, others[j])
      );
    }
    death[k - 1] = logSumExp(terms);
    rows.push(row);
  }
  return { death, rows };
}

/** All steps of a network, from the first hidden layer to the output. */
function stepsOf({ hidden, output }: LayerLaw): Step[] {
  const steps: Step[] = [];
  for (const { count, ...step } of hidden) {
    for (let i = 0; i < count; i++) {
      steps.push(step);
    }
  }
  return [...steps, { width: output.width, site: 0, bond: output.bond }];
}

/** Cuts a network into blocks with skips, and plain layers where widths differ or none are left. */
function* blocksOf(law: LayerLaw, span: number, removable: boolean): Generator<Block> {
  const steps = stepsOf(law);
  let width = law.input.width;
  for (let at = 0; at < steps.length;) {
    const end = at + span;
    const last = steps[end - 1];
    const isBlock = at % span === 0 && end <= steps.length && last.width === width;
    const block = isBlock
      ? { steps: steps.slice(at, end), skip: removable ? last.bond : 0 }
      : { steps: [steps[at]], skip: 1 };
    yield block;
    width = block.steps.at(-1)!.width;
    at += block.steps.length;
  }
}

/**
 * Path probability of layers with identity skips.
 *
 * @param network its skips; span and removable are looked at, not its layers
 * @param law its layers under removal: width at most WIDEST_RESIDUAL, at most DEEPEST_RESIDUAL of them
 * @returns theta and companions, relative error below 1e-12 on each
 */
export function residualTheta({ span, removable }: Skip, law: LayerLaw): PathProbability {
  const entered = inputLaw(law.input);
  const logTheta = new Sum();
  logTheta.add(entered.logAlive);
  const deaths = [times(law.input.width, log(law.input.site))];
  const { lowest, weights } = entered.law;
  let current = new Float64Array(law.input.width);
  current.set(weights, lowest - 1);
  const transfers = new Map<string, Transfer>();
  for (const block of blocksOf(law, span, removable)) {
    const name = JSON.stringify([current.length, block]);
    const transfer = transfers.get(name) ?? transferOf(block, current.length);
    transfers.set(name, transfer);
    const logDeath = logSumExp(current.map((weight, i) => log(weight) + transfer.death[i]));
    const next = new Float64Array(transfer.rows[0].length);
    const alive = new Sum();
    transfer.rows.forEach((row, k) => {
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
    deaths.push(logDeath);
    current = next.map(value => value / alive.value);
  }
  return logTheta.value < -SMALLEST_LINEAR
    ? fromLogTheta(logTheta.value)
    : fromLogOneMinusTheta(logSumExp(deaths));
}
