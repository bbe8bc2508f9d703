// How many numbers answers hold. All are kept until the study is reduced, so their sum is known before it begins.

import { graphSize } from '../../engine/network/build';
import type { EdgeList } from '../../engine/network/edges';
import { depthOf } from '../../engine/network/layered';
import type { Network } from '../../engine/network/network';
import { MOST_ENUMERATED } from '../../engine/percolation/enumeration';
import type { PercolationTask } from '../../engine/percolation/task';
import { LARGEST_DRAWING } from '../sectionlimits';

/** Numbers of an answer that is one value with what belongs to it. */
const FEW = 8;
/** Numbers of the law of a threshold: 65 places and what lies below each. */
const LAW = 130;
/** Numbers of the sums over clusters. */
const CLUSTER_SUMS = 12;
/** Lists with a number for each layer: of a profile reach, live, trainable, cut; of sums over masks also their squares. */
const PROFILE_LISTS = 4;
const MASK_LISTS = 7;

/** Layers of a network, from above where only its graph tells: no more than its units. */
function layersOf(network: Network, edges: EdgeList | null): number {
  switch (network.is) {
    case 'layers':
    case 'skip':
      return depthOf(network.layers) + 2;
    case 'convolutional':
      return network.channels.length;
    case 'tree':
      return network.depth + 2;
    case 'lattice':
      return network.size[0] + 2;
    default:
      return graphSize(network, edges).units;
  }
}

/**
 * Most numbers that the answer to a task holds.
 *
 * @param task a task, with its own trials
 * @param edges edges of a given graph; null for every other network
 */
export function answerSize(task: PercolationTask, edges: EdgeList | null): number {
  switch (task.kind) {
    case 'exact':
    case 'trials':
    case 'sign':
    case 'mincut':
      return FEW;
    case 'curve':
      return task.ps.length;
    case 'splitting':
    case 'thresholds':
      return task.trials;
    case 'threshold':
      return task.thetas.length + LAW;
    case 'profile':
      return PROFILE_LISTS * layersOf(task.subject.network, edges);
    case 'masks':
      return MASK_LISTS * layersOf(task.subject.network, edges);
    case 'polynomial':
      return MOST_ENUMERATED + 1;
    case 'clusters':
    case 'cluster means':
      return CLUSTER_SUMS;
    case 'blocks':
      return task.blocks + 1;
    case 'drawing':
      return LARGEST_DRAWING;
  }
}
