// The trials behind a percolation study, one by one: rows that differ in p (and theta_star) alone share networks, labels
// and random streams, so they share trials. These are the trials that sampled thresholds and one-pass curves count.

import { MAXMIN_BLOCK, thresholds } from '../engine/kernels/maxmin';
import { trialLabels, type TrialLabels } from '../engine/kernels/triallabels';
import { graphOf, graphSize } from '../engine/network/build';
import type { EdgeList } from '../engine/network/edges';
import type { RemovalGraph } from '../engine/network/graph';
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

/** Keys in which the rows of one network may differ. */
const SHARED = ['p', 'theta_star'];

/** Why a network has no trial that p alone opens and closes. */
export type Hindrance = 'stochastic depth' | 'squares' | 'sparse' | 'rates' | 'by layer' | 'size';

/** A network of the study and its rows. */
export interface TrialNetwork {
  /** Its rows in the result; the first gives the random streams. */
  readonly rows: readonly number[];
  /** Values of the axes by which it is told from the others, p left out. */
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
  /** Its trials. */
  readonly open: () => Trials;
}

/** The trials of a network, numbered from 0. */
export class Trials {
  private readonly blocks = new Map<number, Float64Array>();

  /**
   * @param removal the graph, swept
   * @param key key of the seed
   * @param cell the row that gives the random streams
   */
  constructor(
    readonly removal: RemovalGraph,
    private readonly key: Key,
    private readonly cell: number
  ) {}

  /** A trial with all of its labels. */
  labels(trial: number): TrialLabels {
    const { removal, key, cell } = this;
    const block = Math.floor(trial / MAXMIN_BLOCK);
    return trialLabels(removal, key, cell, block, trial % MAXMIN_BLOCK);
  }

  /**
   * The next trial whose threshold lies in a range, looked for from one on and then from the first.
   *
   * @param low least threshold; not reached itself
   * @param high greatest threshold
   * @param from trial to begin with
   * @param most number of trials of the sample
   * @returns its number; null where the sample has none
   */
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

/** Whether p is one number for all that it governs. */
function hindranceOf(point: Point, size: number): Hindrance | null {
  const { cell, subject } = point;
  const p = cell.get('p');
  if (subject.network.is === 'blocks') return 'stochastic depth';
  if (!hasLabels(point)) return subject.network.is === 'convolutional' ? 'squares' : 'sparse';
  if (cell.get('p_site') !== undefined || cell.get('p_bond') !== undefined) return 'rates';
  if (p !== undefined && typeof p !== 'number') return 'by layer';
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
  const parting = axesOf(study).filter(path => !SHARED.includes(path));
  return groupPoints(study, points, SHARED).map(group => {
    const [point] = group;
    const { row, cell, subject, replicate } = point;
    const size = sizeOf(point, edges);
    const made = Number(result.columns['threshold_trials']?.[row] ?? 0);
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
      open: () => {
        const key = keyFromSeed(cell.get('seed') as string);
        return new Trials(graphOf(subject, edges, key, true), key, row);
      }
    };
  });
}
