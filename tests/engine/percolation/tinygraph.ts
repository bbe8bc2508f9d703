// Graphs of a few units made by hand, and what can be said of them by trying every mask with a search of its own.

import type { Graph, RemovalGraph } from '../../../src/engine/network/graph';
import type { PathProbability } from '../../../src/engine/percolation/probability';

/** A graph as one writes it down. Units 0 .. units - 1; elements that a unit or edge lacks are never removed. */
export interface Tiny {
  readonly units: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly directed?: boolean;
  /** Elements of each unit; several units may name the same one. */
  readonly unitElements?: readonly (readonly number[])[];
  /** Element of each edge; -1 for none. */
  readonly edgeElements?: readonly number[];
  /** Class of each element; as many as there are elements. */
  readonly classes?: readonly number[];
  /** Removal probability of each class. */
  readonly rates?: readonly number[];
}

/** The graph with its rates. */
export function tinyGraph(tiny: Tiny): RemovalGraph {
  const { units, edges, inputs, outputs, directed = true, classes = [], rates = [] } = tiny;
  const unitElements = Array.from({ length: units }, (_, unit) => tiny.unitElements?.[unit] ?? []);
  const edgeElements = edges.map((_, edge) => tiny.edgeElements?.[edge] ?? -1);
  const leaving = Array.from({ length: units }, (): [number, number][] => []);
  edges.forEach(([from, to], edge) => {
    leaving[from].push([to, edgeElements[edge]]);
    if (!directed) {
      leaving[to].push([from, edgeElements[edge]]);
    }
  });
  const firsts = (lists: readonly (readonly unknown[])[]): Int32Array =>
    Int32Array.from(
      lists.reduce<number[]>((sums, list) => [...sums, sums.at(-1)! + list.length], [0])
    );
  const named = [...unitElements.flat(), ...edgeElements.filter(element => element >= 0)];
  const graph: Graph = {
    units,
    edgeFirst: firsts(leaving),
    edgeTarget: Int32Array.from(leaving.flat(), ([to]) => to),
    edgeElement: Int32Array.from(leaving.flat(), ([, element]) => element),
    unitFirst: firsts(unitElements),
    unitElement: Int32Array.from(unitElements.flat()),
    elements: classes.length,
    elementClass: Int32Array.from(classes),
    classes: rates.length,
    shared: new Set(named).size < named.length,
    directed,
    inputs: Int32Array.from(inputs),
    outputs: Int32Array.from(outputs),
    layer: new Int32Array(units).fill(-1),
    layers: 0
  };
  return { graph, rates: Float64Array.from(rates) };
}

/** A graph whose units (neither inputs nor outputs), edges or inputs have one element each, one class for each kind. */
export function removable(
  tiny: Tiny,
  { site, bond, input }: { site?: number; bond?: number; input?: number }
): RemovalGraph {
  const classes: number[] = [];
  const rates: number[] = [];
  const kind = (rate: number | undefined): (() => number) => {
    const at = rate === undefined ? -1 : rates.push(rate) - 1;
    return () => (at < 0 ? -1 : classes.push(at) - 1);
  };
  const [ofInput, ofUnit, ofEdge] = [kind(input), kind(site), kind(bond)];
  const unitElements = Array.from({ length: tiny.units }, (_, unit) => {
    const isKept = tiny.outputs.includes(unit);
    const element = tiny.inputs.includes(unit) ? ofInput() : isKept ? -1 : ofUnit();
    return element < 0 ? [] : [element];
  });
  return tinyGraph({
    ...tiny,
    unitElements,
    edgeElements: tiny.edges.map(ofEdge),
    classes,
    rates
  });
}

/** Complete layers of the given widths. */
export function completeLayers(widths: readonly number[]): Tiny {
  const starts = widths.map((_, layer) => widths.slice(0, layer).reduce((sum, w) => sum + w, 0));
  const layer = (at: number): number[] =>
    Array.from({ length: widths[at] }, (_, i) => starts[at] + i);
  return {
    units: starts.at(-1)! + widths.at(-1)!,
    edges: widths
      .slice(1)
      .flatMap((_, at) =>
        layer(at).flatMap(from => layer(at + 1).map((to): [number, number] => [from, to]))
      ),
    inputs: layer(0),
    outputs: layer(widths.length - 1)
  };
}

/** Whether a path is open where the elements whose bits are set in `mask` are removed. */
export function isOpen(graph: Graph, mask: number): boolean {
  const keeps = (element: number): boolean => element < 0 || ((mask >>> element) & 1) === 0;
  const found = new Set<number>();
  const visit = (unit: number): void => {
    const elements = graph.unitElement.slice(graph.unitFirst[unit], graph.unitFirst[unit + 1]);
    if (!found.has(unit) && elements.every(keeps)) {
      found.add(unit);
      for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
        if (keeps(graph.edgeElement[edge])) {
          visit(graph.edgeTarget[edge]);
        }
      }
    }
  };
  graph.inputs.forEach(visit);
  return graph.outputs.some(unit => found.has(unit));
}

/** Number of elements that a mask removes. */
export function removedBy(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + removedBy(mask >>> 1);
}

/** x = numerator / 2^bits, exactly. */
function fraction(x: number): { numerator: bigint; bits: number } {
  let bits = 0;
  let scaled = x;
  for (; !Number.isInteger(scaled); bits++) {
    scaled *= 2;
  }
  return { numerator: BigInt(scaled), bits };
}

/** numerator / 2^bits as a double and its logarithm, from the leading 64 bits. */
function rounded(numerator: bigint, bits: number): { value: number; logarithm: number } {
  if (numerator === 0n) {
    return { value: 0, logarithm: -Infinity };
  }
  const excess = Math.max(0, numerator.toString(2).length - 64);
  const leading = Number(numerator >> BigInt(excess));
  const exponent = excess - bits;
  const half = Math.trunc(exponent / 2);
  return {
    value: leading * 2 ** half * 2 ** (exponent - half),
    logarithm: Math.log(leading) + exponent * Math.LN2
  };
}

/** Path probability in exact fractions, over all masks. */
export function referenceTheta({ graph, rates }: RemovalGraph): PathProbability {
  const factors = Array.from(graph.elementClass, at => {
    const { numerator, bits } = fraction(rates[at]);
    return { removed: numerator, kept: 2n ** BigInt(bits) - numerator, bits };
  });
  const bits = factors.reduce((sum, factor) => sum + factor.bits, 0);
  const sums = [0n, 0n];
  for (let mask = 0; mask < 2 ** graph.elements; mask++) {
    const weight = factors.reduce(
      (product, { removed, kept }, element) => product * ((mask >>> element) & 1 ? removed : kept),
      1n
    );
    sums[isOpen(graph, mask) ? 1 : 0] += weight;
  }
  const [none, path] = sums.map(sum => rounded(sum, bits));
  return {
    theta: path.value,
    oneMinusTheta: none.value,
    logTheta: path.value > 0.5 ? Math.log1p(-none.value) : path.logarithm,
    logOneMinusTheta: none.value > 0.5 ? Math.log1p(-path.value) : none.logarithm
  };
}

/** Largest relative error of the four columns; 0 where both are the same, also at infinity. */
export function worstError(found: PathProbability, wanted: PathProbability): number {
  const names = ['theta', 'oneMinusTheta', 'logTheta', 'logOneMinusTheta'] as const;
  return Math.max(
    ...names.map(name =>
      found[name] === wanted[name]
        ? 0
        : Math.abs(found[name] - wanted[name]) / Math.abs(wanted[name])
    )
  );
}
