// Clusters of a lattice with few removable elements, exactly: means over all masks, each weighed by its probability. The
// sampled counterpart is clusters.ts.

import type { RemovalGraph } from '../network/graph';
import { checkLattice, LatticeClusters } from './clusters';
import { MOST_ENUMERATED } from './enumeration';
import { OpenMask } from './openmask';

/** Masks whose sums are added up before they join the others, so that rounding does not grow with their number. */
const BLOCK = 2048;

/** Exact means. */
export interface ClusterMeans {
  /** Share of all sites of the lattice that the largest cluster has. */
  readonly largest: number;
  /** Mean size of the other clusters, as in ClusterSums. */
  readonly size: number;
  /** Probability that an open path through the lattice joins the first row and the last. */
  readonly crossing: number;
}

/** Probability of the mask that removes the elements whose bits are set. */
function weightOf({ graph, rates }: RemovalGraph, removed: number): number {
  let weight = 1;
  for (let element = 0; element < graph.elements; element++) {
    const rate = rates[graph.elementClass[element]];
    weight *= (removed >>> element) & 1 ? rate : 1 - rate;
  }
  return weight;
}

/**
 * Exact means of the clusters of a lattice.
 *
 * @param removal an undirected lattice as sampleClusters takes it, with at most MOST_ENUMERATED elements
 * @param size height and width of the lattice
 * @throws RangeError for more elements, a directed lattice, another size, or a rate outside 0 .. 1
 */
export function weighedClusters(
  removal: RemovalGraph,
  [height, width]: readonly [number, number]
): ClusterMeans {
  const { graph } = removal;
  if (graph.elements > MOST_ENUMERATED) {
    throw new RangeError(
      `weighedClusters: found ${graph.elements} removable elements; allowed: up to ${MOST_ENUMERATED}; sample the lattice`
    );
  }
  checkLattice(graph, [height, width]);
  const mask = new OpenMask(removal);
  const lattice = new LatticeClusters(graph, height - 1);
  const total = { largest: 0, size: 0, crossing: 0 };
  for (let block = 0; block < 2 ** graph.elements; block += BLOCK) {
    const sums = { largest: 0, size: 0, crossing: 0 };
    for (let removed = block; removed < Math.min(block + BLOCK, 2 ** graph.elements); removed++) {
      const weight = weightOf(removal, removed);
      if (weight > 0) {
        mask.set(removed);
        const { largest, size, isCrossing } = lattice.clusters(mask);
        sums.largest += weight * largest;
        sums.size += weight * size;
        sums.crossing += isCrossing ? weight : 0;
      }
    }
    total.largest += sums.largest;
    total.size += sums.size;
    total.crossing += sums.crossing;
  }
  return { ...total, largest: total.largest / (height * width) };
}
