// Any small graph, for tests by fast-check: directed or not, parallel edges, elements that are shared.

import fc from 'fast-check';
import type { Tiny } from './tinygraph';

/** Graphs of up to six units and twelve edges, with up to nine elements in three classes with some of the given rates. */
export function anyGraph(rates: readonly number[]): fc.Arbitrary<Tiny> {
  return fc
    .record({
      units: fc.integer({ min: 2, max: 6 }),
      elements: fc.integer({ min: 1, max: 9 }),
      edges: fc.integer({ min: 1, max: 12 }),
      directed: fc.boolean()
    })
    .chain(({ units, elements, edges, directed }) => {
      const unit = fc.nat({ max: units - 1 });
      const element = fc.nat({ max: elements - 1 });
      const exactly = (length: number) => ({ minLength: length, maxLength: length });
      const edge = fc
        .tuple(unit, unit)
        .filter(([from, to]) => from !== to)
        .map(([from, to]): [number, number] => (from < to ? [from, to] : [to, from]));
      return fc.record({
        units: fc.constant(units),
        directed: fc.constant(directed),
        edges: fc.array(edge, exactly(edges)),
        inputs: fc.uniqueArray(unit, { minLength: 1, maxLength: 2 }),
        outputs: fc.uniqueArray(unit, { minLength: 1, maxLength: 2 }),
        unitElements: fc.array(fc.uniqueArray(element, { maxLength: 2 }), exactly(units)),
        edgeElements: fc.array(fc.integer({ min: -1, max: elements - 1 }), exactly(edges)),
        classes: fc.array(fc.nat({ max: 2 }), exactly(elements)),
        rates: fc.array(fc.constantFrom(...rates), exactly(3))
      });
    });
}
