// Search for an open path that looks at as few elements as it can and remembers which it looked at. What it has not
// looked at is independent of what it found, which is what lets splitting draw it anew.

import type { Graph } from '../network/graph';
import { turnedRound, type Edges } from '../network/leaving';
import type { Stream } from '../random/stream';

/** Units and edges in the direction of a search. */
export interface Walk extends Edges {
  readonly starts: Int32Array;
  /** 1 for units where a path ends. */
  readonly isEnd: Uint8Array;
}

function marked(units: number, which: Int32Array): Uint8Array {
  const marks = new Uint8Array(units);
  for (const unit of which) {
    marks[unit] = 1;
  }
  return marks;
}

/** From inputs to outputs. */
export function forwardWalk(graph: Graph): Walk {
  const { units, edgeFirst, edgeTarget, edgeElement, inputs, outputs } = graph;
  return { edgeFirst, edgeTarget, edgeElement, starts: inputs, isEnd: marked(units, outputs) };
}

/** From outputs to inputs, against the direction of the edges. */
export function backwardWalk(graph: Graph): Walk {
  const { units, inputs, outputs } = graph;
  return { ...turnedRound(graph), starts: outputs, isEnd: marked(units, inputs) };
}

/** Searches of one graph; holds the memory that they share. */
export class Exploration {
  private readonly lookedAt: Int32Array;
  private readonly reached: Int32Array;
  private readonly stack: Int32Array;
  private readonly tried: Int32Array;
  private readonly rotation: Int32Array;
  private search = 0;
  private states: Uint8Array = new Uint8Array(0);
  private offset = 0;
  private openState = 1;

  constructor(private readonly graph: Graph) {
    this.lookedAt = new Int32Array(graph.elements);
    this.reached = new Int32Array(graph.units);
    this.stack = new Int32Array(graph.units);
    this.tried = new Int32Array(graph.units);
    this.rotation = new Int32Array(graph.units);
  }

  /** Whether the last search looked at an element. */
  sawElement(element: number): boolean {
    return this.lookedAt[element] === this.search;
  }

  private isOpen(element: number): boolean {
    this.lookedAt[element] = this.search;
    return this.states[this.offset + element] === this.openState;
  }

  private isUnitOpen(unit: number): boolean {
    const { unitFirst, unitElement } = this.graph;
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1]; i++) {
      if (!this.isOpen(unitElement[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Depth-first search that stops at the first path. Where it begins at each unit is random, so that repeated searches
   * look at different elements; the order depends on nothing but that and what was looked at before.
   *
   * @param walk direction of the search
   * @param states state of each element, from `offset` on
   * @param offset where the states begin
   * @param openState the state of an element that is not removed
   * @param stream random rotations
   * @returns whether there is an open path
   */
  hasPath(
    walk: Walk,
    states: Uint8Array,
    offset: number,
    openState: number,
    stream: Stream
  ): boolean {
    this.search += 1;
    this.states = states;
    this.offset = offset;
    this.openState = openState;
    const { starts } = walk;
    const turn = starts.length > 0 ? stream.word() % starts.length : 0;
    for (let i = 0; i < starts.length; i++) {
      const start = starts[(i + turn) % starts.length];
      if (
        this.reached[start] !== this.search &&
        this.isUnitOpen(start) &&
        this.hasPathFrom(start, walk, stream)
      ) {
        return true;
      }
    }
    return false;
  }

  private hasPathFrom(start: number, walk: Walk, stream: Stream): boolean {
    const { edgeFirst, edgeTarget, edgeElement, isEnd } = walk;
    const { reached, stack, tried, rotation, search } = this;
    let height = 0;
    const enter = (unit: number): void => {
      const degree = edgeFirst[unit + 1] - edgeFirst[unit];
      reached[unit] = search;
      tried[unit] = 0;
      rotation[unit] = degree > 1 ? stream.word() % degree : 0;
      stack[height++] = unit;
    };
    if (isEnd[start] === 1) {
      return true;
    }
    enter(start);
    while (height > 0) {
      const unit = stack[height - 1];
      const first = edgeFirst[unit];
      const degree = edgeFirst[unit + 1] - first;
      let entered = false;
      while (!entered && tried[unit] < degree) {
        const turned = tried[unit]++ + rotation[unit];
        const edge = first + (turned < degree ? turned : turned - degree);
        const target = edgeTarget[edge];
        const element = edgeElement[edge];
        if (
          reached[target] !== search &&
          (element < 0 || this.isOpen(element)) &&
          this.isUnitOpen(target)
        ) {
          if (isEnd[target] === 1) {
            return true;
          }
          enter(target);
          entered = true;
        }
      }
      if (!entered) {
        height -= 1;
      }
    }
    return false;
  }
}
