// A network as a graph with removable elements: the one form that every sampling method and the enumeration work
// on. Units in topological order where edges have a direction. A unit or edge is open when none of its elements is
// removed; elements may be shared (the weight of a kernel, a channel, a square of DropBlock).

/** A network with what can be removed from it. */
export interface Graph {
  /** Number of units; numbered so that directed edges lead to larger numbers. */
  readonly units: number;
  /** Edges that leave unit u are edgeFirst[u] .. edgeFirst[u + 1] - 1. An undirected edge is there twice. */
  readonly edgeFirst: Int32Array;
  readonly edgeTarget: Int32Array;
  /** Element whose removal closes the edge; -1 where it is never removed. */
  readonly edgeElement: Int32Array;
  /** Elements whose removal closes unit u: unitElement[unitFirst[u] .. unitFirst[u + 1] - 1], often none or one. */
  readonly unitFirst: Int32Array;
  readonly unitElement: Int32Array;
  /** Number of removable elements. */
  readonly elements: number;
  /** Class of each element; all elements of a class are removed with the same probability. */
  readonly elementClass: Int32Array;
  /** Number of classes. */
  readonly classes: number;
  /** Whether an element closes more than one unit or (undirected edges counted once) edge. */
  readonly shared: boolean;
  readonly directed: boolean;
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
  /** Layer of each unit, 0 for inputs; -1 for units that belong to none (source and sink of a lattice). */
  readonly layer: Int32Array;
  /** Number of layers. */
  readonly layers: number;
}

/** A graph and the removal probability of each class of its elements. */
export interface RemovalGraph {
  readonly graph: Graph;
  readonly rates: Float64Array;
}
