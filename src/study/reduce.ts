// From the results of shards, in the order of the plan, to the columns of a result.

import type { ShardResult } from '../engine/shard';
import { axisValues } from './axisvalues';
import { digestSteps } from './hash';
import { inOrder } from './columnorder';
import { GrowingColumns } from './growingcolumns';
import { GrowingProfiles } from './growingprofiles';
import type { Plan } from './plan';
import { reduceTraining, type Returned, type TrainingParts } from './reducetraining';
import type { Mask, Result } from './result';
import { MOST_PROFILE_ENTRIES } from './sectionlimits';
import { atOnce, type Steps } from './steps';
import { resolve, type Study } from './study';
import { VERSION } from './version';

/** What a percolation study reduces to. */
interface PercolationParts {
  readonly columns: GrowingColumns;
  readonly extras: Pick<Result, 'profiles' | 'masks' | 'notes'>;
}

function* reducePercolation(
  study: Study,
  { points, parts }: Plan,
  results: readonly ShardResult[]
): Steps<PercolationParts> {
  const valuesOf = axisValues(study);
  const columns = new GrowingColumns(points.length);
  for (const { row, cell, replicate } of points) {
    columns.put(row, valuesOf(cell));
    if (replicate !== null) columns.put(row, { replicate: replicate + 1 });
    yield;
  }
  const profiles = new GrowingProfiles(MOST_PROFILE_ENTRIES);
  const masks: Mask[] = [];
  for (const { part, from, to } of parts) {
    for (const [row, answer] of part.finish(results.slice(from, to))) {
      columns.put(row, answer.columns);
      if (answer.profile) profiles.add(row, answer.profile);
      if (answer.drawing) masks.push({ row, ...answer.drawing });
    }
    yield;
  }
  return {
    columns,
    extras: { ...profiles.sections(), ...(masks.length > 0 ? { masks } : {}) }
  };
}

function* resultOf(study: Study, parts: Steps<PercolationParts | TrainingParts>): Steps<Result> {
  const { columns: grown, extras } = yield* parts;
  const columns = inOrder(study.kind, grown.all());
  return {
    percolab: VERSION,
    study: resolve(study),
    digest: yield* digestSteps(columns),
    rows: grown.rows,
    columns,
    ...extras
  };
}

/**
 * Result of a study, a row or less at a step.
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
): Steps<Result> {
  return resultOf(
    study,
    study.kind === 'percolation'
      ? reducePercolation(study, plan, results)
      : reduceTraining(study, plan, { results, seconds })
  );
}

/** Runs of a study that is still looked at while it runs: reducing more would hold the thread for too long. */
const MOST_SO_FAR = 2000;

/**
 * What a training study has found so far: the rows of the runs that are done. Null for a percolation study, whose
 * shards mean nothing one by one, while no run is done, and where there are more runs than can be reduced in no time.
 */
export function reduceSoFar(study: Study, plan: Plan, returned: Returned): Result | null {
  return study.kind === 'dropout' &&
    plan.shards.length <= MOST_SO_FAR &&
    returned.results.some(result => result !== undefined)
    ? atOnce(resultOf(study, reduceTraining(study, plan, returned)))
    : null;
}
