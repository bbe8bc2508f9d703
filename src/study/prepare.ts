// A study with what it names: data and graphs are read, and the study is bound to them.

import { keepClasses } from '../engine/dropout/data/classes';
import { DataError, type Dataset } from '../engine/dropout/dataset';
import type { DataSource } from '../engine/dropout/source';
import { GraphError, type EdgeList } from '../engine/network/edges';
import type { Material } from '../engine/shard';
import { bindStudy } from './bind';
import { graphOfStudy, type GraphFile, type GraphSource } from './graphsource';
import { edgesHash } from './hash';
import { refuse } from './refuse';
import { inTurns, type Turns } from './steps';
import type { Study } from './study';

/** Reads the data that a study names; null for the teacher, which draws its own. */
export type LoadData = (source: DataSource) => Promise<Dataset | null>;

/** Reads the file of edges that a study names. */
export type LoadGraph = (file: string) => Promise<GraphFile>;

/** Where a study finds what it names. */
export interface Sources {
  readonly loadData: LoadData;
  readonly loadGraph: LoadGraph;
}

/** A study with what it names. */
export interface Prepared {
  readonly study: Study;
  readonly material: Material | null;
}

/** Says where in the study a fault of its data or graph lies. */
async function blaming<T>(study: Study, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError || error instanceof GraphError) {
      refuse(study, key, error.message);
    }
    throw error;
  }
}

async function loadClasses(source: DataSource, loadData: LoadData): Promise<Dataset | null> {
  const data = await loadData(source);
  const classes = 'classes' in source ? source.classes : null;
  return data && classes ? keepClasses(data, classes) : data;
}

async function prepareTraining(study: Study, place: Sources & Turns): Promise<Prepared> {
  const data = await blaming(study, 'data', async () =>
    study.data ? loadClasses(study.data, place.loadData) : null
  );
  return { study: await inTurns(bindStudy(study, data), place), material: data };
}

async function prepareGraph(
  study: Study,
  graph: GraphSource,
  place: Sources & Turns
): Promise<Prepared> {
  const key = 'file' in graph ? 'network.file' : 'network.edges';
  return blaming(study, key, async () => {
    const edges = graphOfStudy(
      study.settings,
      'file' in graph ? await place.loadGraph(graph.file) : graph
    );
    await place.giveWay?.();
    const fingerprint = 'file' in graph ? await inTurns(edgesHash(edges), place) : null;
    return { study: { ...study, fingerprint }, material: edges };
  });
}

/**
 * Reads what a study names.
 *
 * @param study a study from readStudy
 * @param place reads what it names, and may let others have their turn
 * @throws StudyError where the data or the graph can't be used or don't fit; whatever ends the work at the end of a turn
 */
export function prepare(study: Study, place: Sources & Turns): Promise<Prepared> {
  return study.kind === 'dropout'
    ? prepareTraining(study, place)
    : study.graph
      ? prepareGraph(study, study.graph, place)
      : Promise.resolve({ study, material: null });
}

/** The edges of a given graph; null for every other study. */
export function edgesOf({ study, material }: Prepared): EdgeList | null {
  return study.kind === 'percolation' ? (material as EdgeList | null) : null;
}
