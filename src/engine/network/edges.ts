// A directed acyclic graph as a list of edges, as it is read from a study, a file or Python: numbered, and refused
// where it is not acyclic. Kahn's algorithm (Comm. ACM 5 (1962) 558), level by level.

import { clipped } from '../clipped';
import { edgesByUnit } from './leaving';

/** Most edges of a graph, given or built. */
export const LARGEST_GRAPH = 5_000_000;

/** Edges source[i] -> target[i] between units 0 .. names.length - 1; parallel edges count separately. */
export interface EdgeList {
  readonly names: readonly string[];
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Numbers of the input and output units, each once; a unit may be both. */
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
  /** Numbers of further units that are never removed. */
  readonly kept: Int32Array;
}

/** Edges as pairs [from, to] of unit names. */
export type NamedEdges = readonly (readonly [string, string])[];

/** Edges between units that are numbered, in a graph without cycles by sortedEdges. */
export interface NumberedEdges {
  readonly names: readonly string[];
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** What a file of edges holds. */
export interface GraphFile<E = NamedEdges | NumberedEdges> {
  readonly edges: E;
  /** Units that the file marks as inputs and outputs; null where it marks none. */
  readonly inputs: readonly string[] | null;
  readonly outputs: readonly string[] | null;
}

/** A graph that can't be used; the message says what was found, what is allowed and what to do. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}

/** Most units of a cycle that a message names. */
const LONGEST_CYCLE = 12;

/** Edges between units that are numbered as they first appear. */
function numbered(edges: NamedEdges): NumberedEdges {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const source = new Int32Array(edges.length);
  const target = new Int32Array(edges.length);
  edges.forEach(([from, to], i) => {
    if (from === to) {
      throw new GraphError(
        `found the edge ${clipped(from)} -> ${clipped(to)}, which leads from a unit to itself; allowed: edges between two ` +
          'different units; take it out'
      );
    }
    source[i] = numberOf(from);
    target[i] = numberOf(to);
  });
  return { names, source, target };
}

/**
 * A cycle among units each of which is entered from another of them: going back along edges must come to a unit for a
 * second time.
 */
function cycleAmong(left: Uint8Array, { names, source, target }: NumberedEdges): string[] {
  const before = new Int32Array(names.length).fill(-1);
  target.forEach((unit, i) => {
    if (left[unit] && left[source[i]] && before[unit] < 0) {
      before[unit] = source[i];
    }
  });
  const seen = new Uint8Array(names.length);
  let unit = left.indexOf(1);
  while (!seen[unit]) {
    seen[unit] = 1;
    unit = before[unit];
  }
  const cycle = [unit];
  for (let at = before[unit]; at !== unit; at = before[at]) {
    cycle.push(at);
  }
  cycle.reverse();
  const least = cycle.indexOf(cycle.reduce((a, b) => Math.min(a, b)));
  return [...cycle.slice(least), ...cycle.slice(0, least)].map(at => names[at]);
}

function cycleError(cycle: readonly string[]): GraphError {
  const named = cycle.slice(0, LONGEST_CYCLE).map(name => clipped(name));
  const path =
    cycle.length <= LONGEST_CYCLE
      ? [...named, named[0]]
      : [...named, `... (${cycle.length - LONGEST_CYCLE} more units)`, named[0]];
  return new GraphError(
    `the edges make a cycle: ${path.join(' -> ')}; allowed: graphs without cycles; take one of these edges out or ` +
      'turn it round'
  );
}

/** Longest distance of each unit from a unit that no edge enters. */
function levelsOf(appearance: NumberedEdges): Int32Array {
  const { names, source, target } = appearance;
  const units = names.length;
  const { first, edge } = edgesByUnit(source, units);
  const entering = new Int32Array(units);
  target.forEach(unit => (entering[unit] += 1));
  const level = new Int32Array(units);
  const queue = new Int32Array(units);
  let ready = 0;
  for (let unit = 0; unit < units; unit++) {
    if (entering[unit] === 0) {
      queue[ready++] = unit;
    }
  }
  for (let at = 0; at < ready; at++) {
    const unit = queue[at];
    for (let i = first[unit]; i < first[unit + 1]; i++) {
      const to = target[edge[i]];
      level[to] = Math.max(level[to], level[unit] + 1);
      entering[to] -= 1;
      if (entering[to] === 0) {
        queue[ready++] = to;
      }
    }
  }
  if (ready < units) {
    const left = Uint8Array.from(entering, count => (count > 0 ? 1 : 0));
    throw cycleError(cycleAmong(left, appearance));
  }
  return level;
}

/** Place of each unit when they are sorted by level, in order of first appearance where it is the same. */
function placesOf(level: Int32Array): Int32Array {
  const levels = level.reduce((a, b) => Math.max(a, b), 0) + 1;
  const { edge: order } = edgesByUnit(level, levels);
  const places = new Int32Array(level.length);
  order.forEach((unit, place) => (places[unit] = place));
  return places;
}

function namedUnits(
  kind: 'inputs' | 'outputs' | 'kept',
  wanted: readonly string[],
  { names }: NumberedEdges
): Int32Array {
  if (wanted.length === 0) {
    throw new GraphError(
      `${kind}: found an empty list; allowed: at least one unit; leave ${kind} out for the units at the ends of the graph`
    );
  }
  const numbers = new Map(names.map((name, number) => [name, number]));
  const chosen = wanted.map(name => {
    const number = numbers.get(name);
    if (number === undefined) {
      throw new GraphError(
        `${kind}: found ${clipped(name)}, which no edge enters or leaves; allowed: units of the edges, such as ` +
          `${names
            .slice(0, 3)
            .map(each => clipped(each))
            .join(', ')}; correct the name or add its edges`
      );
    }
    return number;
  });
  return Int32Array.from(new Set(chosen)).sort();
}

/** Units that are not the end of an edge at all, in ascending order. */
function unitsWithout(ends: Int32Array, units: number): Int32Array {
  const has = new Uint8Array(units);
  ends.forEach(unit => (has[unit] = 1));
  return Int32Array.from({ length: units }, (_, unit) => unit).filter(unit => !has[unit]);
}

/**
 * Numbers the units of a list of edges in topological order: by the longest distance from a unit that no edge enters,
 * then as they first appear. Edges keep their order.
 *
 * @param edges at least one; parallel edges count separately
 * @throws GraphError where a unit leads to itself, or the edges make a cycle (which is named)
 */
export function sortedEdges(edges: NamedEdges): NumberedEdges {
  const appearance = numbered(edges);
  const places = placesOf(levelsOf(appearance));
  const names = new Array<string>(places.length);
  places.forEach((place, unit) => (names[place] = appearance.names[unit]));
  return {
    names,
    source: appearance.source.map(unit => places[unit]),
    target: appearance.target.map(unit => places[unit])
  };
}

/**
 * The graph of a list of edges, its units in topological order (sortedEdges).
 *
 * @param edges 1 .. LARGEST_GRAPH, named, or sorted already; parallel edges count separately
 * @param inputs names of input units; null for all units that no edge enters
 * @param outputs names of output units; null for all units that no edge leaves. A unit may be input and output.
 * @param kept names of units that are never removed beside inputs and outputs, often none
 * @throws GraphError where there is no edge or too many, a unit leads to itself, the edges make a cycle (which is
 *   named), or an input, output or kept unit has no edge
 */
export function edgeList(
  edges: NamedEdges | NumberedEdges,
  inputs: readonly string[] | null,
  outputs: readonly string[] | null,
  kept: readonly string[] = []
): EdgeList {
  const count = 'source' in edges ? edges.source.length : edges.length;
  if (count === 0 || count > LARGEST_GRAPH) {
    throw new GraphError(
      `found ${count} edges; allowed: 1 to ${LARGEST_GRAPH}; ` +
        (count === 0 ? 'give at least one pair [from, to]' : 'make the graph smaller')
    );
  }
  const sorted = 'source' in edges ? edges : sortedEdges(edges);
  const { names, source, target } = sorted;
  return {
    names,
    source,
    target,
    inputs: inputs ? namedUnits('inputs', inputs, sorted) : unitsWithout(target, names.length),
    outputs: outputs ? namedUnits('outputs', outputs, sorted) : unitsWithout(source, names.length),
    kept: kept.length > 0 ? namedUnits('kept', kept, sorted) : new Int32Array(0)
  };
}
