// From the results of shards, in the order of the plan, to the columns of a result.

import type { ShardResult } from '../engine/shard';
import { axisValues, type Row } from './axisvalues';
import { columnsDigest } from './hash';
import { inOrder } from './columnorder';
import type { Kind } from './key';
import { encode, type Answer } from './measure/part';
import type { Plan } from './plan';
import { reduceTraining, type Returned, type TrainingParts } from './reducetraining';
import type { Profiles, Result, Value } from './result';
import { resolve, type Study } from './study';
import { VERSION } from './version';

function encodeRow(row: Readonly<Record<string, number | string>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? encode(value) : value
    ])
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

/** What a percolation study reduces to. */
interface PercolationParts {
  readonly rows: readonly Row[];
  readonly extras: Pick<Result, 'profiles' | 'masks'>;
}

function reducePercolation(
  study: Study,
  { points, parts }: Plan,
  results: readonly ShardResult[]
): PercolationParts {
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

function resultOf(study: Study, { rows, extras }: PercolationParts | TrainingParts): Result {
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

/**
 * Result of a study.
 *
 * @param study the study that was planned
 * @param plan its plan
 * @param results results of all shards, in the order of the plan
 * @param seconds wall times of the shards; a training result reports them
 */
export function reduceStudy(
  study: Study,
  plan: Plan,
  results: readonly ShardResult[],
  seconds: Returned['seconds'] = []
): Result {
  return resultOf(
    study,
    study.kind === 'percolation'
      ? reducePercolation(study, plan, results)
      : reduceTraining(study, plan, { results, seconds })
  );
}

/**
 * What a training study has found so far: the rows of the runs that are done. Null for a percolation study, whose
 * shards mean nothing one by one, and while no run is done.
 */
export function reduceSoFar(study: Study, plan: Plan, returned: Returned): Result | null {
  return study.kind === 'dropout' && returned.results.some(result => result !== undefined)
    ? resultOf(study, reduceTraining(study, plan, returned))
    : null;
}
