// From a network and what is removed from it to a graph with removable elements. Structure and rates are apart: the
// last structures are kept, since the shards of a study ask for the same one again and again.

import { layerLaw } from '../percolation/layerlaw';
import type { Rate, Removal } from '../percolation/removal';
import type { Subject } from '../percolation/task';
import type { Key } from '../random/seed';
import {
  classesOf,
  ratesByClass,
  removesOf,
  type Classes,
  type Rates,
  type Removes,
  type Size
} from './build/classes';
import {
  convolutionalGraph,
  convolutionalSize,
  coveringEntries,
  seedRate
} from './build/convolutional';
import { givenGraph, givenSize } from './build/given';
import { latticeGraph, latticeSize } from './build/lattice';
import { layersGraph, layersSize, skipGraph, skipSize } from './build/layers';
import { treeGraph, treeSize } from './build/tree';
import { LARGEST_GRAPH, type EdgeList } from './edges';
import type { Graph, RemovalGraph } from './graph';
import { depthOf } from './layered';
import type { Layers, Network } from './network';

export { removesOf, type Removes } from './build/classes';
export { LARGEST_GRAPH } from './edges';

/** Structures that are kept. */
const KEPT = 2;

function given(edges: EdgeList | null): EdgeList {
  if (edges === null) {
    throw new RangeError(
      'graphOf: found no edges for a network that is a list of them; pass them in'
    );
  }
  return edges;
}

function noGraph(): never {
  throw new RangeError('graphOf: stochastic depth has no graph; its answers are closed forms');
}

/**
 * Size of the graph of a network, found without building it.
 *
 * @param network any network but stochastic depth
 * @param edges the list of edges that the network is; null for every other network
 * @param removes kinds of elements that can be removed; if not given, none are counted
 * @returns units, edges (an undirected one counts once) and elements. Of quenched sparse layers the mean number of
 *   edges, and the most elements there can be
 * @throws RangeError for stochastic depth, which has no graph
 */
export function graphSize(network: Network, edges: EdgeList | null, removes?: Removes): Size {
  switch (network.is) {
    case 'layers':
      return layersSize(network, removes);
    case 'skip':
      return skipSize(network, removes);
    case 'convolutional':
      return convolutionalSize(network, removes);
    case 'lattice':
      return latticeSize(network, removes);
    case 'tree':
      return treeSize(network, removes);
    case 'edges':
      return givenSize(given(edges), removes);
    case 'blocks':
      return noGraph();
  }
}

/** Hidden layers whose rates may differ; null for networks that have no such layers. */
function hiddenLayers(network: Network): number | null {
  switch (network.is) {
    case 'layers':
    case 'skip':
      return depthOf(network.layers);
    case 'convolutional':
      return network.channels.length - 2;
    case 'tree':
      return network.depth;
    default:
      return null;
  }
}

function checkList(what: string, rate: Rate | null, wanted: number | null): void {
  if (rate !== null && typeof rate !== 'number' && rate.length !== wanted) {
    const allowed = wanted === null ? 'one number' : `one number or a list of ${wanted}`;
    throw new RangeError(`graphOf: found ${rate.length} rates of ${what}; allowed: ${allowed}`);
  }
}

/** One number where all rates of a list are the same, since fewer classes are faster. */
function joined(rates: readonly number[]): Rate {
  return rates.every(rate => rate === rates[0]) ? rates[0] : rates;
}

/** Rates of the weights of annealed sparse layers: removed, or not there at all. */
function annealedRate({ layers, sparse }: Layers, removal: Removal): Rate {
  const { hidden, output } = layerLaw(layers, removal, sparse);
  const entering = hidden.flatMap(({ count, bond }) => new Array<number>(count).fill(bond));
  return joined([...entering, output.bond]);
}

/** Rates of squares in place of those of units. */
function seedRates(rate: Rate | null, toSeed: (p: number) => number): Rate | null {
  return rate === null ? null : typeof rate === 'number' ? toSeed(rate) : rate.map(toSeed);
}

function ratesOf({ network, model, removal }: Subject): Rates {
  const removes = removesOf(model, removal);
  const rates: Rates = {
    site: removes.site ? removal.site : null,
    bond: removes.bond ? removal.bond : null,
    input: removes.input ? removal.input! : null
  };
  const depth = hiddenLayers(network);
  checkList('hidden units', rates.site, depth);
  checkList('weights', rates.bond, depth === null ? null : depth + 1);
  if (network.is === 'lattice' && rates.input !== null) {
    throw new RangeError(
      'graphOf: found input dropout on a lattice, whose source is kept; allowed: 0'
    );
  }
  if (network.is === 'layers' && network.sparse !== null && network.sparse.graph === null) {
    return { ...rates, bond: annealedRate(network, removal) };
  }
  if (network.is === 'convolutional' && network.drop === 'elements') {
    const toSeed = (p: number): number => seedRate(network, p);
    const input = rates.input === null ? null : toSeed(rates.input);
    return { ...rates, site: seedRates(rates.site, toSeed), input };
  }
  return rates;
}

/** Rates with labels in place of what p governs: in mixed removal units and weights alike. */
function sweptRates(subject: Subject): Rates {
  const { network, model } = subject;
  const rates = ratesOf(subject);
  if (model !== 'site' && network.is === 'layers' && network.sparse?.graph === null) {
    throw new RangeError(
      'graphOf: a weight of annealed sparse layers is open by its density as well as by p, so it has no one label; ' +
        'take quenched layers, or the count chain'
    );
  }
  if (model !== 'bond' && network.is === 'convolutional' && network.block > 1) {
    throw new RangeError(
      'graphOf: squares of DropBlock are removed with another probability than p, so they have no label; sample at each p'
    );
  }
  return {
    ...rates,
    site: model === 'bond' ? rates.site : NaN,
    bond: model === 'site' ? rates.bond : NaN
  };
}

function build(network: Network, edges: EdgeList | null, key: Key, classes: Classes): Graph {
  switch (network.is) {
    case 'layers':
      return layersGraph(network, classes, key);
    case 'skip':
      return skipGraph(network, classes);
    case 'convolutional':
      return convolutionalGraph(network, classes);
    case 'lattice':
      return latticeGraph(network, classes);
    case 'tree':
      return treeGraph(network, classes);
    case 'edges':
      return givenGraph(given(edges), classes);
    case 'blocks':
      return noGraph();
  }
}

interface Kept {
  readonly name: string;
  readonly edges: EdgeList | null;
  readonly graph: Graph;
}

const kept: Kept[] = [];

/** The graph under a name, built where it is not among those kept. */
function remembered(name: string, edges: EdgeList | null, make: () => Graph): Graph {
  const known = kept.find(entry => entry.name === name && entry.edges === edges);
  if (known) {
    return known.graph;
  }
  const graph = make();
  kept.unshift({ name, edges, graph });
  kept.length = Math.min(kept.length, KEPT);
  return graph;
}

function checkSize({ network }: Subject, edges: EdgeList | null): void {
  const size = graphSize(network, edges);
  if (size.edges > LARGEST_GRAPH || size.units > 2 * LARGEST_GRAPH) {
    throw new RangeError(
      `graphOf: found ${size.units} units and ${size.edges} edges; allowed: up to ${LARGEST_GRAPH} edges and twice ` +
        'as many units; make the network smaller'
    );
  }
  const covered = network.is === 'convolutional' ? coveringEntries(network) : 0;
  if (covered > 4 * LARGEST_GRAPH) {
    throw new RangeError(
      `graphOf: found ${covered} pairs of a unit and a square over it; allowed: up to ${4 * LARGEST_GRAPH}; make ` +
        'blocks or images smaller'
    );
  }
}

/**
 * The graph of a network with the rates of its elements.
 *
 * Elements are numbered by kind: input units, hidden units, weights, each in the order of the layers. Weights that a
 * kernel shares, channels and squares are one element each. Input dropout takes what site removal takes, of layer 0.
 *
 * @param subject the network, the model and its rates
 * @param edges the list of edges that the network is; null for every other network
 * @param key key of the seed, by which quenched sparse layers are drawn: the same for all p and methods
 * @param swept whether p is left open: classes that it governs have rate NaN, their elements get labels. The rest
 *   (input dropout, and the weights of annealed sparse layers under site removal) keep theirs.
 * @throws RangeError for stochastic depth; for lists of rates of the wrong length; for more than LARGEST_GRAPH edges;
 *   and with `swept` for squares (DropBlock) and for bond or mixed removal in annealed sparse layers
 */
export function graphOf(
  subject: Subject,
  edges: EdgeList | null,
  key: Key,
  swept = false
): RemovalGraph {
  const { network } = subject;
  checkSize(subject, edges);
  const rates = swept ? sweptRates(subject) : ratesOf(subject);
  const classes = classesOf(rates);
  const shape = [rates.site, rates.bond, rates.input].map(rate =>
    rate === null ? null : typeof rate === 'number' ? 'one' : rate.length
  );
  const isDrawn =
    network.is === 'layers' && network.sparse !== null && network.sparse.graph !== null;
  const name = JSON.stringify([network, shape, isDrawn ? key : null]);
  const graph = remembered(name, edges, () => build(network, edges, key, classes));
  return { graph, rates: ratesByClass(rates) };
}
