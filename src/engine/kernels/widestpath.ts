// Thresholds of trials on an undirected graph: the widest path, by joining units along edges of falling label until
// an input meets an output. Kruskal, Proc. AMS 7 (1956) 48; that its tree holds a widest path: Hu, Operations
// Research 9 (1961) 898. Plain TypeScript: lattices are small.

import type { Graph } from '../network/graph';
import { LANES, Lanes } from '../random/lanes';
import { FIXED_WORDS, type LabelledGraph } from './labels';

/** Above every 32-bit label: an element that is open at every p. */
const OPEN = 2 ** 32;
const CLOSED = -1;

/** Labels are sorted by digits of so many bits, the last digit first. */
const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;

/** Edges without direction, each once, with a source before all inputs and a sink behind all outputs. */
function joins({ units, edgeFirst, edgeTarget, edgeElement, inputs, outputs }: Graph): Int32Array {
  const edges: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      if (unit < edgeTarget[edge]) {
        edges.push(unit, edgeTarget[edge], edgeElement[edge]);
      }
    }
  }
  inputs.forEach(unit => edges.push(units, unit, -1));
  outputs.forEach(unit => edges.push(unit, units + 1, -1));
  return Int32Array.from(edges);
}

/** The middle of a label's cell in 0 .. 1. */
function valueOf(label: number): number {
  return label === CLOSED ? -1 : label === OPEN ? 1 : (label + 0.5) / OPEN;
}

/** Trials on one undirected graph. */
export class WidestPaths {
  private readonly graph: Graph;
  private readonly fixed: Float64Array;
  private readonly words: Uint32Array;
  private readonly edges: Int32Array;
  private readonly elementLabels: Float64Array;
  private readonly unitLabels: Float64Array;
  private readonly edgeLabels: Float64Array;
  private readonly parent: Int32Array;
  private readonly counts = new Uint32Array(DIGITS);
  private order: Uint32Array;
  private spare: Uint32Array;

  /** @param labelled an undirected graph with labels */
  constructor({ graph, fixed }: LabelledGraph) {
    this.graph = graph;
    this.fixed = fixed;
    this.edges = joins(graph);
    const words = graph.elements + fixed.length / FIXED_WORDS;
    this.words = new Uint32Array(LANES * Math.ceil(words / LANES));
    this.elementLabels = new Float64Array(graph.elements);
    this.unitLabels = new Float64Array(graph.units + 2);
    this.edgeLabels = new Float64Array(this.edges.length / 3);
    this.parent = new Int32Array(graph.units + 2);
    this.order = new Uint32Array(this.edgeLabels.length);
    this.spare = new Uint32Array(this.edgeLabels.length);
  }

  /** Thresholds of the trials of a block. */
  block(states: Uint32Array, values: Float64Array): void {
    const lanes = new Lanes(states);
    for (let trial = 0; trial < values.length; trial++) {
      lanes.fill(this.words, this.words.length / LANES);
      this.labelElements();
      this.labelUnits();
      this.labelEdges();
      values[trial] = valueOf(this.widest());
    }
  }

  /** Labels of the last trial: U of each element in 0 .. 1, -1 where it is removed and 1 where it is open at every p. */
  lastLabels(): Float64Array {
    return this.elementLabels.map(valueOf);
  }

  private labelElements(): void {
    const { words, elementLabels, fixed, graph } = this;
    elementLabels.set(words.subarray(0, graph.elements));
    for (let i = 0, second = graph.elements; i < fixed.length; i += FIXED_WORDS, second++) {
      const [element, whole, low] = fixed.subarray(i, i + FIXED_WORDS);
      const word = words[element];
      const removed = word === whole ? words[second] < low : word < whole;
      elementLabels[element] = removed ? CLOSED : OPEN;
    }
  }

  private labelUnits(): void {
    const { unitLabels, elementLabels, graph } = this;
    unitLabels.fill(OPEN);
    for (let unit = 0; unit < graph.units; unit++) {
      for (let i = graph.unitFirst[unit]; i < graph.unitFirst[unit + 1]; i++) {
        unitLabels[unit] = Math.min(unitLabels[unit], elementLabels[graph.unitElement[i]]);
      }
    }
  }

  private labelEdges(): void {
    const { edges, edgeLabels, unitLabels, elementLabels } = this;
    for (let edge = 0; edge < edgeLabels.length; edge++) {
      const element = edges[3 * edge + 2];
      edgeLabels[edge] = Math.min(
        unitLabels[edges[3 * edge]],
        unitLabels[edges[3 * edge + 1]],
        element < 0 ? OPEN : elementLabels[element]
      );
    }
  }

  private root(unit: number): number {
    const { parent } = this;
    while (parent[unit] !== unit) {
      parent[unit] = parent[parent[unit]];
      unit = parent[unit];
    }
    return unit;
  }

  /** Joins the ends of an edge; whether source and sink are joined then. */
  private join(edge: number): boolean {
    const a = this.root(this.edges[3 * edge]);
    const b = this.root(this.edges[3 * edge + 1]);
    // Unions in random order keep the trees shallow enough.
    this.parent[a] = b;
    return a !== b && this.root(this.graph.units) === this.root(this.graph.units + 1);
  }

  /** The label at which source and sink are joined. */
  private widest(): number {
    const { edgeLabels, parent } = this;
    parent.forEach((_, unit) => {
      parent[unit] = unit;
    });
    let swept = 0;
    let joined = false;
    for (let edge = 0; edge < edgeLabels.length; edge++) {
      if (edgeLabels[edge] === OPEN) {
        joined = this.join(edge) || joined;
      } else if (edgeLabels[edge] !== CLOSED) {
        this.order[swept++] = edge;
      }
    }
    if (joined) {
      return OPEN;
    }
    this.sort(swept);
    for (let i = swept - 1; i >= 0; i--) {
      if (this.join(this.order[i])) {
        return edgeLabels[this.order[i]];
      }
    }
    return CLOSED;
  }

  /** Sorts the first `length` edges of `order` by their labels, digit by digit. */
  private sort(length: number): void {
    const { counts, edgeLabels } = this;
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const { order, spare } = this;
      counts.fill(0);
      for (let i = 0; i < length; i++) {
        counts[(edgeLabels[order[i]] >>> shift) & (DIGITS - 1)] += 1;
      }
      for (let digit = 0, before = 0; digit < DIGITS; digit++) {
        const here = counts[digit];
        counts[digit] = before;
        before += here;
      }
      for (let i = 0; i < length; i++) {
        spare[counts[(edgeLabels[order[i]] >>> shift) & (DIGITS - 1)]++] = order[i];
      }
      this.order = spare;
      this.spare = order;
    }
  }
}
