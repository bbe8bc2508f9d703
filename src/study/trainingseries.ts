// What training runs report beside their columns: series over steps, over layers and over single weights, each cut down
// to a budget of numbers, because a notebook stores them all.

import type { Trace, TrainingOutcome } from '../engine/dropout/task';
import { encode } from './measure/part';
import type { Flow, Traces, Updates, WeightUpdates } from './result';
import { MOST_WEIGHTS } from './sectionlimits';

/** Numbers that each section may hold. Traces have kept to theirs already (task.ts). */
const FLOW_BUDGET = 40_000;
const UPDATES_BUDGET = 60_000;
/** Numbers of an entry. */
const FLOW_COLUMNS = 5;
const UPDATES_COLUMNS = 4;

/** A run and its row in the result. */
export interface Reported {
  readonly row: number;
  /** From 0. */
  readonly replicate: number;
  /** Units of every layer. */
  readonly widths: readonly number[];
  readonly outcome: TrainingOutcome;
}

/** Per-step series of all runs. */
export function tracesOf(runs: readonly Reported[]): Traces {
  const series = (name: 'loss' | 'open') =>
    runs.flatMap(({ outcome: { trace } }) => trace[name].map(encode));
  return {
    row: runs.flatMap(({ row, outcome: { trace } }) => trace.step.map(() => row)),
    step: runs.flatMap(({ outcome: { trace } }) => trace.step),
    loss: series('loss'),
    open: series('open')
  };
}

/** Entries of all runs of the first replicates, as many replicates as the budget holds. */
function affordable(
  runs: readonly Reported[],
  sizeOf: (run: Reported) => number,
  budget: number
): Reported[] {
  const sizes = new Map<number, number>();
  for (const run of runs) {
    sizes.set(run.replicate, (sizes.get(run.replicate) ?? 0) + sizeOf(run));
  }
  let left = budget;
  const kept = new Set(
    [...sizes.keys()]
      .sort((a, b) => a - b)
      .filter(replicate => (left -= sizes.get(replicate)!) >= 0)
  );
  return runs.filter(({ replicate }) => kept.has(replicate));
}

/** Windows of a trace joined to at most so many of equal length, the last perhaps shorter: their first and last places. */
function joined(windows: number, most: number): (readonly [number, number])[] {
  const each = Math.ceil(windows / most);
  return Array.from({ length: Math.ceil(windows / each) }, (_, i) => [
    i * each,
    Math.min((i + 1) * each, windows) - 1
  ]);
}

/** Mean over windows from .. to of some values, weighted by the steps taken in each; NaN where none was. */
function meanOver(
  { taken }: Trace,
  from: number,
  to: number,
  at: (window: number) => number
): number {
  let [sum, steps] = [0, 0];
  for (let window = from; window <= to; window++) {
    // A window without any step has no values.
    sum += taken[window] > 0 ? taken[window] * at(window) : 0;
    steps += taken[window];
  }
  return sum / steps;
}

/**
 * Gradient norms and reach by layer. All windows of all runs where the budget holds them; else fewer and longer windows,
 * and where not even one for each run fits, the first replicates only.
 */
export function flowOf(runs: readonly Reported[]): Flow {
  const traced = runs.filter(({ outcome: { trace } }) => trace.gradient.length > 0);
  const layersOf = ({ outcome: { trace } }: Reported): number => trace.gradient.length;
  const kept = affordable(traced, layersOf, FLOW_BUDGET / FLOW_COLUMNS);
  const layers = kept.reduce((sum, run) => sum + layersOf(run), 0);
  const most = Math.max(1, Math.floor(FLOW_BUDGET / FLOW_COLUMNS / Math.max(layers, 1)));
  const entries = kept.flatMap(({ row, outcome: { trace } }) =>
    joined(trace.step.length, most).flatMap(([from, to]) =>
      trace.gradient.map((norms, l) => ({
        row,
        step: trace.step[to],
        layer: l + 1,
        gradient: Math.sqrt(meanOver(trace, from, to, window => norms[window] * norms[window])),
        reach: trace.reach[l] ? meanOver(trace, from, to, window => trace.reach[l][window]) : NaN
      }))
    )
  );
  return {
    row: entries.map(({ row }) => row),
    step: entries.map(({ step }) => step),
    layer: entries.map(({ layer }) => layer),
    gradient: entries.map(({ gradient }) => encode(gradient)),
    reach: entries.map(({ reach }) => encode(reach))
  };
}

/** Updates by layer; of the first replicates only, where the budget does not hold those of all. */
export function updatesOf(runs: readonly Reported[]): Updates {
  const kept = affordable(
    runs,
    ({ outcome: { updates } }) => updates.mean.length,
    UPDATES_BUDGET / UPDATES_COLUMNS
  );
  const entries = kept.flatMap(({ row, outcome: { updates } }) =>
    updates.mean.map((mean, l) => ({ row, layer: l + 1, mean, expected: updates.expected[l] }))
  );
  return {
    row: entries.map(({ row }) => row),
    layer: entries.map(({ layer }) => layer),
    mean: entries.map(({ mean }) => encode(mean)),
    expected: entries.map(({ expected }) => encode(expected))
  };
}

/**
 * Updates of single weights: of the first replicate of each cell and arm, in the order of the rows, as long as the budget
 * lasts. Runs that counted none, or that update all weights equally often, have no entry.
 */
export function weightUpdatesOf(runs: readonly Reported[]): WeightUpdates[] {
  let left = MOST_WEIGHTS;
  return runs.flatMap(({ row, replicate, widths, outcome: { updates } }) => {
    const counts = updates.counts ?? [];
    const size = counts.reduce((sum, layer) => sum + layer.length, 0);
    const isUniform = counts.every(layer => layer.every(count => count === counts[0][0]));
    if (replicate > 0 || isUniform || size > left) {
      return [];
    }
    left -= size;
    return counts.map((count, l) => ({
      row,
      layer: l + 1,
      from: widths[l],
      to: widths[l + 1],
      count
    }));
  });
}
