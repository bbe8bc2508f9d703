// The whole pipeline behind a study: data, plan, host, reduce. Every front door ends here.

import type { EdgeList } from '../engine/network/edges';
import { mostTrialsForPrecision } from '../engine/percolation/precision';
import type { FinishedShard, Material, Shard, ShardResult } from '../engine/shard';
import {
  checkpointKey,
  finishedResult,
  openedUnlessAborted,
  usableShards,
  type Checkpoint,
  type Checkpoints,
  type Stage
} from './checkpoints';
import { studyHash } from './hash';
import { planPilot } from './pilot';
import { planStudy, type Plan } from './plan';
import { edgesOf, prepare, type Prepared, type Sources } from './prepare';
import { reduceSoFar, reduceStudy } from './reduce';
import type { Result } from './result';
import { inTurns, type Turns } from './steps';
import { resolve, single, type ResolvedStudy, type Study } from './study';

/** How far a run has come, in shards. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** How many of those that are done were kept by earlier runs. */
  readonly kept: number;
}

/** The shards that have finished since a host told it last; positions are those among the shards that it was given. */
export interface ShardProgress {
  readonly finished: readonly FinishedShard[];
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
export interface RunOptions extends Sources, Turns {
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
  /** What is kept of studies; not given, every run begins anew and leaves nothing. */
  readonly checkpoints?: Checkpoints | undefined;
  /** Told before the first shard runs, and as shards finish. `soFar` reduces those, which takes a while: not to be called each time. */
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
 * @param place reads what it names, and may let others have their turn
 * @throws StudyError where the data or the graph can't be used, don't fit, or the study costs or keeps too much; whatever
 *   ends the work at the end of a turn
 */
export async function checkStudy(study: Study, place: Sources & Turns): Promise<Check> {
  const prepared = await prepare(study, place);
  const resolved = resolve(prepared.study);
  const precision = single(study, 'precision') as number | undefined;
  const trialsOf =
    precision === undefined ? () => undefined : () => mostTrialsForPrecision(precision);
  const plan = await inTurns(
    planStudy(prepared.study, { edges: edgesOf(prepared), trialsOf }),
    place
  );
  return { study: resolved, hash: studyHash(resolved), ...costOfPlan(plan) };
}

/** What a study has of its checkpoint while it runs. */
type Keeping = Pick<Checkpoint, 'shards' | 'keep'>;

const NOTHING_KEPT: Keeping = { shards: { pilot: [], plan: [] }, keep: () => undefined };

/** Runs those shards of a stage that are not kept yet, and keeps them; tells all, those first that are kept. */
async function runStage(
  stage: Stage,
  shards: readonly Shard[],
  { host, signal }: RunOptions,
  material: Material | null,
  keeping: Keeping,
  onDone: (shards: readonly FinishedShard[]) => void
): Promise<void> {
  const kept = usableShards(keeping.shards[stage], shards);
  onDone(kept);
  const known = new Set(kept.map(({ position }) => position));
  const missing = [...shards.keys()].filter(position => !known.has(position));
  const onProgress = ({ finished }: ShardProgress): void => {
    const done = finished.map(shard => ({ ...shard, position: missing[shard.position] }));
    keeping.keep(stage, done);
    onDone(done);
  };
  const own = missing.map(position => shards[position]);
  await host.run(own, material, onProgress, signal);
}

async function runPrepared(
  { study, material }: Prepared,
  edges: EdgeList | null,
  options: RunOptions,
  keeping: Keeping
): Promise<Result> {
  const { onPlan, onProgress } = options;
  const pilot = await inTurns(planPilot(study, edges), options);
  const found: ShardResult[] = [];
  if (pilot) {
    await runStage('pilot', pilot.shards, options, material, keeping, shards => {
      for (const { position, result } of shards) found[position] = result;
    });
  }
  const trialsOf = pilot ? await inTurns(pilot.trialsFrom(found), options) : () => undefined;
  const plan = await inTurns(planStudy(study, { edges, trialsOf }), options);
  onPlan?.(costOfPlan(plan));
  const results: ShardResult[] = [];
  const seconds: number[] = [];
  const soFar: SoFar = () => reduceSoFar(study, plan, { results, seconds });
  let done = 0;
  let kept: number | null = null;
  await runStage('plan', plan.shards, options, material, keeping, shards => {
    for (const { position, result, seconds: own } of shards) {
      results[position] = result;
      seconds[position] = own;
    }
    done += shards.length;
    // The first are those that are kept.
    kept ??= done;
    onProgress({ done, total: plan.shards.length, kept }, soFar);
  });
  return inTurns(reduceStudy(study, plan, results, seconds), options);
}

/**
 * Runs a study, or what is not kept of it.
 *
 * @param study a study from readStudy
 * @param options where and how it runs; none of them changes the result
 * @throws StudyError as checkStudy does; the signal's reason when aborted; HostError when a worker fails
 */
export async function runStudy(study: Study, options: RunOptions): Promise<Result> {
  const { checkpoints, signal } = options;
  const prepared = await prepare(study, options);
  await options.giveWay?.();
  signal.throwIfAborted();
  const edges = edgesOf(prepared);
  if (!checkpoints) {
    return runPrepared(prepared, edges, options, NOTHING_KEPT);
  }
  const key = await inTurns(checkpointKey(prepared), options);
  const checkpoint = await openedUnlessAborted(checkpoints, key, signal);
  try {
    const finished = await inTurns(finishedResult(checkpoint.result, key), options);
    if (finished) {
      return finished;
    }
    signal.throwIfAborted();
    const result = await runPrepared(prepared, edges, options, checkpoint);
    await checkpoint.finish(result);
    return result;
  } finally {
    await checkpoint.close();
  }
}
