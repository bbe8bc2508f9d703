import fc from 'fast-check';
import { enumeratedTheta } from '../../../src/engine/percolation/enumeration';
import { polynomialTheta } from '../../../src/engine/percolation/polynomial';
import { completeLayers, removable, tinyGraph, worstError, type Tiny } from './tinygraph';

/** Skips, parallel edges, an element that closes two edges and one that closes a unit and an edge. */
const SKIPS: Tiny = {
  units: 5,
  edges: [
    [0, 1],
    [0, 1],
    [1, 2],
    [0, 2],
    [2, 3],
    [1, 3],
    [3, 4],
    [3, 4],
    [0, 4]
  ],
  inputs: [0],
  outputs: [4],
  unitElements: [[], [6], [], [7], []],
  edgeElements: [0, 1, 2, 3, 4, 4, 5, 6, 8],
  classes: [0, 0, 1, 1, 0, 2, 2, 1, 0]
};

test('theta as a function of one p is theta at each p, whatever the classes that have rates of their own', () => {
  const rate = fc.constantFrom(NaN, 0, 0.2, 0.7, 1);
  const p = fc.constantFrom(0, 1e-200, 1e-9, 0.3, 0.5, 0.999, 1);
  fc.assert(
    fc.property(fc.tuple(rate, rate, rate), p, (rates, at) => {
      const swept = polynomialTheta(tinyGraph({ ...SKIPS, rates }))(at);
      const fixed = tinyGraph({
        ...SKIPS,
        rates: rates.map(own => (Number.isNaN(own) ? at : own))
      });
      expect(worstError(swept, enumeratedTheta(fixed))).toBeLessThan(1e-12);
    }),
    { numRuns: 400, seed: 5 }
  );
});

test('input dropout stays what it is while p is swept', () => {
  const at = (rates: { site?: number; bond?: number; input?: number }) =>
    removable(completeLayers([2, 2, 2]), rates);
  const theta = polynomialTheta(at({ bond: NaN, input: 0.3 }));
  for (const p of [0, 0.1, 0.5, 0.9]) {
    expect(worstError(theta(p), enumeratedTheta(at({ bond: p, input: 0.3 })))).toBeLessThan(1e-12);
  }
  expect(theta(0).oneMinusTheta).toBeCloseTo(0.09, 14);
});
