// A graph under construction: elements by class, then units in their order, each followed by the edges that leave it.
// Grows in typed arrays, so that millions of edges cost a few bytes each.

import type { Graph } from '../graph';

/** A list of integers that grows. */
class IntList {
  private values = new Int32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

/** Whether an element closes more than one of `unitElement`, or of `edgeElement` where each edge is there `copies` times. */
function isAnyShared(
  elements: number,
  unitElement: Int32Array,
  edgeElement: Int32Array,
  copies: number
): boolean {
  const closes = new Int32Array(elements);
  unitElement.forEach(element => (closes[element] += copies));
  edgeElement.forEach(element => {
    if (element >= 0) {
      closes[element] += 1;
    }
  });
  return closes.some(count => count > copies);
}

/** Collects a graph. */
export class Draft {
  private readonly layer = new IntList();
  private readonly edgeFirst = new IntList();
  private readonly edgeTarget = new IntList();
  private readonly edgeElement = new IntList();
  private readonly unitFirst = new IntList();
  private readonly unitElement = new IntList();
  private readonly elementClass = new IntList();

  /**
   * Adds elements to a class.
   *
   * @param count how many, integer >= 0
   * @param elementClass their class; negative where such elements are never removed, and none are added
   * @returns number of the first of them, the others follow; -1 where none are added
   */
  elements(count: number, elementClass: number): number {
    if (elementClass < 0) {
      return -1;
    }
    const first = this.elementClass.length;
    for (let i = 0; i < count; i++) {
      this.elementClass.push(elementClass);
    }
    return first;
  }

  /** Begins the next unit. Its elements and the edges that leave it follow. */
  unit(layer: number): void {
    this.layer.push(layer);
    this.unitFirst.push(this.unitElement.length);
    this.edgeFirst.push(this.edgeTarget.length);
  }

  /** The last unit is closed by an element. */
  closedBy(element: number): void {
    this.unitElement.push(element);
  }

  /** An edge from the last unit, with the element that closes it or -1. */
  edge(target: number, element: number): void {
    this.edgeTarget.push(target);
    this.edgeElement.push(element);
  }

  /**
   * The graph.
   *
   * @param classes number of classes
   * @param layers number of layers
   * @param ends input and output units
   * @param directed false where every edge was added from both of its ends
   */
  graph(
    classes: number,
    layers: number,
    { inputs, outputs }: { readonly inputs: Int32Array; readonly outputs: Int32Array },
    directed = true
  ): Graph {
    this.unitFirst.push(this.unitElement.length);
    this.edgeFirst.push(this.edgeTarget.length);
    const edgeElement = this.edgeElement.toArray();
    const unitElement = this.unitElement.toArray();
    const elements = this.elementClass.length;
    return {
      units: this.layer.length,
      edgeFirst: this.edgeFirst.toArray(),
      edgeTarget: this.edgeTarget.toArray(),
      edgeElement,
      unitFirst: this.unitFirst.toArray(),
      unitElement,
      elements,
      elementClass: this.elementClass.toArray(),
      classes,
      shared: isAnyShared(elements, unitElement, edgeElement, directed ? 1 : 2),
      directed,
      inputs,
      outputs,
      layer: this.layer.toArray(),
      layers
    };
  }
}

/** The integers first .. first + count - 1. */
export function consecutive(first: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => first + i);
}
