// Identity skip connections: blocks of `span` layers of weights, with a connection from unit i where a block begins
// to unit i where it ends. Given k reachable units at the begin and j in the last layer inside, the units of the end
// are independent: k of them are missed with probability site + (1 - site) p_s p^j, the others with
// site + (1 - site) p^j, p_s being the removal probability of a skip (derived here).

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import { logChoose, times } from '../math/logchoose';
import type { Skip } from '../network/network';
import type { LayerLaw } from './layerlaw';

/** A layer of weights with the units that it leads to. */
interface Step {
  readonly width: number;
  readonly site: number;
  readonly bond: number;
}

/** Steps between two places that the law is carried to; `skip` is the removal probability of its skips, 1 for none. */
interface Block {
  /** Units where it begins. */
  readonly from: number;
  readonly steps: readonly Step[];
  readonly skip: number;
}

/** ln P(reached) and ln P(missed) of a unit. */
export interface UnitLogs {
  readonly hit: number;
  readonly miss: number;
}

/** The logs of a unit behind j reachable ones, beside a skip that is closed with `skip`. */
function unitLogs({ site, bond }: Step, j: number, skip: number): UnitLogs {
  const logClosed = (j === 0 ? 0 : j * log(bond)) + log(skip);
  const hit = log1p(-site) + log1mexp(logClosed);
  const reached = exp(hit);
  const miss = reached < 0.5 ? log1p(-reached) : logSumExp([log(site), log1p(-site) + logClosed]);
  return { hit, miss };
}

/** ln P(j of n units are reached), j = 0 .. n. */
export function binomialLogs(n: number, { hit, miss }: UnitLogs): Float64Array {
  return logChoose(n).map((ways, j) => ways + times(j, hit) + times(n - j, miss));
}

/** ln P(j reachable in the last layer inside a block | k at its begin), rows k = 0 .. from. */
function insideLogs(steps: readonly Step[], from: number): Float64Array[] {
  let logs = Array.from({ length: from + 1 }, (_, k) =>
    Float64Array.from({ length: from + 1 }, (_, j) => (j === k ? 0 : -Infinity))
  );
  for (const [i, step] of steps.entries()) {
    const before = i === 0 ? from : steps[i - 1].width;
    const next = Array.from({ length: before + 1 }, (_, k) =>
      binomialLogs(step.width, unitLogs(step, k, 1))
    );
    logs = logs.map(row =>
      Float64Array.from({ length: step.width + 1 }, (_, j) =>
        logSumExp(row.map((weight, middle) => weight + next[middle][j]))
      )
    );
  }
  return logs;
}

/** What leads to the end of a block, by the numbers k at its begin and j in the last layer inside. */
export interface Passage {
  /** Units where it begins and where it ends. */
  readonly from: number;
  readonly to: number;
  /** ln P(j | k): inside[k][j]. */
  readonly inside: readonly Float64Array[];
  /** Units of the end beside a skip from a reachable unit, by j; their number is k, or 0 without skips. */
  readonly joined: readonly UnitLogs[];
  readonly hasSkips: boolean;
  /** The other units of the end, by j. */
  readonly others: readonly UnitLogs[];
}

function passageOf({ from, steps, skip }: Block): Passage {
  const last = steps.at(-1)!;
  const inside = insideLogs(steps.slice(0, -1), from);
  const behind = (closed: number): UnitLogs[] =>
    Array.from(inside[0], (_, j) => unitLogs(last, j, closed));
  return {
    from,
    to: last.width,
    inside,
    joined: behind(skip),
    hasSkips: skip < 1,
    others: behind(1)
  };
}

/** ln P(no unit of the end is reachable | k at the begin), k = 1 .. from. */
export function deathLogs({ from, to, inside, joined, hasSkips, others }: Passage): Float64Array {
  return Float64Array.from({ length: from }, (_, i) => {
    const beside = hasSkips ? i + 1 : 0;
    return logSumExp(
      inside[i + 1].map(
        (weight, j) => weight + times(beside, joined[j].miss) + times(to - beside, others[j].miss)
      )
    );
  });
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
function* blocksOf(law: LayerLaw, { span, removable }: Skip): Generator<Block> {
  const steps = stepsOf(law);
  let from = law.input.width;
  for (let at = 0; at < steps.length;) {
    const end = at + span;
    const last = steps[end - 1];
    const isBlock = at % span === 0 && end <= steps.length && last.width === from;
    const block = isBlock
      ? { from, steps: steps.slice(at, end), skip: removable ? last.bond : 0 }
      : { from, steps: [steps[at]], skip: 1 };
    yield block;
    from = block.steps.at(-1)!.width;
    at += block.steps.length;
  }
}

/**
 * What a chain makes of each block of a network, from the input on; for equal blocks it is made once.
 *
 * @param network its skips; its layers are not looked at
 * @param law its layers under removal
 * @param make what is made of a block
 */
export function* overBlocks<T>(
  network: Skip,
  law: LayerLaw,
  make: (passage: Passage) => T
): Generator<T> {
  const known = new Map<string, T>();
  for (const block of blocksOf(law, network)) {
    const name = JSON.stringify(block);
    const made = known.get(name) ?? make(passageOf(block));
    known.set(name, made);
    yield made;
  }
}
