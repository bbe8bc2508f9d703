// The largest level that some path keeps to in all its elements (widest path): Dijkstra's search with a minimum in
// place of a sum. Pollack, Operations Research 8 (1960) 733.

import type { Graph } from '../network/graph';

/** A binary heap of units, the widest on top. */
class Heap {
  private readonly units: number[] = [];
  private readonly widths: number[] = [];

  get size(): number {
    return this.units.length;
  }

  push(unit: number, width: number): void {
    const { units, widths } = this;
    let at = units.length;
    while (at > 0 && widths[(at - 1) >> 1] < width) {
      const parent = (at - 1) >> 1;
      units[at] = units[parent];
      widths[at] = widths[parent];
      at = parent;
    }
    units[at] = unit;
    widths[at] = width;
  }

  pop(): { unit: number; width: number } {
    const { units, widths } = this;
    const top = { unit: units[0], width: widths[0] };
    const unit = units.pop()!;
    const width = widths.pop()!;
    if (units.length > 0) {
      let at = 0;
      for (let child = 1; child < units.length; child = 2 * at + 1) {
        if (child + 1 < units.length && widths[child + 1] > widths[child]) {
          child += 1;
        }
        if (widths[child] <= width) {
          break;
        }
        units[at] = units[child];
        widths[at] = widths[child];
        at = child;
      }
      units[at] = unit;
      widths[at] = width;
    }
    return top;
  }
}

/**
 * Maximum over all paths from an input to an output of the minimum over the elements of the path.
 *
 * @param graph any graph, directed or not, elements shared or not
 * @param values value of each element, infinite allowed
 * @returns -Infinity where there is no path, Infinity where a path has no elements
 */
export function widestPath(graph: Graph, values: Float64Array): number {
  const { units, edgeFirst, edgeTarget, edgeElement, unitFirst, unitElement } = graph;
  const best = new Float64Array(units).fill(-Infinity);
  const outputs = new Set(graph.outputs);
  const heap = new Heap();
  const reach = (unit: number, along: number): void => {
    let width = along;
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
      width = Math.min(width, values[unitElement[i]]);
    }
    if (width > best[unit]) {
      best[unit] = width;
      heap.push(unit, width);
    }
  };
  for (const input of graph.inputs) {
    reach(input, Infinity);
  }
  while (heap.size > 0) {
    const { unit, width } = heap.pop();
    if (outputs.has(unit)) {
      return width;
    }
    if (width === best[unit]) {
      for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
        const element = edgeElement[edge];
        reach(edgeTarget[edge], element < 0 ? width : Math.min(width, values[element]));
      }
    }
  }
  return -Infinity;
}
