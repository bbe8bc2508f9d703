// Random graphs with shared elements, of which some are swept and some have a rate.

import fc from 'fast-check';

import type { RemovalGraph } from '../../../src/engine/network/graph';
import { bruteForce } from '../percolation/randomgraph';

/** Graphs of up to `most` units, with elements of three classes: the first two swept, the third at a rate. */
export function anyGraph(
  most: number,
  directed: boolean,
  elements: number
): fc.Arbitrary<RemovalGraph> {
  return fc
    .integer({ min: 2, max: most })
    .chain(units => {
      const unit = fc.integer({ min: 0, max: units - 1 });
      const element = fc.integer({ min: -1, max: elements - 1 });
      return fc.record({
        units: fc.constant(units),
        edges: fc.array(fc.tuple(unit, unit, element), { maxLength: 4 * units }),
        ofUnits: fc.array(fc.array(fc.integer({ min: 0, max: elements - 1 }), { maxLength: 2 }), {
          minLength: units,
          maxLength: units
        }),
        kinds: fc.array(fc.integer({ min: 0, max: 2 }), {
          minLength: elements,
          maxLength: elements
        }),
        ends: fc.tuple(unit, unit),
        rate: fc.double({ min: 0, max: 1, noNaN: true })
      });
    })
    .map(({ units, edges, ofUnits, kinds, ends, rate }) => {
      const ordered = edges
        .filter(([a, b]) => a !== b)
        .map(([a, b, element]) => [Math.min(a, b), Math.max(a, b), element]);
      const all = directed
        ? ordered
        : ordered.flatMap(([a, b, e]) => [
            [a, b, e],
            [b, a, e]
          ]);
      all.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      const first = Int32Array.from(
        { length: units + 1 },
        (_, u) => all.filter(e => e[0] < u).length
      );
      const unitElements = ofUnits.map(list => [...new Set(list)]);
      return {
        rates: Float64Array.of(NaN, NaN, rate),
        graph: {
          units,
          edgeFirst: first,
          edgeTarget: Int32Array.from(all, e => e[1]),
          edgeElement: Int32Array.from(all, e => e[2]),
          unitFirst: Int32Array.from({ length: units + 1 }, (_, u) =>
            unitElements.slice(0, u).reduce((sum, list) => sum + list.length, 0)
          ),
          unitElement: Int32Array.from(unitElements.flat()),
          elements,
          elementClass: Int32Array.from(kinds),
          classes: 3,
          shared: true,
          directed,
          inputs: Int32Array.of(Math.min(...ends)),
          outputs: Int32Array.of(Math.max(...ends)),
          layer: new Int32Array(units).fill(-1),
          layers: 0
        }
      };
    });
}

/** P(open path) at p, by brute force. */
export function thetaAt({ graph, rates }: RemovalGraph, p: number): number {
  return bruteForce({ graph, rates: rates.map(rate => (Number.isNaN(rate) ? p : rate)) }).open;
}
