// The whole pipeline behind a study: data, plan, host, reduce. Every front door ends here.

import { DataError, type Dataset } from '../engine/dropout/dataset';
import type { DataSource } from '../engine/dropout/source';
import { GraphError, type EdgeList } from '../engine/network/edges';
import { mostTrialsForPrecision } from '../engine/percolation/precision';
import type { Material, Shard, ShardResult } from '../engine/shard';
import { bindStudy } from './bind';
import { StudyError } from './diagnostic';
import { graphOfStudy, type GraphFile, type GraphSource } from './graphsource';
import { edgesHash, studyHash } from './hash';
import { planPilot } from './pilot';
import { planStudy, type Plan } from './plan';
import { reduceStudy } from './reduce';
import type { Result } from './result';
import { resolve, single, type ResolvedStudy, type Study } from './study';

/** Reads the data that a study names; null for the teacher, which draws its own. */
export type LoadData = (source: DataSource) => Promise<Dataset | null>;

/** Reads the file of edges that a study names. */
export type LoadGraph = (file: string) => Promise<GraphFile>;

/** Where a study finds what it names. */
export interface Sources {
  readonly loadData: LoadData;
  readonly loadGraph: LoadGraph;
}

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
export interface RunOptions extends Sources {
  readonly host: {
    run(
      shards: readonly Shard[],
      material: Material | null,
      onProgress: (progress: RunProgress) => void,
      signal: AbortSignal
    ): Promise<ShardResult[]>;
  };
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

/** A study with what it names. */
interface Prepared {
  readonly study: Study;
  readonly material: Material | null;
}

function costOfPlan({ cells, shards, seconds }: Plan): Cost {
  return { cells, shards: shards.length, seconds };
}

/** Says where in the study a fault of its data or graph lies. */
async function blaming<T>(study: Study, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError || error instanceof GraphError) {
      const at = study.locate(key) ?? study.locate('network');
      throw new StudyError([{ at, key, message: error.message }], study.source);
    }
    throw error;
  }
}

async function prepareTraining(study: Study, { loadData }: Sources): Promise<Prepared> {
  const data = await blaming(study, 'data', async () => (study.data ? loadData(study.data) : null));
  return { study: bindStudy(study, data), material: data };
}

async function prepareGraph(
  study: Study,
  graph: GraphSource,
  { loadGraph }: Sources
): Promise<Prepared> {
  const key = 'file' in graph ? 'network.file' : 'network.edges';
  return blaming(study, key, async () => {
    const edges = graphOfStudy(
      study.settings,
      'file' in graph ? await loadGraph(graph.file) : graph
    );
    return {
      study: { ...study, fingerprint: 'file' in graph ? edgesHash(edges) : null },
      material: edges
    };
  });
}

function prepare(study: Study, sources: Sources): Promise<Prepared> {
  return study.kind === 'dropout'
    ? prepareTraining(study, sources)
    : study.graph
      ? prepareGraph(study, study.graph, sources)
      : Promise.resolve({ study, material: null });
}

function edgesOf({ study, material }: Prepared): EdgeList | null {
  return study.kind === 'percolation' ? (material as EdgeList | null) : null;
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
  const results = await host.run(plan.shards, prepared.material, onProgress, signal);
  return reduceStudy(prepared.study, plan, results);
}
