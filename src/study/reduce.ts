// From the results of shards, in the order of the plan, to the columns of a result.

import { exactTheta } from '../engine/percolation/exact';
import { layerLaw } from '../engine/percolation/layerlaw';
import type { TrainingOutcome } from '../engine/dropout/task';
import type { ShardResult } from '../engine/shard';
import { columnsDigest } from './hash';
import { inOrder } from './columnorder';
import { nameOf, type Kind } from './key';
import { encode, type Answer } from './measure/part';
import { layersOf, removalOf } from './network';
import type { Plan } from './plan';
import type { Profiles, Result, Traces, Value } from './result';
import { cellsOf, columnPaths, resolve, show, type Cell, type Study } from './study';
import { VERSION } from './version';

type Row = Readonly<Record<string, Value>>;

function encodeRow(row: Readonly<Record<string, number | string>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? encode(value) : value
    ])
  );
}

function trainingRow(arm: string, replicate: number, theta: number, outcome: TrainingOutcome): Row {
  return encodeRow({
    arm,
    replicate,
    theta,
    open_fraction: outcome.openFraction,
    first_open_step: outcome.firstOpenStep,
    test_accuracy: outcome.testAccuracy,
    test_loss: outcome.testLoss,
    train_loss: outcome.trainLoss,
    closed_gradient_max: outcome.closedGradientMax
  });
}

/** Traces of runs, in the order of their rows. */
function tracesOf(outcomes: readonly TrainingOutcome[]): Traces {
  const series = (name: 'loss' | 'open'): Value[] =>
    outcomes.flatMap(({ trace }) => trace[name].map(encode));
  return {
    row: outcomes.flatMap(({ trace }, row) => trace.step.map(() => row)),
    step: outcomes.flatMap(({ trace }) => trace.step),
    loss: series('loss'),
    open: series('open')
  };
}

/** The values of a cell that stand in columns. */
function axisValues(study: Study, cell: Cell): Row {
  return Object.fromEntries(
    columnPaths(study).map(path => [nameOf(path), show(path, cell.get(path)!)])
  );
}

/** Columns in their order; a cell that a row has nothing for is NaN. */
function toColumns(kind: Kind, rows: readonly Row[]): Result['columns'] {
  const names = new Set(rows.flatMap(row => Object.keys(row)));
  const columns = [...names].map(name => [name, rows.map(row => row[name] ?? 'NaN')] as const);
  return inOrder(kind, Object.fromEntries(columns));
}

function profilesOf(answers: readonly (readonly [number, Answer])[]): Profiles | null {
  const entries = answers.flatMap(([row, { profile = [] }]) =>
    profile.map(entry => ({ row, ...entry }))
  );
  const numbers = (name: 'at' | 'value' | 'low' | 'high'): Value[] =>
    entries.map(entry => encode(entry[name]));
  return entries.length === 0
    ? null
    : {
        row: entries.map(({ row }) => row),
        measure: entries.map(({ measure }) => measure),
        at: numbers('at'),
        value: numbers('value'),
        low: numbers('low'),
        high: numbers('high')
      };
}

function reducePercolation(
  study: Study,
  { points, parts }: Plan,
  results: readonly ShardResult[]
): Parts {
  const rows = points.map(({ cell, replicate }) => ({
    ...axisValues(study, cell),
    ...(replicate === null ? {} : { replicate: replicate + 1 })
  }));
  const answers = parts.flatMap(({ part, from, to }) => [...part.finish(results.slice(from, to))]);
  for (const [row, { columns }] of answers) {
    Object.assign(rows[row], encodeRow(columns));
  }
  const profiles = profilesOf(answers);
  const masks = answers.flatMap(([row, { drawing }]) => (drawing ? [{ row, ...drawing }] : []));
  return {
    rows,
    extras: { ...(profiles ? { profiles } : {}), ...(masks.length > 0 ? { masks } : {}) }
  };
}

function reduceTraining(study: Study, plan: Plan, results: readonly ShardResult[]): Parts {
  const rows: Row[] = [];
  const outcomes: TrainingOutcome[] = [];
  const cells = cellsOf(study);
  const thetas = new Map<number, number>();
  plan.shards.forEach(({ task, cell: index, block }, i) => {
    const result = results[i];
    if (task.kind !== 'train' || result.kind !== 'train') {
      return;
    }
    const cell = cells[index];
    const theta =
      thetas.get(index) ?? exactTheta(layerLaw(layersOf(cell), removalOf(cell), null)).theta;
    thetas.set(index, theta);
    outcomes.push(result.outcome);
    const row = trainingRow(task.training.arm, block + 1, theta, result.outcome);
    rows.push({ ...axisValues(study, cell), ...row });
  });
  return { rows, extras: { traces: tracesOf(outcomes) } };
}

/** What both kinds of study reduce to. */
interface Parts {
  readonly rows: readonly Row[];
  readonly extras: Pick<Result, 'traces' | 'profiles' | 'masks'>;
}

/**
 * Result of a study.
 *
 * @param study the study that was planned
 * @param plan its plan
 * @param results results of all shards, in the order of the plan
 */
export function reduceStudy(study: Study, plan: Plan, results: readonly ShardResult[]): Result {
  const reduce = study.kind === 'percolation' ? reducePercolation : reduceTraining;
  const { rows, extras } = reduce(study, plan, results);
  const columns = toColumns(study.kind, rows);
  return {
    percolab: VERSION,
    study: resolve(study),
    digest: columnsDigest(columns),
    rows: rows.length,
    columns,
    ...extras
  };
}
