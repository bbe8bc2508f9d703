// Answers a percolation task: one line for each kind, and the answers' types. Sampled tasks are made of blocks of trials,
// each with a stream of its own, so that pieces of a task can run anywhere and add up to the same numbers.

import { bitOpen, BIT_BLOCK } from '../kernels/bitparallel';
import { countChainOpen, COUNT_CHAIN_BLOCK } from '../kernels/countchain';
import { lazyOpen, LAZY_BLOCK } from '../kernels/lazygeometric';
import { curveOpen, MAXMIN_BLOCK, thresholds } from '../kernels/maxmin';
import { graphOf, removesOf } from '../network/build';
import type { EdgeList } from '../network/edges';
import type { Key } from '../random/seed';
import { activeBlocks, type ActiveBlocks } from './activeblocks';
import { CLUSTERS_PER_BLOCK, sampleClusters, type ClusterSums } from './clusters';
import { drawMask, type Drawing } from './drawing';
import { enumeratedTheta, reliabilityPolynomial } from './enumeration';
import { polynomialTheta } from './polynomial';
import { exactAnswer, type ExactAlgorithm } from './exact';
import { layerLaw, type LayerLaw } from './layerlaw';
import { minimumCutOf } from './mincut';
import type { PathProbability } from './probability';
import { layerProfile, type Profile } from './profile';
import type { Removal } from './removal';
import { signTheta } from './signpercolation';
import { SPLITTING_PER_BLOCK, splittingRuns } from './splitting';
import type { PercolationTask, Subject, TrialsTask } from './task';
import { thresholdLaw, thresholdsAt, type ThetaCurve, type ThresholdLaw } from './threshold';
import { weighedClusters, type ClusterMeans } from './weighedclusters';
import { weighedProfile } from './weighedprofile';
import { MASKS_PER_BLOCK, sampleMasks, type MaskSums } from './wholemask';

/** The answer to each kind of task. */
export type PercolationResult =
  | (PathProbability & {
      readonly kind: 'exact';
      readonly algorithm: ExactAlgorithm | 'enumeration';
    })
  | { readonly kind: 'trials'; readonly open: number }
  /** Trials whose threshold is at least p, for each p. */
  | { readonly kind: 'curve'; readonly open: readonly number[] }
  | {
      readonly kind: 'splitting';
      readonly side: 'open' | 'closed';
      readonly estimates: readonly number[];
    }
  | { readonly kind: 'threshold'; readonly ps: readonly number[]; readonly law: ThresholdLaw }
  | { readonly kind: 'thresholds'; readonly values: Float64Array }
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'sign'; readonly theta: number }
  | { readonly kind: 'polynomial'; readonly open: readonly number[] }
  | { readonly kind: 'masks'; readonly sums: MaskSums }
  | { readonly kind: 'mincut'; readonly size: number }
  | { readonly kind: 'clusters'; readonly sums: ClusterSums }
  | (ClusterMeans & { readonly kind: 'cluster means' })
  | (ActiveBlocks & { readonly kind: 'blocks' })
  | { readonly kind: 'drawing'; readonly drawing: Drawing };

/** Trials of a block of a sampled task. Results depend on it: never change one without naming it in the changelog. */
export function blockOf(task: Extract<PercolationTask, { trials: number }>): number {
  switch (task.kind) {
    case 'trials':
      return {
        'count chain': COUNT_CHAIN_BLOCK,
        'lazy geometric': LAZY_BLOCK,
        'bit-parallel': BIT_BLOCK
      }[task.sampler];
    case 'curve':
    case 'thresholds':
      return MAXMIN_BLOCK;
    case 'splitting':
      return SPLITTING_PER_BLOCK;
    case 'masks':
      return MASKS_PER_BLOCK;
    case 'clusters':
      return CLUSTERS_PER_BLOCK;
  }
}

/** Layers under removal, of a subject that is known to be layered. */
function layersOf({ network, removal }: Subject): LayerLaw {
  if (network.is !== 'layers') {
    throw new RangeError(`runPercolation: ${network.is} has no chain of layers; sample it`);
  }
  return layerLaw(network.layers, removal, network.sparse);
}

/** Height and width of a subject that is known to be a lattice. */
function latticeSize({ network }: Subject): readonly [number, number] {
  if (network.is !== 'lattice') {
    throw new RangeError(`runPercolation: ${network.is} has no clusters; ask a lattice`);
  }
  return network.size;
}

/** theta as a function of p, for a subject with an exact method whose p is the same for all elements. */
function thetaOf({ network, removal, model }: Subject): ThetaCurve {
  const at = (p: number): Removal => ({
    ...removal,
    site: model === 'bond' ? 0 : p,
    bond: model === 'site' ? 0 : p
  });
  return p => exactAnswer(network, at(p));
}

function openTrials(
  { subject, sampler, trials }: TrialsTask,
  edges: EdgeList | null,
  key: Key,
  cell: number,
  block: number
): number {
  switch (sampler) {
    case 'count chain':
      return countChainOpen(layersOf(subject), key, cell, block, trials);
    case 'lazy geometric':
      return lazyOpen(graphOf(subject, edges, key), key, cell, block, trials);
    case 'bit-parallel':
      return bitOpen(graphOf(subject, edges, key), key, cell, block, trials);
  }
}

/**
 * Runs a task. Pure: the same task, edges and place in the random streams give the same bits on every host.
 *
 * @param task what is asked
 * @param edges edges of a given graph; null for every other network
 * @param key the study's key
 * @param cell which random streams the task uses
 * @param block the first block of trials
 * @throws RangeError where the task does not apply to its network; the plan asks for nothing of the kind
 */
export function runPercolation(
  task: PercolationTask,
  edges: EdgeList | null,
  key: Key,
  cell: number,
  block: number
): PercolationResult {
  switch (task.kind) {
    case 'exact': {
      const { subject, enumerate } = task;
      return enumerate
        ? {
            kind: 'exact',
            algorithm: 'enumeration',
            ...enumeratedTheta(graphOf(subject, edges, key))
          }
        : { kind: 'exact', ...exactAnswer(subject.network, subject.removal) };
    }
    case 'trials':
      return { kind: 'trials', open: openTrials(task, edges, key, cell, block) };
    case 'curve': {
      const graph = graphOf(task.subject, edges, key, true);
      return { kind: 'curve', open: curveOpen(graph, task.ps, key, cell, block, task.trials) };
    }
    case 'thresholds': {
      const graph = graphOf(task.subject, edges, key, true);
      return { kind: 'thresholds', values: thresholds(graph, key, cell, block, task.trials) };
    }
    case 'splitting': {
      const graph = graphOf(task.subject, edges, key);
      return { kind: 'splitting', ...splittingRuns(graph, key, cell, block, task.trials) };
    }
    case 'threshold': {
      const { subject, enumerate } = task;
      const theta = enumerate
        ? polynomialTheta(graphOf(subject, edges, key, true))
        : thetaOf(subject);
      return { kind: 'threshold', ps: thresholdsAt(theta, task.thetas), law: thresholdLaw(theta) };
    }
    case 'profile': {
      const { subject, enumerate } = task;
      const profile = enumerate
        ? weighedProfile(graphOf(subject, edges, key))
        : layerProfile(layersOf(subject));
      return { kind: 'profile', profile };
    }
    case 'sign':
      return { kind: 'sign', theta: signTheta(layersOf(task.subject)).theta };
    case 'polynomial':
      return { kind: 'polynomial', ...reliabilityPolynomial(graphOf(task.subject, edges, key)) };
    case 'masks': {
      const graph = graphOf(task.subject, edges, key);
      return { kind: 'masks', sums: sampleMasks(graph, key, cell, block, task.trials) };
    }
    case 'mincut': {
      const { subject } = task;
      const removes = removesOf(subject.model, subject.removal);
      const graph = () => graphOf(subject, edges, key).graph;
      return { kind: 'mincut', size: minimumCutOf(subject.network, removes, graph) };
    }
    case 'clusters': {
      const { subject, trials } = task;
      const graph = graphOf(subject, edges, key);
      const sums = sampleClusters(graph, latticeSize(subject), key, cell, block, trials);
      return { kind: 'clusters', sums };
    }
    case 'cluster means': {
      const { subject } = task;
      const graph = graphOf(subject, edges, key);
      return { kind: 'cluster means', ...weighedClusters(graph, latticeSize(subject)) };
    }
    case 'blocks':
      return { kind: 'blocks', ...activeBlocks(task.blocks, task.rate) };
    case 'drawing':
      return { kind: 'drawing', drawing: drawMask(graphOf(task.subject, edges, key), key, cell) };
  }
}
