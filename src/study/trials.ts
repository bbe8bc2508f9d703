// The trials behind a percolation study, one by one: rows that differ in p (and theta_star) alone share networks, labels
// and random streams, so they share trials. These are the trials that sampled thresholds and one-pass curves count. Where
// no one p opens and closes all elements, each row has trials of its own: the whole masks that measures of layers count.

import { MAXMIN_BLOCK, thresholds } from '../engine/kernels/maxmin';
import { trialLabels, type TrialLabels } from '../engine/kernels/triallabels';
import { graphOf, graphSize } from '../engine/network/build';
import type { EdgeList } from '../engine/network/edges';
import type { Graph, RemovalGraph } from '../engine/network/graph';
import { wholeMask } from '../engine/percolation/wholemask';
import { keyFromSeed, type Key } from '../engine/random/seed';
import type { Row } from './axisvalues';
import { nameOf } from './key';
import { hasLabels } from './measure/method';
import { groupPoints, type Point } from './measure/part';
import { pointsOf } from './points';
import type { Result } from './result';
import { LARGEST_DRAWING } from './sectionlimits';
import { axesOf, show, type Study } from './study';

/** Units and edges whose states are still found at once; a drawing has fewer. */
export const LARGEST_TRIAL = 200_000;

/** Keys in which the rows of one network may differ; where trials are fixed, p tells networks apart. */
const SHARED = ['p', 'theta_star'];
const THETA_STAR = ['theta_star'];

/** Why a network has no trial to look at. */
export type Hindrance = 'stochastic depth' | 'skips' | 'nothing removed' | 'size';

/** Why p opens and closes nothing in a trial, which is a mask at the rates of its row. */
export type Fixed = 'squares' | 'sparse' | 'rates' | 'by layer' | 'training';

/** The trials of a network, numbered from 0. */
export interface Trials {
  readonly graph: Graph;
  /** A trial with all of its labels; in fixed masks 1 where an element is open, and -1 where it is removed. */
  labels(trial: number): TrialLabels;
  /**
   * The next trial whose threshold lies in a range, looked for from one on and then from the first.
   *
   * @param low least threshold; not reached itself
   * @param high greatest threshold
   * @param from trial to begin with
   * @param most number of trials of the sample
   * @returns its number; null where the sample has none
   */
  find(low: number, high: number, from: number, most: number): number | null;
}

/** A network of the study and its rows. */
export interface TrialNetwork {
  /** Its rows in the result; the first gives the random streams. */
  readonly rows: readonly number[];
  /** Values of the axes by which it is told from the others, p left out unless trials are fixed. */
  readonly values: Row;
  /** Values of p of its rows; none where p is not asked for. */
  readonly ps: readonly number[];
  /** Trials of its sample, or as many as it would have. */
  readonly trials: number;
  /** Units and edges together; 0 for stochastic depth, which has no graph. */
  readonly size: number;
  /** Whether it is small enough to be drawn. */
  readonly isDrawn: boolean;
  readonly hindrance: Hindrance | null;
  /** null where p opens and closes the elements of a trial. */
  readonly fixed: Fixed | null;
  /** Its trials. */
  readonly open: () => Trials;
}

/** Trials whose elements p opens and closes. */
class LabelledTrials implements Trials {
  private readonly blocks = new Map<number, Float64Array>();

  /**
   * @param removal the graph, swept
   * @param key key of the seed
   * @param cell the row that gives the random streams
   */
  constructor(
    private readonly removal: RemovalGraph,
    private readonly key: Key,
    private readonly cell: number
  ) {}

  get graph(): Graph {
    return this.removal.graph;
  }

  labels(trial: number): TrialLabels {
    const { removal, key, cell } = this;
    const block = Math.floor(trial / MAXMIN_BLOCK);
    return trialLabels(removal, key, cell, block, trial % MAXMIN_BLOCK);
  }

  find(low: number, high: number, from: number, most: number): number | null {
    const blocks = Math.ceil(most / MAXMIN_BLOCK);
    const first = Math.floor(from / MAXMIN_BLOCK);
    // The first block is looked at twice: from the given trial on, and up to it.
    for (let step = 0; step <= blocks; step++) {
      const block = (first + step) % blocks;
      const values = this.thresholdsOf(block);
      for (let index = 0; index < MAXMIN_BLOCK; index++) {
        const trial = block * MAXMIN_BLOCK + index;
        const isLeft = step === 0 && trial < from;
        if (!isLeft && trial < most && values[index] > low && values[index] <= high) return trial;
      }
    }
    return null;
  }

  private thresholdsOf(block: number): Float64Array {
    const { removal, key, cell, blocks } = this;
    const values = blocks.get(block) ?? thresholds(removal, key, cell, block, MAXMIN_BLOCK);
    blocks.set(block, values);
    return values;
  }
}

/** Labels of a mask that is what it is at every p; that of a mask has no threshold. */
export function fixedLabels(isOpen: (element: number) => boolean, elements: number): TrialLabels {
  const labels = Float64Array.from({ length: elements }, (_, e) => (isOpen(e) ? 1 : -1));
  return { labels, threshold: -1 };
}

/** Masks at the rates of a row. */
function maskTrials(removal: RemovalGraph, key: Key, cell: number): Trials {
  const { graph } = removal;
  return {
    graph,
    labels: trial => {
      const mask = wholeMask(removal, key, cell, trial);
      return fixedLabels(element => mask[element] === 1, graph.elements);
    },
    find: () => null
  };
}

/** Whether p is one number for all that it governs, and labels serve it. */
function fixedOf(point: Point): Fixed | null {
  const { cell, subject } = point;
  const p = cell.get('p');
  if (subject.network.is === 'blocks') return null;
  if (!hasLabels(point)) return subject.network.is === 'convolutional' ? 'squares' : 'sparse';
  if (cell.get('p_site') !== undefined || cell.get('p_bond') !== undefined) return 'rates';
  return p !== undefined && typeof p !== 'number' ? 'by layer' : null;
}

function hindranceOf({ subject }: Point, size: number): Hindrance | null {
  if (subject.network.is === 'blocks') return 'stochastic depth';
  return size > LARGEST_TRIAL ? 'size' : null;
}

function sizeOf({ subject: { network } }: Point, edges: EdgeList | null): number {
  if (network.is === 'blocks') return 0;
  const { units, edges: count } = graphSize(network, edges);
  return units + count;
}

/**
 * The networks of a percolation study whose trials can be looked at, or why they can't.
 *
 * @param study the study of the result
 * @param edges edges of a given graph; null for every other network
 * @param result its result, which says how many trials were made
 */
export function trialNetworks(
  study: Study,
  edges: EdgeList | null,
  result: Pick<Result, 'columns'>
): TrialNetwork[] {
  const points = [...pointsOf(study, () => undefined)];
  return groupPoints(study, points, SHARED)
    .flatMap(group =>
      fixedOf(group[0]) === null ? [group] : groupPoints(study, group, THETA_STAR)
    )
    .map(group => networkOf(study, group, edges, result));
}

function networkOf(
  study: Study,
  group: readonly Point[],
  edges: EdgeList | null,
  result: Pick<Result, 'columns'>
): TrialNetwork {
  const [point] = group;
  const { row, cell, subject, replicate } = point;
  const size = sizeOf(point, edges);
  const fixed = fixedOf(point);
  const parting = axesOf(study).filter(
    path => !(fixed === null ? SHARED : THETA_STAR).includes(path)
  );
  const made = fixed === null ? Number(result.columns['threshold_trials']?.[row] ?? 0) : 0;
  const ps = group.map(each => each.cell.get('p')).filter(p => typeof p === 'number');
  return {
    rows: group.map(each => each.row),
    values: {
      ...Object.fromEntries(parting.map(path => [nameOf(path), show(path, cell.get(path)!)])),
      ...(replicate === null ? {} : { replicate })
    },
    ps,
    trials: made > 0 ? made : point.trials,
    size,
    isDrawn: size <= LARGEST_DRAWING,
    hindrance: hindranceOf(point, size),
    fixed,
    open: () => {
      const key = keyFromSeed(cell.get('seed') as string);
      const removal = graphOf(subject, edges, key, fixed === null);
      return fixed === null ? new LabelledTrials(removal, key, row) : maskTrials(removal, key, row);
    }
  };
}
