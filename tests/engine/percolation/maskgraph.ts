// Graphs with layers whose masks can be given one by one, for tests of what a whole mask tells.

import type { RemovalGraph } from '../../../src/engine/network/graph';
import { completeLayers, removable, tinyGraph, type Tiny } from './tinygraph';

/** The graph with layers. */
export function withLayers({ graph, rates }: RemovalGraph, layer: readonly number[]): RemovalGraph {
  const layers = layer.reduce((most, at) => Math.max(most, at), -1) + 1;
  return { graph: { ...graph, layer: Int32Array.from(layer), layers }, rates };
}

/** Complete layers of the given widths; kinds of elements without a rate are never removed. */
export function layeredMasks(
  widths: readonly number[],
  rates: { site?: number; bond?: number; input?: number }
): RemovalGraph {
  const layer = widths.flatMap((width, at) => new Array<number>(width).fill(at));
  return withLayers(removable(completeLayers(widths), rates), layer);
}

/** Undirected lattice between a source (unit 0) and a sink (the last unit), which are kept with their edges. */
export function latticeMasks(
  [height, width]: readonly [number, number],
  { site, bond }: { site?: number; bond?: number }
): RemovalGraph {
  const sink = height * width + 1;
  const sites = Array.from({ length: height * width }, (_, i) => i + 1);
  const row = (i: number): number[] => sites.slice(i * width, (i + 1) * width);
  const bonds = sites.flatMap((unit): [number, number][] => [
    ...(unit % width === 0 ? [] : [[unit, unit + 1] as [number, number]]),
    ...(unit + width < sink ? [[unit, unit + width] as [number, number]] : [])
  ]);
  const siteElements = site === undefined ? 0 : sites.length;
  const bondElements = bond === undefined ? 0 : bonds.length;
  const tiny: Tiny = {
    units: sink + 1,
    directed: false,
    edges: [
      ...bonds,
      ...row(0).map((unit): [number, number] => [0, unit]),
      ...row(height - 1).map((unit): [number, number] => [unit, sink])
    ],
    inputs: [0],
    outputs: [sink],
    unitElements: [[], ...sites.map(unit => (siteElements > 0 ? [unit - 1] : []))],
    edgeElements: bonds.map((_, i) => (bondElements > 0 ? siteElements + i : -1)),
    classes: [
      ...new Array<number>(siteElements).fill(0),
      ...new Array<number>(bondElements).fill(siteElements > 0 ? 1 : 0)
    ],
    rates: [site, bond].filter(rate => rate !== undefined)
  };
  return withLayers(tinyGraph(tiny), [
    -1,
    ...sites.map(unit => Math.floor((unit - 1) / width)),
    -1
  ]);
}

/** The same graph where the elements whose bits are set in `mask` are removed for certain, and no others. */
export function withMask({ graph }: RemovalGraph, mask: number): RemovalGraph {
  const elements = Array.from({ length: graph.elements }, (_, element) => element);
  return {
    graph: { ...graph, elementClass: Int32Array.from(elements), classes: graph.elements },
    rates: Float64Array.from(elements, element => (mask >>> element) & 1)
  };
}

/** Probability of a mask. */
export function chanceOfMask({ graph, rates }: RemovalGraph, mask: number): number {
  return graph.elementClass.reduce(
    (product, at, element) => product * ((mask >>> element) & 1 ? rates[at] : 1 - rates[at]),
    1
  );
}

/** Whether units and edges are open where the elements of `mask` are removed. */
export function openIn({ graph }: RemovalGraph, mask: number) {
  const keeps = (element: number): boolean => element < 0 || ((mask >>> element) & 1) === 0;
  return {
    unit: (unit: number): boolean =>
      graph.unitElement.slice(graph.unitFirst[unit], graph.unitFirst[unit + 1]).every(keeps),
    edge: (edge: number): boolean => keeps(graph.edgeElement[edge])
  };
}

/** Units that lead from some units, these included, through open units and edges in the direction of edges. */
export function unitsFrom(
  removal: RemovalGraph,
  mask: number,
  starts: Iterable<number>
): Set<number> {
  const { edgeFirst, edgeTarget } = removal.graph;
  const open = openIn(removal, mask);
  const found = new Set([...starts].filter(open.unit));
  for (const unit of found) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      if (open.edge(edge) && open.unit(edgeTarget[edge])) {
        found.add(edgeTarget[edge]);
      }
    }
  }
  return found;
}

/** A path by the units and the edges that it takes. */
export interface Path {
  readonly units: readonly number[];
  readonly edges: readonly number[];
}

/** Every open path from an input to an output of a directed graph. */
export function openPaths(removal: RemovalGraph, mask: number): Path[] {
  const { inputs, outputs, edgeFirst, edgeTarget } = removal.graph;
  const open = openIn(removal, mask);
  const behind = (path: Path): Path[] => {
    const unit = path.units.at(-1)!;
    const found = outputs.includes(unit) ? [path] : [];
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      const target = edgeTarget[edge];
      if (open.edge(edge) && open.unit(target)) {
        found.push(...behind({ units: [...path.units, target], edges: [...path.edges, edge] }));
      }
    }
    return found;
  };
  return [...inputs].filter(open.unit).flatMap(unit => behind({ units: [unit], edges: [] }));
}

/**
 * Edges over several layers, parallel edges, shared elements, an input that is entered, an output that is left, and a
 * last unit that is no output.
 */
export function skipMasks(): RemovalGraph {
  return withLayers(
    tinyGraph({
      units: 6,
      edges: [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 3],
        [2, 3],
        [2, 3],
        [1, 4],
        [3, 4],
        [4, 5],
        [2, 5]
      ],
      inputs: [0, 1],
      outputs: [3, 4],
      unitElements: [[0], [], [1], [2, 1]],
      edgeElements: [3, -1, 4, 5, 3, 6, 7, 5, -1, 3],
      classes: [0, 1, 1, 2, 2, 2, 2, 2],
      rates: [0.2, 0.3, 0.45]
    }),
    [0, 1, 1, 2, 3, 4]
  );
}
