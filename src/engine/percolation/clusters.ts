// Clusters of an undirected lattice: largest cluster, mean cluster size, crossing. Definitions of Stauffer and Aharony,
// Introduction to Percolation Theory (1994); union-find as in Newman and Ziff, Physical Review E 64 (2001) 016706.

import type { Graph, RemovalGraph } from '../network/graph';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { unitsByLayer } from './layersizes';
import { OpenMask } from './openmask';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const CLUSTERS_PER_BLOCK = 64;

/** Sums over trials of a number and of its square. */
export type NumberSums = readonly [number, number];

/** What trials told; each entry of two pieces together is the sum of theirs. */
export interface ClusterSums {
  readonly trials: number;
  /** Sites of the largest cluster as a share of all sites of the lattice, removed ones too. */
  readonly largest: NumberSums;
  /**
   * Mean cluster size S = sum s^2 / sum s, s the sizes of all clusters but the largest: the expected size of the
   * cluster of an occupied site outside of the largest one; 0 where there is no such site.
   */
  readonly size: NumberSums;
  /** Trials in which an open path through the lattice joins the first row and the last. */
  readonly crossing: number;
}

/** The clusters of one mask. */
export interface Clusters {
  /** Sites of the largest one. */
  readonly largest: number;
  /** Mean size of the others, as in ClusterSums. */
  readonly size: number;
  /** Whether one touches the first row and the last. */
  readonly isCrossing: boolean;
}

/**
 * Refuses what has no clusters.
 *
 * @throws RangeError where a lattice is directed or not of this size
 */
export function checkLattice(graph: Graph, [height, width]: readonly [number, number]): void {
  if (graph.directed) {
    throw new RangeError(
      'clusters: found a directed lattice; allowed: undirected ones, since who reaches whom must be mutual; its ' +
        'crossing probability is theta'
    );
  }
  const rows = unitsByLayer(graph);
  if (rows.length !== height || rows.some(sites => sites !== width)) {
    throw new RangeError(
      `clusters: found rows of ${[...new Set(rows)].join(', ')} units, ${rows.length} in all; allowed: ${height} rows ` +
        `of ${width}; pass the size of the lattice`
    );
  }
}

/** Bonds between sites as triples of two sites and the edge; those of source and sink are left out. */
function bondsOf({ units, edgeFirst, edgeTarget, layer }: Graph): Int32Array {
  const bonds: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    for (let edge = edgeFirst[unit]; layer[unit] >= 0 && edge < edgeFirst[unit + 1]; edge++) {
      const target = edgeTarget[edge];
      if (unit < target && layer[target] >= 0) {
        bonds.push(unit, target, edge);
      }
    }
  }
  return Int32Array.from(bonds);
}

/** Clusters of one mask after the other. */
export class LatticeClusters {
  private readonly bonds: Int32Array;
  /** Of a root: minus the number of sites of its cluster; of another site: a site nearer to its root. */
  private readonly parent: Int32Array;
  /** Rows that a root's cluster touches: 1 for the first, 2 for the last, 3 for both. */
  private readonly ends: Uint8Array;

  constructor(
    private readonly graph: Graph,
    private readonly lastRow: number
  ) {
    this.bonds = bondsOf(graph);
    this.parent = new Int32Array(graph.units);
    this.ends = new Uint8Array(graph.units);
  }

  /** Measures the clusters of a mask of the graph. */
  clusters(mask: OpenMask): Clusters {
    const { bonds, ends, parent, graph, lastRow } = this;
    parent.fill(-1);
    for (let unit = 0; unit < graph.units; unit++) {
      ends[unit] = (graph.layer[unit] === 0 ? 1 : 0) | (graph.layer[unit] === lastRow ? 2 : 0);
    }
    for (let i = 0; i < bonds.length; i += 3) {
      if (
        mask.units[bonds[i]] === 1 &&
        mask.units[bonds[i + 1]] === 1 &&
        mask.isEdgeOpen(bonds[i + 2])
      ) {
        this.join(bonds[i], bonds[i + 1]);
      }
    }
    return this.measure(mask);
  }

  private root(unit: number): number {
    const { parent } = this;
    while (parent[unit] >= 0) {
      const next = parent[unit];
      if (parent[next] >= 0) {
        parent[unit] = parent[next];
      }
      unit = next;
    }
    return unit;
  }

  private join(a: number, b: number): void {
    const { parent, ends } = this;
    const one = this.root(a);
    const other = this.root(b);
    if (one !== other) {
      const [root, joined] = parent[one] <= parent[other] ? [one, other] : [other, one];
      parent[root] += parent[joined];
      ends[root] |= ends[joined];
      parent[joined] = root;
    }
  }

  private measure(mask: OpenMask): Clusters {
    const { parent, ends, graph } = this;
    let largest = 0;
    let sites = 0;
    let squares = 0;
    let isCrossing = false;
    for (let unit = 0; unit < graph.units; unit++) {
      if (parent[unit] < 0 && graph.layer[unit] >= 0 && mask.units[unit] === 1) {
        const size = -parent[unit];
        largest = Math.max(largest, size);
        sites += size;
        squares += size * size;
        isCrossing ||= ends[unit] === 3;
      }
    }
    const others = sites - largest;
    return {
      largest,
      size: others > 0 ? (squares - largest * largest) / others : 0,
      isCrossing
    };
  }
}

/**
 * Draws masks of a lattice and sums up what their clusters are like. Open units are occupied sites; source and sink are
 * in no cluster. Where only bonds are removed all sites are occupied, and a site without open bond is a cluster.
 *
 * @param graph an undirected lattice whose rows are its layers, source and sink of layer -1; rates in 0 .. 1
 * @param size height and width of the lattice
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond CLUSTERS_PER_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @returns sums over the trials
 * @throws RangeError where the lattice is directed or not of this size, or a rate is outside 0 .. 1
 */
export function sampleClusters(
  graph: RemovalGraph,
  [height, width]: readonly [number, number],
  key: Key,
  cell: number,
  block: number,
  trials: number
): ClusterSums {
  checkLattice(graph.graph, [height, width]);
  const mask = new OpenMask(graph);
  const lattice = new LatticeClusters(graph.graph, height - 1);
  const largest = [0, 0];
  const size = [0, 0];
  let crossing = 0;
  for (let done = 0, at = block; done < trials; at++) {
    const stream = new Stream(key, cell, at, Purpose.clusters);
    for (const end = Math.min(done + CLUSTERS_PER_BLOCK, trials); done < end; done++) {
      mask.draw(stream);
      const found = lattice.clusters(mask);
      largest[0] += found.largest;
      largest[1] += found.largest * found.largest;
      size[0] += found.size;
      size[1] += found.size * found.size;
      crossing += found.isCrossing ? 1 : 0;
    }
  }
  const sites = height * width;
  return {
    trials,
    largest: [largest[0] / sites, largest[1] / (sites * sites)],
    size: [size[0], size[1]],
    crossing
  };
}
