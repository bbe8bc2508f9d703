// The whole pipeline behind a study: data, plan, host, reduce. Every front door ends here.

import { mostTrialsForPrecision } from '../engine/percolation/precision';
import type { Material, Shard, ShardResult } from '../engine/shard';
import { studyHash } from './hash';
import { planPilot } from './pilot';
import { planStudy, type Plan } from './plan';
import { edgesOf, prepare, type Sources } from './prepare';
import { reduceSoFar, reduceStudy } from './reduce';
import type { Result } from './result';
import { resolve, single, type ResolvedStudy, type Study } from './study';

/** How far a run has come, in shards. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
}

/** How far a run has come, with the shards that have finished since it was last told, as hosts tell it. */
export interface ShardProgress extends RunProgress {
  readonly finished: readonly {
    /** Place in the plan. */
    readonly position: number;
    readonly result: ShardResult;
    /** Wall time. */
    readonly seconds: number;
  }[];
}

/** The result as far as it is known; null where that would say nothing. */
export type SoFar = () => Result | null;

/** What a run will cost. */
export interface Cost {
  readonly cells: number;
  readonly shards: number;
  /** Estimated core-seconds; right within a factor of about three. */
  readonly seconds: number;
}

/** What a run needs from the place it runs in; `host` is any Host of src/host. */
export interface RunOptions extends Sources {
  readonly host: {
    run(
      shards: readonly Shard[],
      material: Material | null,
      onProgress: (progress: ShardProgress) => void,
      signal: AbortSignal
    ): Promise<ShardResult[]>;
  };
  /** Told the cost before the first shard runs. */
  readonly onPlan?: ((cost: Cost) => void) | undefined;
  /** Told as shards finish. `soFar` reduces those, which takes a while: not to be called each time. */
  readonly onProgress: (progress: RunProgress, soFar: SoFar) => void;
  readonly signal: AbortSignal;
}

/** What a study will do, before it does it. */
export interface Check extends Cost {
  /** The study with all defaults filled in. */
  readonly study: ResolvedStudy;
  readonly hash: string;
}

function costOfPlan({ cells, shards, seconds }: Plan): Cost {
  return { cells, shards: shards.length, seconds };
}

/**
 * Everything short of running: reads the data, plans, estimates.
 *
 * @param study a study from readStudy
 * @param sources read what it names
 * @throws StudyError where the data or the graph can't be used, don't fit, or the cost is above the limit
 */
export async function checkStudy(study: Study, sources: Sources): Promise<Check> {
  const prepared = await prepare(study, sources);
  const resolved = resolve(prepared.study);
  const precision = single(study, 'precision') as number | undefined;
  const trialsOf =
    precision === undefined ? () => undefined : () => mostTrialsForPrecision(precision);
  const plan = planStudy(prepared.study, { edges: edgesOf(prepared), trialsOf });
  return { study: resolved, hash: studyHash(resolved), ...costOfPlan(plan) };
}

/**
 * Runs a study.
 *
 * @param study a study from readStudy
 * @param options where and how it runs; none of them changes the result
 * @throws StudyError as checkStudy does; the signal's reason when aborted; HostError when a worker fails
 */
export async function runStudy(study: Study, options: RunOptions): Promise<Result> {
  const { host, onPlan, onProgress, signal } = options;
  const prepared = await prepare(study, options);
  signal.throwIfAborted();
  const edges = edgesOf(prepared);
  const pilot = planPilot(prepared.study, edges);
  const trialsOf = pilot
    ? pilot.trialsFrom(await host.run(pilot.shards, prepared.material, () => undefined, signal))
    : () => undefined;
  const plan = planStudy(prepared.study, { edges, trialsOf });
  onPlan?.(costOfPlan(plan));
  const known: (ShardResult | undefined)[] = [];
  const seconds: number[] = [];
  const soFar: SoFar = () => reduceSoFar(prepared.study, plan, { results: known, seconds });
  const take = ({ done, total, finished }: ShardProgress): void => {
    for (const { position, result, seconds: own } of finished) {
      known[position] = result;
      seconds[position] = own;
    }
    onProgress({ done, total }, soFar);
  };
  const results = await host.run(plan.shards, prepared.material, take, signal);
  return reduceStudy(prepared.study, plan, results, seconds);
}
