// A graph as the searches for an open path take it. Elements that are certainly kept or removed are gone, and elements
// that close one unit or one edge alone, which a search asks for at most once, are told from those that it has to
// remember. An undirected edge counts as one: when it is looked at from its other end, it leads back to a unit where the
// search has been (derived here).

import type { Graph, RemovalGraph } from '../network/graph';

/** Kind of an edge that is never removed. */
export const NEVER = -1;

/** Kind of what is certainly removed; none is left in a SearchGraph. */
const CLOSED = -2;

/** What is left of a graph. Kinds: NEVER, the class of an element of its own, or `classes` + number of a shared one. */
export interface SearchGraph {
  readonly units: number;
  /**
   * Edges that leave unit u are edgeFirst[u] .. edgeFirst[u + 1] - 1. An undirected edge is there twice, and those of a
   * unit are in reverse order: where the graph begins at its inputs, edges that lead away from them come first.
   */
  readonly edgeFirst: Int32Array;
  readonly edgeTarget: Int32Array;
  readonly edgeKind: Int32Array;
  /** Elements that close unit u are unitFirst[u] .. unitFirst[u + 1] - 1. */
  readonly unitFirst: Int32Array;
  readonly unitKind: Int32Array;
  readonly classes: number;
  /** Rate of each class; above 0 and below 1 where the class is met. */
  readonly rates: Float64Array;
  /** Class of each shared element. */
  readonly sharedClass: Int32Array;
  readonly inputs: Int32Array;
  /** 1 where a unit is an output. */
  readonly isOutput: Uint8Array;
  readonly directed: boolean;
}

/** Whether a search could ask for an element more often than for one that closes a unit or an edge alone. */
function isShared({ directed, elements, unitElement, edgeElement }: Graph): Uint8Array {
  const copies = directed ? 1 : 2;
  const uses = new Int32Array(elements);
  for (let i = 0; i < unitElement.length; i++) {
    uses[unitElement[i]] += copies;
  }
  for (let edge = 0; edge < edgeElement.length; edge++) {
    if (edgeElement[edge] >= 0) {
      uses[edgeElement[edge]] += 1;
    }
  }
  const shared = new Uint8Array(elements);
  for (let element = 0; element < elements; element++) {
    shared[element] = uses[element] > copies ? 1 : 0;
  }
  return shared;
}

/** Kind of each element, and the classes of the shared ones. */
function kindsOf({ graph, rates }: RemovalGraph): [Int32Array, number[]] {
  const shared = isShared(graph);
  const sharedClass: number[] = [];
  const kinds = new Int32Array(graph.elements);
  for (let element = 0; element < graph.elements; element++) {
    const each = graph.elementClass[element];
    if (rates[each] === 0 || rates[each] === 1) {
      kinds[element] = rates[each] === 0 ? NEVER : CLOSED;
    } else {
      kinds[element] = shared[element] === 0 ? each : graph.classes + sharedClass.push(each) - 1;
    }
  }
  return [kinds, sharedClass];
}

/** Units that are certainly removed. */
function closedUnits({ units, unitFirst, unitElement }: Graph, kinds: Int32Array): Uint8Array {
  const closed = new Uint8Array(units);
  for (let unit = 0; unit < units; unit++) {
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
      if (kinds[unitElement[i]] === CLOSED) {
        closed[unit] = 1;
      }
    }
  }
  return closed;
}

/**
 * Readies a graph for the searches. Nothing leads to a unit that is certainly removed, or begins there.
 *
 * @param removal any graph; each rate in 0 .. 1
 */
export function searchGraph(removal: RemovalGraph): SearchGraph {
  const { graph, rates } = removal;
  const { units, edgeFirst, edgeTarget, edgeElement, unitFirst, unitElement } = graph;
  const [kinds, sharedClass] = kindsOf(removal);
  const closed = closedUnits(graph, kinds);
  const edges = { first: new Int32Array(units + 1), kind: new Int32Array(edgeTarget.length) };
  const targets = new Int32Array(edgeTarget.length);
  const own = { first: new Int32Array(units + 1), kind: new Int32Array(unitElement.length) };
  let edge = 0;
  let at = 0;
  for (let unit = 0; unit < units; unit++) {
    const count = closed[unit] === 0 ? edgeFirst[unit + 1] - edgeFirst[unit] : 0;
    for (let n = 0; n < count; n++) {
      const i = graph.directed ? edgeFirst[unit] + n : edgeFirst[unit + 1] - 1 - n;
      const kind = edgeElement[i] < 0 ? NEVER : kinds[edgeElement[i]];
      if (kind !== CLOSED && closed[edgeTarget[i]] === 0) {
        targets[edge] = edgeTarget[i];
        edges.kind[edge++] = kind;
      }
    }
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
      const kind = kinds[unitElement[i]];
      if (kind !== NEVER && kind !== CLOSED) {
        own.kind[at++] = kind;
      }
    }
    edges.first[unit + 1] = edge;
    own.first[unit + 1] = at;
  }
  const isOutput = new Uint8Array(units);
  graph.outputs.forEach(unit => (isOutput[unit] = 1));
  return {
    units,
    edgeFirst: edges.first,
    edgeTarget: targets.subarray(0, edge),
    edgeKind: edges.kind.subarray(0, edge),
    unitFirst: own.first,
    unitKind: own.kind.subarray(0, at),
    classes: graph.classes,
    rates,
    sharedClass: Int32Array.from(sharedClass),
    inputs: graph.inputs.filter(unit => closed[unit] === 0),
    isOutput,
    directed: graph.directed
  };
}
