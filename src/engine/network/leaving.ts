// Edges sorted by the unit at one of their ends: counting sort, linear in their number.

import type { Graph } from './graph';

/** Edges of unit u are edge[first[u]] .. edge[first[u + 1] - 1], in their own order. */
export interface EdgesByUnit {
  readonly first: Int32Array;
  readonly edge: Int32Array;
}

/**
 * Sorts edges by unit.
 *
 * @param ends the unit of each edge, 0 .. units - 1
 * @param units number of units
 */
export function edgesByUnit(ends: Int32Array, units: number): EdgesByUnit {
  const first = new Int32Array(units + 1);
  ends.forEach(unit => (first[unit + 1] += 1));
  for (let unit = 0; unit < units; unit++) {
    first[unit + 1] += first[unit];
  }
  const next = first.slice(0, units);
  const edge = new Int32Array(ends.length);
  ends.forEach((unit, i) => (edge[next[unit]++] = i));
  return { first, edge };
}

/** Edges of a graph by the unit that they are followed from. */
export type Edges = Pick<Graph, 'edgeFirst' | 'edgeTarget' | 'edgeElement'>;

/** The edges of a graph turned round: those that enter unit u, each with the unit that it leaves as its target. */
export function turnedRound({ units, edgeFirst, edgeTarget, edgeElement }: Graph): Edges {
  const { first, edge } = edgesByUnit(edgeTarget, units);
  const source = new Int32Array(edgeTarget.length);
  for (let unit = 0; unit < units; unit++) {
    source.fill(unit, edgeFirst[unit], edgeFirst[unit + 1]);
  }
  return {
    edgeFirst: first,
    edgeTarget: edge.map(i => source[i]),
    edgeElement: edge.map(i => edgeElement[i])
  };
}
