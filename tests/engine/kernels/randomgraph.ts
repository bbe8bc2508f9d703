// Random graphs for the searches: several inputs and outputs, which may be the same units, parallel edges, runs of
// edges to neighbours, elements of one unit or edge alone beside shared ones, classes with certain rates.

import fc from 'fast-check';

import type { RemovalGraph } from '../../../src/engine/network/graph';
import { Stream } from '../../../src/engine/random/stream';
import { keyFromSeed } from '../../../src/engine/random/seed';

/** What a random graph may have. */
export interface Shape {
  readonly units: number;
  readonly directed: boolean;
  /** Number of edges; an undirected one counts once. */
  readonly edges: number;
  /** Probability that an edge or a unit has an element of its own, and that it has a shared one beside or instead. */
  readonly own: number;
  readonly shared: number;
  readonly rates: readonly number[];
}

/** A list of lists as one, with where each begins. */
function joined<T>(lists: readonly (readonly T[])[]): [Int32Array, T[]] {
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (first[i + 1] = first[i] + list.length));
  return [first, lists.flat()];
}

/** The graph of a shape and a number that says which. */
export function graphOfShape(shape: Shape, number: number): RemovalGraph {
  const { units, directed, edges, own, shared, rates } = shape;
  const stream = new Stream(keyFromSeed('random graphs'), number, 0, 0);
  const elementClass: number[] = [];
  const element = (): number => elementClass.push(stream.integer(rates.length)) - 1;
  const common = [element(), element(), element()];
  const leaving: [number, number][][] = Array.from({ length: units }, () => []);
  let runClass = 0;
  for (let edge = 0; edge < edges; edge++) {
    const a = stream.integer(units);
    const b = stream.integer(units);
    if (a === b) {
      continue;
    }
    // Long runs of one class now and then, as layers have them.
    runClass = stream.bernoulli(0.2) ? stream.integer(rates.length) : runClass;
    const with_ = stream.bernoulli(shared)
      ? common[stream.integer(3)]
      : stream.bernoulli(own)
        ? elementClass.push(runClass) - 1
        : -1;
    leaving[Math.min(a, b)].push([Math.max(a, b), with_]);
    if (!directed) {
      leaving[Math.max(a, b)].push([Math.min(a, b), with_]);
    }
  }
  const ofUnits = leaving.map(() => {
    const list = stream.bernoulli(own) ? [element()] : [];
    return stream.bernoulli(shared) ? [...list, common[stream.integer(3)]] : list;
  });
  const some = (): Int32Array =>
    Int32Array.from(
      new Set(Array.from({ length: 1 + stream.integer(3) }, () => stream.integer(units)))
    );
  const [edgeFirst, all] = joined(leaving);
  const [unitFirst, unitElement] = joined(ofUnits);
  return {
    rates: Float64Array.from(rates),
    graph: {
      units,
      edgeFirst,
      edgeTarget: Int32Array.from(all, ([target]) => target),
      edgeElement: Int32Array.from(all, ([, with_]) => with_),
      unitFirst,
      unitElement: Int32Array.from(unitElement),
      elements: elementClass.length,
      elementClass: Int32Array.from(elementClass),
      classes: rates.length,
      shared: shared > 0,
      directed,
      inputs: some(),
      outputs: some(),
      layer: new Int32Array(units).fill(-1),
      layers: 0
    }
  };
}

const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5, 0.9));

/** Graphs of up to `most` units and four edges a unit. */
export function anyGraph(most: number): fc.Arbitrary<RemovalGraph> {
  return fc
    .record({
      units: fc.integer({ min: 1, max: most }),
      directed: fc.boolean(),
      edges: fc.integer({ min: 0, max: 4 * most }),
      own: fc.constantFrom(0, 0.5, 1),
      shared: fc.constantFrom(0, 0, 0.2),
      rates: fc.array(rate, { minLength: 1, maxLength: 4 }),
      number: fc.nat()
    })
    .map(({ number, ...shape }) => graphOfShape(shape, number));
}
