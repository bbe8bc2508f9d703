// What whole masks tell layer by layer: reachable and live units, trainable weights, where paths end, and how many are
// open. Sums over trials, made so that sums of pieces add up; the exact counterpart for complete layers is profile.ts.

import { joinSpreads, type Spread } from '../math/spread';
import type { Graph, RemovalGraph } from '../network/graph';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { JoinedUnits } from './joinedunits';
import { edgesByLayer, forEdges, unitsByLayer } from './layersizes';
import { OpenMask } from './openmask';
import { OpenPaths } from './openpaths';

/** Trials of one block: each block has its own stream, so blocks can run anywhere. Results depend on it. */
export const MASKS_PER_BLOCK = 64;

/** Sums of a share of each layer, and of its square, over trials. */
export interface ShareSums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** What trials told; sums of pieces add up by addMaskSums. */
export interface MaskSums {
  readonly trials: number;
  /** Trials with an open path. */
  readonly open: number;
  /** Share of the units of layer 0 .. layers - 1 that are open and joined to an input by an open path. */
  readonly reach: ShareSums;
  /** Share of the units of each layer on an open path; undirected: joined to inputs and outputs, which is more. */
  readonly live: ShareSums;
  /**
   * trainable[l]: share of the weights that enter layer l and are open and on an open path (undirected: joined to both;
   * the weight enters the unit of larger number); 0 where there are none, as in layer 0 of layered networks.
   */
  readonly trainable: ShareSums;
  /**
   * cut[l], l = 0 .. layers: trials without open path in which l - 1 is the last layer with a reachable unit. In
   * networks without skips l is the first layer without one. cut[0]: no layer has one. Sum: trials - open.
   */
  readonly cut: Float64Array;
  /** ln of the number of open paths, over trials that have one; count 0 and NaN in undirected graphs. */
  readonly paths: Spread;
  /** ln of the number of paths where nothing is removed, of which there can't be more; NaN in undirected graphs. */
  readonly allPaths: number;
}

const NO_NUMBERS: Spread = { count: 0, mean: 0, deviations: 0 };
const UNDEFINED: Spread = { count: 0, mean: NaN, deviations: NaN };

/** Counts by layer of one trial after the other. Counts are integers, so their sums don't depend on the order. */
class LayerCounts {
  readonly counts: Float64Array;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;

  /** @param sizes what there is to count in each layer */
  constructor(private readonly sizes: Float64Array) {
    this.counts = new Float64Array(sizes.length);
    this.sum = new Float64Array(sizes.length);
    this.squares = new Float64Array(sizes.length);
  }

  /** Takes the counts of a trial over into the sums. */
  endTrial(): void {
    this.counts.forEach((count, layer) => {
      this.sum[layer] += count;
      this.squares[layer] += count * count;
    });
    this.counts.fill(0);
  }

  shares(): ShareSums {
    const size = this.sizes.map(count => Math.max(count, 1));
    return {
      sum: this.sum.map((sum, layer) => sum / size[layer]),
      squares: this.squares.map((sum, layer) => sum / (size[layer] * size[layer]))
    };
  }
}

/** The trials of one call. */
class Masks {
  private readonly graph: Graph;
  private readonly mask: OpenMask;
  private readonly joined: JoinedUnits;
  private readonly openPaths: OpenPaths | null;
  private readonly reach: LayerCounts;
  private readonly live: LayerCounts;
  private readonly trainable: LayerCounts;
  private readonly cut: Float64Array;
  private trials = 0;
  private open = 0;
  private paths: Spread;
  private readonly allPaths: number;

  constructor(removal: RemovalGraph) {
    const { graph } = removal;
    this.graph = graph;
    this.mask = new OpenMask(removal);
    this.joined = new JoinedUnits(graph);
    this.openPaths = graph.directed ? new OpenPaths(graph) : null;
    const units = unitsByLayer(graph);
    this.reach = new LayerCounts(units);
    this.live = new LayerCounts(units);
    this.trainable = new LayerCounts(edgesByLayer(graph));
    this.cut = new Float64Array(graph.layers + 1);
    this.paths = graph.directed ? NO_NUMBERS : UNDEFINED;
    this.allPaths = this.logAllPaths();
  }

  trial(stream: Stream): void {
    this.mask.draw(stream);
    const isOpen = this.joined.find(this.mask);
    const last = this.countUnits();
    this.trials += 1;
    if (isOpen) {
      this.open += 1;
      this.countEdges();
      this.countPaths();
    } else {
      this.cut[last + 1] += 1;
    }
    [this.reach, this.live, this.trainable].forEach(counts => counts.endTrial());
  }

  /** Counts reachable and live units; returns the last layer with a reachable one, or -1. */
  private countUnits(): number {
    const { graph, joined, reach, live } = this;
    let last = -1;
    for (let unit = 0; unit < graph.units; unit++) {
      const layer = graph.layer[unit];
      if (layer >= 0 && joined.reachable[unit] === 1) {
        reach.counts[layer] += 1;
        live.counts[layer] += joined.live[unit];
        last = Math.max(last, layer);
      }
    }
    return last;
  }

  private countEdges(): void {
    const { graph, mask, joined, trainable } = this;
    for (let unit = 0; unit < graph.units; unit++) {
      if (joined.live[unit] === 1) {
        forEdges(graph, unit, (edge, layer) => {
          trainable.counts[layer] += joined.isEdgeLive(mask, unit, edge) ? 1 : 0;
        });
      }
    }
  }

  private logAllPaths(): number {
    if (!this.openPaths) {
      return NaN;
    }
    this.mask.open();
    this.joined.find(this.mask);
    return this.openPaths.logCount(this.mask, this.joined);
  }

  private countPaths(): void {
    if (this.openPaths) {
      const mean = this.openPaths.logCount(this.mask, this.joined);
      this.paths = joinSpreads(this.paths, { count: 1, mean, deviations: 0 });
    }
  }

  sums(): MaskSums {
    const { trials, open, cut, paths, allPaths } = this;
    return {
      trials,
      open,
      reach: this.reach.shares(),
      live: this.live.shares(),
      trainable: this.trainable.shares(),
      cut,
      paths,
      allPaths
    };
  }
}

/**
 * Draws whole masks and sums up what they tell.
 *
 * @param graph any graph, with rates in 0 .. 1; units of layer -1 are in no layer
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param block first block; the trials fill it and, beyond MASKS_PER_BLOCK, the blocks that follow
 * @param trials number of trials, integer >= 0
 * @returns sums over the trials
 * @throws RangeError for a rate outside 0 .. 1
 */
export function sampleMasks(
  graph: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number
): MaskSums {
  const masks = new Masks(graph);
  for (let done = 0, at = block; done < trials; at++) {
    const stream = new Stream(key, cell, at, Purpose.wholeMasks);
    for (const end = Math.min(done + MASKS_PER_BLOCK, trials); done < end; done++) {
      masks.trial(stream);
    }
  }
  return masks.sums();
}

/**
 * One of the masks that `sampleMasks` looks at, for looking at it alone.
 *
 * @param graph the graph, with rates in 0 .. 1
 * @param key the study's key
 * @param cell index of the cell of the grid
 * @param trial number of the trial from block 0 on, integer >= 0; those before it in its block are drawn too
 * @returns 1 for each element that is open
 * @throws RangeError for a rate outside 0 .. 1
 */
export function wholeMask(graph: RemovalGraph, key: Key, cell: number, trial: number): Uint8Array {
  const mask = new OpenMask(graph);
  const block = Math.floor(trial / MASKS_PER_BLOCK);
  const stream = new Stream(key, cell, block, Purpose.wholeMasks);
  for (let at = block * MASKS_PER_BLOCK; at <= trial; at++) mask.draw(stream);
  return mask.elements;
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]);
}

function addShares(a: ShareSums, b: ShareSums): ShareSums {
  return { sum: add(a.sum, b.sum), squares: add(a.squares, b.squares) };
}

/** The sums of two sets of trials of the same graph, taken together. */
export function addMaskSums(a: MaskSums, b: MaskSums): MaskSums {
  return {
    trials: a.trials + b.trials,
    open: a.open + b.open,
    reach: addShares(a.reach, b.reach),
    live: addShares(a.live, b.live),
    trainable: addShares(a.trainable, b.trainable),
    cut: add(a.cut, b.cut),
    paths: joinSpreads(a.paths, b.paths),
    allPaths: a.allPaths
  };
}
