// Smallest cut: the least number of removable elements whose removal closes every path (Menger's theorem; Ford and
// Fulkerson, Canad. J. Math. 8 (1956) 399). It is the power of p with which 1 - theta vanishes as p -> 0.

import type { Removes } from '../network/build';
import type { Graph } from '../network/graph';
import { fromWidths, type LayeredNetwork } from '../network/layered';
import type { Convolutional, Network } from '../network/network';
import { twoTerminals, type TwoTerminals } from '../network/terminals';
import { FlowNetwork } from './maxflow';

/** Throws where the flow can't be cut element by element. */
function checkPrivate({ elements }: Graph, terminals: TwoTerminals): void {
  const { units, edgeFirst, edgeTarget, edgeElement, unitElement } = terminals;
  const closes = new Int32Array(elements);
  unitElement.forEach(element => (closes[element] += 1));
  for (let unit = 0; unit < units; unit++) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      // An undirected edge is there twice, once in each direction.
      if (edgeElement[edge] >= 0 && edgeTarget[edge] > unit) {
        closes[edgeElement[edge]] += 1;
      }
    }
  }
  const shared = closes.findIndex(count => count > 1);
  if (shared >= 0) {
    throw new RangeError(
      `minimumCut: found element ${shared}, which closes ${closes[shared]} units or edges at once; allowed: elements ` +
        'that close one, since else the smallest cut is NP-hard to find; take mincut out of measure, or remove units ' +
        'or weights that are not shared'
    );
  }
}

/**
 * Size of the smallest cut of any graph, as the largest flow through it: units are split in two, what can be removed
 * has capacity 1. An undirected edge has its capacity in both directions; only one of them crosses a smallest cut.
 *
 * @param graph its elements close one unit or edge each; sharing is allowed among units and edges that decide nothing
 * @returns number of elements; Infinity where a path can't be closed, 0 where none is open with nothing removed
 * @throws RangeError where an element closes several units or edges that matter
 */
export function minimumCut(graph: Graph): number {
  const terminals = twoTerminals(graph);
  if (terminals === null) {
    return Infinity;
  }
  checkPrivate(graph, terminals);
  const { units, edgeFirst, edgeTarget, edgeElement, unitFirst } = terminals;
  // Every path has an element, so that no flow is larger than their number.
  const unbounded = graph.elements + 1;
  const network = new FlowNetwork(2 * units, units + edgeTarget.length);
  for (let unit = 0; unit < units; unit++) {
    network.add(2 * unit, 2 * unit + 1, unitFirst[unit + 1] > unitFirst[unit] ? 1 : unbounded);
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      network.add(2 * unit + 1, 2 * edgeTarget[edge], edgeElement[edge] < 0 ? unbounded : 1);
    }
  }
  return network.largestFlow(0, 2 * units - 1);
}

/**
 * Size of the smallest cut of complete layers: the least of the hidden widths (units), of the products of
 * neighbouring widths (weights) and of the input width (input dropout), of those that can be removed. A cut is given by
 * the reachable, the removed and the other units of each layer; its size is linear in their numbers for each layer, so
 * that in a smallest cut every layer can be taken whole (derived here).
 *
 * @param layers at any depth
 * @param removes what can be removed
 * @param weights weights from one unit to one unit of the next layer, any of which joins them
 * @returns number of elements; Infinity where a path can't be closed
 */
export function minimumCutOfLayers(layers: LayeredNetwork, removes: Removes, weights = 1): number {
  const { input, hidden, output } = layers;
  let least = removes.input ? input : Infinity;
  let before = input;
  for (const { width, count } of hidden) {
    const inside = count > 1 ? width * width : Infinity;
    const bonds = removes.bond ? weights * Math.min(before * width, inside) : Infinity;
    least = Math.min(least, removes.site ? width : Infinity, bonds);
    before = width;
  }
  return Math.min(least, removes.bond ? weights * before * output : Infinity);
}

/**
 * Number of smallest cuts of a rectangular network of width W and depth L under bond removal: L (2^W - 1) + 1, of W^2
 * weights each. A cut with reachable units a_l in layer l (a_0 = W, a_{L + 1} = 0) has sum of a_l (W - a_{l + 1})
 * weights, which is W^2 just where all layers before some layer are reachable, any subset in it and none after it
 * (derived here).
 *
 * @param width units of every layer, integer >= 1
 * @param depth hidden layers, integer >= 0
 * @see docs/theory.md, section 3
 */
export function countMinimumCuts(width: number, depth: number): bigint {
  return BigInt(depth) * (2n ** BigInt(width) - 1n) + 1n;
}

/** Whether the channels are complete layers with kernel x kernel weights for each pair, whatever the place. */
function isLayered({ drop, padding, kernel }: Convolutional, removes: Removes): boolean {
  const isUniform = !removes.bond || padding === 'cyclic' || kernel === 1;
  return isUniform && (drop === 'channels' || !(removes.site || removes.input));
}

/**
 * Size of the smallest cut of a network: a closed form where there is one, else the largest flow through its graph.
 *
 * @param network any network
 * @param removes what can be removed from it
 * @param graph makes its graph, where that is needed
 * @returns number of elements; Infinity where a path can't be closed, 0 where there is none
 * @throws RangeError where elements are shared and there is no closed form
 */
export function minimumCutOf(network: Network, removes: Removes, graph: () => Graph): number {
  switch (network.is) {
    case 'layers':
      return network.sparse === null
        ? minimumCutOfLayers(network.layers, removes)
        : minimumCut(graph());
    case 'convolutional':
      return isLayered(network, removes)
        ? minimumCutOfLayers(fromWidths(network.channels), removes, network.kernel * network.kernel)
        : minimumCut(graph());
    case 'tree': {
      // The subtrees of the root are disjoint, and the first unit or edge of each closes it.
      const { branching, depth } = network;
      const closable = removes.bond || (removes.site && depth > 0);
      return removes.input ? 1 : closable ? branching : Infinity;
    }
    case 'blocks':
      return Infinity;
    case 'skip':
    case 'lattice':
    case 'edges':
      return minimumCut(graph());
  }
}
