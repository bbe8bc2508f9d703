// The whole pipeline behind a study: data, plan, host, reduce. Every front door ends here.

import { DataError, type Dataset } from '../engine/dropout/dataset';
import type { DataSource } from '../engine/dropout/source';
import type { Shard, ShardResult } from '../engine/shard';
import { bindStudy } from './bind';
import { StudyError } from './diagnostic';
import { studyHash } from './hash';
import { planStudy, type Plan } from './plan';
import { reduceStudy } from './reduce';
import type { Result } from './result';
import { resolve, type ResolvedStudy, type Study } from './study';

/** Reads the data that a study names; null for the teacher, which draws its own. */
export type LoadData = (source: DataSource) => Promise<Dataset | null>;

/** How far a run has come, in shards. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
}

/** What a run will cost. */
export interface Cost {
  readonly cells: number;
  readonly shards: number;
  /** Estimated core-seconds; right within a factor of about three. */
  readonly seconds: number;
}

/** What a run needs from the place it runs in; `host` is any Host of src/host. */
export interface RunOptions {
  readonly host: {
    run(
      shards: readonly Shard[],
      data: Dataset | null,
      onProgress: (progress: RunProgress) => void,
      signal: AbortSignal
    ): Promise<ShardResult[]>;
  };
  readonly loadData: LoadData;
  /** Told the cost before the first shard runs. */
  readonly onPlan?: ((cost: Cost) => void) | undefined;
  readonly onProgress: (progress: RunProgress) => void;
  readonly signal: AbortSignal;
}

/** What a study will do, before it does it. */
export interface Check extends Cost {
  /** The study with all defaults filled in. */
  readonly study: ResolvedStudy;
  readonly hash: string;
}

interface Prepared {
  readonly study: Study;
  readonly data: Dataset | null;
  readonly plan: Plan;
}

function costOfPlan({ cells, shards, seconds }: Plan): Cost {
  return { cells, shards: shards.length, seconds };
}

async function prepare(study: Study, loadData: LoadData): Promise<Prepared> {
  let data: Dataset | null = null;
  try {
    data = study.data ? await loadData(study.data) : null;
  } catch (error) {
    if (error instanceof DataError) {
      const at = study.locate('data');
      throw new StudyError([{ at, key: 'data', message: error.message }], study.source);
    }
    throw error;
  }
  const bound = bindStudy(study, data);
  return { study: bound, data, plan: planStudy(bound) };
}

/**
 * Everything short of running: reads the data, plans, estimates.
 *
 * @param study a study from readStudy
 * @param loadData reads the data it names
 * @throws StudyError where the data can't be used, don't fit, or the cost is above the limit
 */
export async function checkStudy(study: Study, loadData: LoadData): Promise<Check> {
  const prepared = await prepare(study, loadData);
  const resolved = resolve(prepared.study);
  return { study: resolved, hash: studyHash(resolved), ...costOfPlan(prepared.plan) };
}

/**
 * Runs a study.
 *
 * @param study a study from readStudy
 * @param options where and how it runs; none of them changes the result
 * @throws StudyError as checkStudy does; the signal's reason when aborted; HostError when a worker fails
 */
export async function runStudy(study: Study, options: RunOptions): Promise<Result> {
  const { host, loadData, onPlan, onProgress, signal } = options;
  const prepared = await prepare(study, loadData);
  signal.throwIfAborted();
  onPlan?.(costOfPlan(prepared.plan));
  const results = await host.run(prepared.plan.shards, prepared.data, onProgress, signal);
  return reduceStudy(prepared.study, prepared.plan, results);
}
