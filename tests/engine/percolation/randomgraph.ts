// Small random graphs, directed or not, with shared and fixed elements, and their path probability by brute force over all masks.

import type { Graph, RemovalGraph } from '../../../src/engine/network/graph';
import type { Stream } from '../../../src/engine/random/stream';

const list = (length: number, value: (i: number) => number): number[] =>
  Array.from({ length }, (_, i) => value(i));

/**
 * A random graph of 4 to 6 units and up to 8 elements in 3 classes.
 *
 * @param rates removal probability of each class
 */
export function randomGraph(stream: Stream, rates: readonly number[]): RemovalGraph {
  const units = 4 + stream.integer(3);
  const directed = stream.bernoulli(0.5);
  const elements = 4 + stream.integer(5);
  const leaving: [number, number][][] = Array.from({ length: units }, () => []);
  for (let from = 0; from < units; from++) {
    for (let to = from + 1; to < units; to++) {
      if (stream.bernoulli(0.6) && !(from === 0 && to === units - 1)) {
        const element = stream.bernoulli(0.1) ? -1 : stream.integer(elements);
        leaving[from].push([to, element]);
        if (!directed) {
          leaving[to].push([from, element]);
        }
      }
    }
  }
  const unitElements = list(units, i => i).map(unit =>
    unit === 0
      ? []
      : list(stream.bernoulli(0.3) ? 1 + stream.integer(2) : 0, () => stream.integer(elements))
  );
  const firsts = (lists: readonly (readonly unknown[])[]): Int32Array =>
    Int32Array.from({ length: units + 1 }, (_, unit) =>
      lists.slice(0, unit).reduce((sum, { length }) => sum + length, 0)
    );
  return {
    graph: {
      units,
      edgeFirst: firsts(leaving),
      edgeTarget: Int32Array.from(leaving.flat().map(([to]) => to)),
      edgeElement: Int32Array.from(leaving.flat().map(([, element]) => element)),
      unitFirst: firsts(unitElements),
      unitElement: Int32Array.from(unitElements.flat()),
      elements,
      elementClass: Int32Array.from({ length: elements }, () => stream.integer(3)),
      classes: 3,
      shared: true,
      directed,
      inputs: Int32Array.of(0),
      outputs: Int32Array.of(units - 1),
      layer: new Int32Array(units).fill(-1),
      layers: 0
    },
    rates: Float64Array.from(rates)
  };
}

/** Whether a path is open, by sweeps over all edges until nothing changes. */
export function isOpen(graph: Graph, open: (element: number) => boolean): boolean {
  const { units, edgeFirst, edgeTarget, edgeElement, unitFirst, unitElement } = graph;
  const unitOpen = list(units, unit => unit).map(unit =>
    unitElement.subarray(unitFirst[unit], unitFirst[unit + 1]).every(open)
  );
  const reached = new Set([...graph.inputs].filter(unit => unitOpen[unit]));
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const unit of [...reached]) {
      for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
        if ((edgeElement[edge] < 0 || open(edgeElement[edge])) && unitOpen[edgeTarget[edge]]) {
          reached.add(edgeTarget[edge]);
        }
      }
    }
  }
  return graph.outputs.some(unit => reached.has(unit));
}

/** P(a path is open) and P(none is), each summed over its masks. */
export function bruteForce({ graph, rates }: RemovalGraph): { open: number; closed: number } {
  const sums = { open: 0, closed: 0 };
  for (let mask = 0; mask < 2 ** graph.elements; mask++) {
    const open = (element: number): boolean => ((mask >> element) & 1) === 1;
    let probability = 1;
    graph.elementClass.forEach((each, element) => {
      probability *= open(element) ? 1 - rates[each] : rates[each];
    });
    sums[isOpen(graph, open) ? 'open' : 'closed'] += probability;
  }
  return sums;
}
