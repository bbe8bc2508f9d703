// How much there is in each layer of a graph: units, and edges that enter it. Units of layer -1 are in none.

import type { Graph } from '../network/graph';

/** Calls back for each edge of a unit, undirected ones once, with the layer that it enters; edges that enter none are left out. */
export function forEdges(
  graph: Graph,
  unit: number,
  edgeOf: (edge: number, layer: number) => void
): void {
  const { edgeFirst, edgeTarget, layer, directed } = graph;
  for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
    const target = edgeTarget[edge];
    if (layer[target] >= 0 && (directed || unit < target)) {
      edgeOf(edge, layer[target]);
    }
  }
}

/** Number of units of each layer. */
export function unitsByLayer({ layer, layers }: Graph): Float64Array {
  const sizes = new Float64Array(layers);
  layer.forEach(at => {
    if (at >= 0) {
      sizes[at] += 1;
    }
  });
  return sizes;
}

/** Number of edges that enter each layer, undirected ones once, at the unit of larger number. */
export function edgesByLayer(graph: Graph): Float64Array {
  const sizes = new Float64Array(graph.layers);
  for (let unit = 0; unit < graph.units; unit++) {
    forEdges(graph, unit, (_, layer) => (sizes[layer] += 1));
  }
  return sizes;
}
