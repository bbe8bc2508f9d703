// theta of a graph by its definition: the sum over all sets of removed elements, each searched for an open path.

import type { Graph, RemovalGraph } from '../../../src/engine/network/graph';

/** Whether an input leads to an output when the elements of a mask are removed. */
export function hasOpenPath(graph: Graph, isRemoved: (element: number) => boolean): boolean {
  const isOpen = (unit: number): boolean =>
    !graph.unitElement
      .subarray(graph.unitFirst[unit], graph.unitFirst[unit + 1])
      .some(element => isRemoved(element));
  const seen = new Set<number>([...graph.inputs].filter(isOpen));
  for (const unit of seen) {
    for (let i = graph.edgeFirst[unit]; i < graph.edgeFirst[unit + 1]; i++) {
      const element = graph.edgeElement[i];
      if ((element < 0 || !isRemoved(element)) && isOpen(graph.edgeTarget[i])) {
        seen.add(graph.edgeTarget[i]);
      }
    }
  }
  return graph.outputs.some(unit => seen.has(unit));
}

/** Sum of the probabilities of all masks for which something holds. */
export function chanceOf(
  { graph, rates }: RemovalGraph,
  holds: (isRemoved: (element: number) => boolean) => boolean
): number {
  let sum = 0;
  for (let mask = 0; mask < 2 ** graph.elements; mask++) {
    const isRemoved = (element: number): boolean => ((mask >>> element) & 1) === 1;
    let chance = 1;
    for (let element = 0; element < graph.elements; element++) {
      const rate = rates[graph.elementClass[element]];
      chance *= isRemoved(element) ? rate : 1 - rate;
    }
    sum += chance > 0 && holds(isRemoved) ? chance : 0;
  }
  return sum;
}

/** theta, at most about 18 elements. */
export function thetaByMasks(removal: RemovalGraph): number {
  return chanceOf(removal, isRemoved => hasOpenPath(removal.graph, isRemoved));
}
