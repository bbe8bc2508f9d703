// From the results of shards, in the order of the plan, to the columns of a result.

import { exactTheta } from '../engine/percolation/exact';
import { wilson } from '../engine/percolation/wilson';
import { log, log1p } from '../engine/math/log';
import type { TrainingOutcome } from '../engine/dropout/task';
import type { ShardResult } from '../engine/shard';
import { columnsDigest } from './hash';
import { nameOf } from './keys';
import { networkOf, removalOf } from './network';
import type { Plan } from './plan';
import type { Result, Traces, Value } from './result';
import { cellsOf, columnPaths, resolve, show, type Cell, type Study } from './study';
import { VERSION } from './version';

type Row = Readonly<Record<string, Value>>;

/** A number as JSON can carry it. */
function encode(value: number): Value {
  return Number.isFinite(value) ? value : String(value);
}

function encodeRow(row: Readonly<Record<string, number | string>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? encode(value) : value
    ])
  );
}

/** Columns of an exact cell, or of a Monte Carlo cell whose trials are summed over its shards. */
function percolationRow(results: readonly ShardResult[]): Row {
  const first = results[0];
  if (first.kind === 'exact') {
    return encodeRow({
      theta: first.theta,
      one_minus_theta: first.oneMinusTheta,
      log_theta: first.logTheta,
      log_one_minus_theta: first.logOneMinusTheta,
      theta_low: first.theta,
      theta_high: first.theta,
      trials: 0,
      method: 'exact'
    });
  }
  let open = 0;
  let trials = 0;
  for (const result of results) {
    if (result.kind === 'montecarlo') {
      open += result.open;
      trials += result.trials;
    }
  }
  const theta = open / trials;
  const closed = (trials - open) / trials;
  const { low, high } = wilson(open, trials);
  return encodeRow({
    theta,
    one_minus_theta: closed,
    log_theta: theta < 0.5 ? log(theta) : 0 + log1p(-closed),
    log_one_minus_theta: closed < 0.5 ? log(closed) : 0 + log1p(-theta),
    theta_low: low,
    theta_high: high,
    trials,
    method: 'montecarlo'
  });
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
  return Object.fromEntries(columnPaths(study).map(path => [nameOf(path), show(cell.get(path)!)]));
}

function toColumns(rows: readonly Row[]): Result['columns'] {
  return Object.fromEntries(Object.keys(rows[0]).map(name => [name, rows.map(row => row[name])]));
}

/**
 * Result of a study.
 *
 * @param study the study that was planned
 * @param plan its plan
 * @param results results of all shards, in the order of the plan
 */
export function reduceStudy(study: Study, plan: Plan, results: readonly ShardResult[]): Result {
  const cells = cellsOf(study);
  const rows: Row[] = [];
  const outcomes: TrainingOutcome[] = [];
  let at = 0;
  for (const cell of cells) {
    const first = at;
    while (at < results.length && plan.shards[at].cell === cell.index) {
      at += 1;
    }
    const axes = axisValues(study, cell);
    if (study.kind === 'percolation') {
      rows.push({ ...axes, ...percolationRow(results.slice(first, at)) });
      continue;
    }
    const { theta } = exactTheta(networkOf(cell), removalOf(cell));
    for (let i = first; i < at; i++) {
      const { task, block } = plan.shards[i];
      const result = results[i];
      if (task.kind === 'train' && result.kind === 'train') {
        outcomes.push(result.outcome);
        const row = trainingRow(task.training.arm, block + 1, theta, result.outcome);
        rows.push({ ...axes, ...row });
      }
    }
  }
  const columns = toColumns(rows);
  return {
    percolab: VERSION,
    study: resolve(study),
    digest: columnsDigest(columns),
    rows: rows.length,
    columns,
    ...(study.kind === 'dropout' ? { traces: tracesOf(outcomes) } : {})
  };
}
