// Which search is faster on a graph: lazily, one trial after the other, or 128 trials side by side. From sizes and removal
// probabilities alone, since the plan of a study depends on it, with constants measured on one core.

import { exp } from '../math/exp';
import { log } from '../math/log';
import { graphSize, removesOf } from '../network/build';
import type { Size } from '../network/build/classes';
import type { EdgeList } from '../network/edges';
import { depthOf } from '../network/layered';
import type { Network } from '../network/network';
import type { Rate } from '../percolation/removal';
import type { Subject } from '../percolation/task';

/** Ways to search. */
export type SearchSampler = 'lazy geometric' | 'bit-parallel';

export const TRIALS_PER_BATCH = 128;
/** Of a batch. */
const SECONDS_PER_ELEMENT = 3e-8;
const SECONDS_PER_EDGE = 1e-9;
const SECONDS_PER_UNIT = 5e-9;
/** Of a unit that is reached in some of its trials, where edges have elements of their own; and of an open edge. */
const SECONDS_PER_REACHED_UNIT = 4e-8;
const SECONDS_PER_OPEN_EDGE = 5e-9;
/**
 * Times that trials arrive at a unit one after the other, on a lattice whose edges have no direction; so many near the
 * point where an infinite lattice percolates, half as many this far from it.
 */
const ARRIVALS = 20;
const NEAR = 0.12;

/** Layers behind which the share of reached units is taken as settled. */
const LAYERS_TO_SETTLE = 1000;

/** Of a lazy search. */
const SECONDS_PER_SEARCH = 3e-8;
const SECONDS_PER_OPEN_UNIT = 12e-9;
const SECONDS_PER_DRAW = 8e-9;

/** Share of open units or bonds at which an infinite square lattice percolates. */
const CRITICAL_SITES = 0.593;
const CRITICAL_BONDS = 0.5;

/** The mean, over all layers, of the probability of being kept. */
function kept(rate: Rate): number {
  return typeof rate === 'number'
    ? 1 - rate
    : rate.reduce((sum, p) => sum + (1 - p), 0) / rate.length;
}

/** Units where a search begins, and edges of a shortest path. */
function extent(
  network: Network,
  edges: EdgeList | null,
  units: number
): { inputs: number; depth: number } {
  switch (network.is) {
    case 'layers':
    case 'skip':
      return { inputs: network.layers.input, depth: depthOf(network.layers) + 1 };
    case 'convolutional': {
      const [height, width] = network.image;
      return { inputs: network.channels[0] * height * width, depth: network.channels.length - 1 };
    }
    case 'lattice':
      return { inputs: network.size[1], depth: network.size[0] };
    case 'tree':
      return { inputs: 1, depth: network.depth + 1 };
    default: {
      const inputs = edges?.inputs.length ?? 1;
      return { inputs, depth: units / Math.max(inputs, Math.sqrt(units)) };
    }
  }
}

/**
 * Share of the units that are reached, in the mean over trials, as if those of a layer were reached independently:
 * r -> 1 - exp(-growth r) from layer to layer.
 */
function reachedShare(growth: number, depth: number): number {
  const layers = Math.min(LAYERS_TO_SETTLE, Math.floor(depth));
  let reached = 1;
  let sum = 0;
  for (let layer = 0; layer < layers; layer++) {
    sum += reached;
    reached = 1 - exp(-growth * reached);
  }
  return (sum + (depth - layers) * reached) / depth;
}

/**
 * Open units that a lazy search comes to where edges have a direction: all that are reached, unless growth above 1 leads
 * it to an output before; near 1 on a narrow way, since what it has seen is in its way (measured).
 */
function searchedUnits(
  units: number,
  growth: number,
  { inputs, depth }: { inputs: number; depth: number }
): number {
  const reached = units * reachedShare(growth, depth);
  const distance = growth - 1;
  if (distance <= 0) {
    const layers = distance < 0 ? Math.min(depth, -1 / distance) : depth;
    return Math.min(reached, inputs * layers);
  }
  const early = depth * (1 + 1 / distance + 1 / (distance * distance));
  return 1 / (1 / reached + 1 / early);
}

/** The same on an undirected lattice, whose growth is relative to where an infinite one percolates. */
function searchedOfLattice(
  units: number,
  growth: number,
  { inputs, depth }: { inputs: number; depth: number }
): number {
  const distance = growth - 1;
  const early = (growth < 1 ? inputs : depth) * (1 + 1 / (distance * distance));
  return 1 / (1 / units + 1 / early);
}

/** Whether edges have no direction, so that a unit may be come to from any side. */
function isUndirected(network: Network): boolean {
  return network.is === 'lattice' && !network.directed;
}

/** Open units behind an open unit, in the mean; on a lattice, relative to where an infinite one percolates. */
function growthOf({ network, removal, model }: Subject, degree: number): number {
  const site = model === 'bond' ? 1 : kept(removal.site);
  const bond = model === 'site' ? 1 : kept(removal.bond);
  if (isUndirected(network)) {
    return (site * bond) / (model === 'bond' ? CRITICAL_BONDS : CRITICAL_SITES);
  }
  return degree * site * bond;
}

function lazySeconds(subject: Subject, edges: EdgeList | null): number {
  const { network, removal, model } = subject;
  const size = graphSize(network, edges);
  const site = model === 'bond' ? 1 : kept(removal.site);
  const degree = size.edges / size.units;
  const growth = growthOf(subject, degree);
  const ends = extent(network, edges, size.units);
  const searched = isUndirected(network) ? searchedOfLattice : searchedUnits;
  const units = searched(site * size.units, growth, ends);
  // Closed edges with elements of their own cost nothing; others are looked at until one is open.
  const hasGaps = model !== 'site' && network.is !== 'convolutional';
  const open = site * (hasGaps || model === 'site' ? 1 : kept(removal.bond));
  const looked = Math.max(1, Math.min(degree, 1 / open));
  return SECONDS_PER_SEARCH + units * (SECONDS_PER_OPEN_UNIT + looked * SECONDS_PER_DRAW);
}

/** Share of the depth that some trial of a batch comes to, where searches die out. */
function comeTo(growth: number, inputs: number, depth: number): number {
  const layers = growth < 1 ? log(TRIALS_PER_BATCH * inputs) / -log(growth) : depth;
  return Math.min(1, Math.max(1, layers) / depth);
}

/** Share of what leads to a place, removed with probability `removed`, that is looked at before all trials have come there. */
function lookedAt(removed: number, degree: number): number {
  const enough = removed < 1 ? 1 + log(TRIALS_PER_BATCH) / -log(removed) : degree;
  return Math.min(1, enough / degree);
}

/** Of a batch: edges with elements of their own, which are followed by gaps where few are open, and else by bits. */
function ownEdgeSeconds(subject: Subject, edges: EdgeList | null, size: Size, own: number): number {
  const { network, removal } = subject;
  const { depth } = extent(network, edges, size.units);
  const share = isUndirected(network)
    ? 1
    : reachedShare(growthOf(subject, size.edges / size.units), depth);
  const trials = TRIALS_PER_BATCH * share;
  const open = trials * kept(removal.bond) * SECONDS_PER_OPEN_EDGE;
  return (
    own *
      (lookedAt(1 - kept(removal.bond), size.edges / size.units) *
        Math.min(open, SECONDS_PER_ELEMENT) +
        SECONDS_PER_EDGE) +
    size.units * Math.min(1, trials) * SECONDS_PER_REACHED_UNIT
  );
}

function bitSeconds(subject: Subject, edges: EdgeList | null): number {
  const { network, removal, model } = subject;
  const removes = removesOf(model, removal);
  const size = graphSize(network, edges, removes);
  // A kernel's weights are shared by many edges; every other weight is an edge.
  const bonds = { site: false, bond: removes.bond && network.is !== 'convolutional', input: false };
  const own = graphSize(network, edges, bonds).elements;
  // The kept edges of complete layers are followed once for a whole layer.
  const isComplete = network.is === 'layers' && network.sparse === null && model === 'site';
  const growth = growthOf(subject, size.edges / size.units);
  const { inputs, depth } = extent(network, edges, size.units);
  // Of a complete layer only units are drawn that some trial still has need of.
  const drawn = isComplete ? lookedAt(1 - kept(removal.site), size.units / (depth + 1)) : 1;
  const looked =
    drawn * (size.elements - own) * SECONDS_PER_ELEMENT +
    (own > 0 ? ownEdgeSeconds(subject, edges, size, own) : 0) +
    (isComplete ? 0 : (size.edges - own) * SECONDS_PER_EDGE);
  const pass = comeTo(growth, inputs, depth) * looked + size.units * SECONDS_PER_UNIT;
  const distance = (growth - 1) / NEAR;
  const passes = isUndirected(network) ? 1 + ARRIVALS / (1 + distance * distance) : 1;
  return (passes * pass) / TRIALS_PER_BATCH;
}

/**
 * Estimated seconds of one trial; right within a factor of about three on layers and lattices.
 *
 * @param subject a network that has a graph
 * @param edges edges of a given graph; null for every other network
 * @param sampler the way to search
 */
export function searchSeconds(
  subject: Subject,
  edges: EdgeList | null,
  sampler: SearchSampler
): number {
  return sampler === 'lazy geometric' ? lazySeconds(subject, edges) : bitSeconds(subject, edges);
}

/** The faster way to search, by these estimates. */
export function fastestSearch(subject: Subject, edges: EdgeList | null): SearchSampler {
  return lazySeconds(subject, edges) < bitSeconds(subject, edges)
    ? 'lazy geometric'
    : 'bit-parallel';
}
