// A graph between one source and one sink, with everything left out that no removal can change: units that are
// reachable whatever is removed become the source, units that lead to an output whatever is removed become the sink,
// units that lie on no path are dropped. A path is open here exactly when one is open in the whole graph.

import type { Graph } from './graph';
import { turnedRound, type Edges } from './leaving';

/** A reduced graph: unit 0 is the source, the last unit the sink; neither can be removed. */
export interface TwoTerminals {
  readonly units: number;
  /** As in Graph: edges that leave unit u are edgeFirst[u] .. edgeFirst[u + 1] - 1. None enter 0 or leave the last. */
  readonly edgeFirst: Int32Array;
  readonly edgeTarget: Int32Array;
  readonly edgeElement: Int32Array;
  readonly unitFirst: Int32Array;
  readonly unitElement: Int32Array;
}

/** Units joined to a start: with nothing removed, or (`surely`) by units and edges that are never removed. */
function joined(
  { units, unitFirst }: Graph,
  { edgeFirst, edgeTarget, edgeElement }: Edges,
  starts: Int32Array,
  surely: boolean
): Uint8Array {
  const found = new Uint8Array(units);
  const waiting: number[] = [];
  const visit = (unit: number): void => {
    if (found[unit] === 0 && !(surely && unitFirst[unit + 1] > unitFirst[unit])) {
      found[unit] = 1;
      waiting.push(unit);
    }
  };
  starts.forEach(visit);
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      if (!(surely && edgeElement[edge] >= 0)) {
        visit(edgeTarget[edge]);
      }
    }
  }
  return found;
}

/** Number of each unit in the reduced graph, -1 where it is left out; `inner` lists those between source and sink. */
interface Numbering {
  readonly numbers: Int32Array;
  readonly inner: readonly number[];
  readonly sink: number;
}

/** Null where a unit is reachable and leads to an output whatever is removed. */
function numbering(graph: Graph): Numbering | null {
  const backward = turnedRound(graph);
  const source = joined(graph, graph, graph.inputs, true);
  const sinks = joined(graph, backward, graph.outputs, true);
  const reached = joined(graph, graph, graph.inputs, false);
  const leads = joined(graph, backward, graph.outputs, false);
  const numbers = new Int32Array(graph.units).fill(-1);
  const inner: number[] = [];
  for (let unit = 0; unit < graph.units; unit++) {
    if (source[unit] === 1 && sinks[unit] === 1) {
      return null;
    }
    if (source[unit] === 1) {
      numbers[unit] = 0;
    } else if (sinks[unit] === 0 && reached[unit] === 1 && leads[unit] === 1) {
      inner.push(unit);
      numbers[unit] = inner.length;
    }
  }
  const sink = inner.length + 1;
  sinks.forEach((sure, unit) => {
    if (sure === 1) {
      numbers[unit] = sink;
    }
  });
  return { numbers, inner, sink };
}

/** Edges of the reduced graph, added by ascending unit that they leave. Contracted units leave copies, which go. */
class ReducedEdges {
  readonly target: Int32Array;
  readonly element: Int32Array;
  count = 0;
  /** Last unit that a free edge to each target left. */
  private readonly lastFree: Int32Array;
  /** Removable edges of the current unit; copies of these exist only where elements are shared. */
  private readonly seen = new Set<number>();
  private current = -1;

  constructor(
    private readonly units: number,
    most: number,
    private readonly shared: boolean
  ) {
    this.target = new Int32Array(most);
    this.element = new Int32Array(most);
    this.lastFree = new Int32Array(units).fill(-1);
  }

  add(from: number, to: number, element: number): void {
    if (to > 0 && this.isNew(from, to, element)) {
      this.target[this.count] = to;
      this.element[this.count] = element;
      this.count += 1;
    }
  }

  private isNew(from: number, to: number, element: number): boolean {
    if (element < 0) {
      const isNew = this.lastFree[to] !== from;
      this.lastFree[to] = from;
      return isNew;
    }
    if (!this.shared) {
      return true;
    }
    if (from !== this.current) {
      this.current = from;
      this.seen.clear();
    }
    const before = this.seen.size;
    return this.seen.add(element * this.units + to).size > before;
  }
}

/**
 * Reduces a graph to what decides whether a path is open.
 *
 * @param graph any graph; several inputs and outputs, which may be removable and may coincide
 * @returns null where a path is open whatever is removed; without edges where none is open whatever is kept
 */
export function twoTerminals(graph: Graph): TwoTerminals | null {
  const numbered = numbering(graph);
  if (numbered === null) {
    return null;
  }
  const { numbers, inner, sink } = numbered;
  const { inputs, outputs, edgeFirst, edgeTarget, edgeElement, unitFirst, unitElement } = graph;
  const most = edgeTarget.length + inputs.length + outputs.length;
  const edges = new ReducedEdges(sink + 1, most, graph.shared);
  const addLeaving = (unit: number): void => {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      edges.add(numbers[unit], numbers[edgeTarget[edge]], edgeElement[edge]);
    }
  };

  inputs.forEach(unit => edges.add(0, numbers[unit], -1));
  numbers.forEach((number, unit) => {
    if (number === 0) {
      addLeaving(unit);
    }
  });
  const first = [0, edges.count];
  const elementFirst = [0, 0];
  const elements: number[] = [];
  const isOutput = new Uint8Array(graph.units);
  outputs.forEach(unit => (isOutput[unit] = 1));
  for (const unit of inner) {
    if (isOutput[unit] === 1) {
      edges.add(numbers[unit], sink, -1);
    }
    addLeaving(unit);
    first.push(edges.count);
    for (let at = unitFirst[unit]; at < unitFirst[unit + 1]; at++) {
      elements.push(unitElement[at]);
    }
    elementFirst.push(elements.length);
  }
  first.push(edges.count);
  elementFirst.push(elements.length);
  return {
    units: sink + 1,
    edgeFirst: Int32Array.from(first),
    edgeTarget: edges.target.slice(0, edges.count),
    edgeElement: edges.element.slice(0, edges.count),
    unitFirst: Int32Array.from(elementFirst),
    unitElement: Int32Array.from(elements)
  };
}
