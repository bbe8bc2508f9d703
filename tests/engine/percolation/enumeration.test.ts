import fc from 'fast-check';
import { fromWidths } from '../../../src/engine/network/layered';
import {
  enumeratedTheta,
  MOST_ENUMERATED,
  reliabilityPolynomial
} from '../../../src/engine/percolation/enumeration';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import golden from '../../golden/path-probability.json';
import { anyGraph } from './anygraph';
import {
  completeLayers,
  isOpen,
  referenceTheta,
  removable,
  removedBy,
  tinyGraph,
  worstError,
  type Tiny
} from './tinygraph';

const RATES = [0, 5e-324, 1e-200, 1e-17, 0.1, 0.5, 0.9, 1 - 1e-16, 1 - 2 ** -53, 1];

/** What brute force says of a graph whose elements are all removed with the same p. */
function countedMasks(graph: ReturnType<typeof tinyGraph>['graph']): number[] {
  const open = new Array<number>(graph.elements + 1).fill(0);
  for (let mask = 0; mask < 2 ** graph.elements; mask++) {
    open[removedBy(mask)] += isOpen(graph, mask) ? 1 : 0;
  }
  return open;
}

interface GoldenGraph {
  readonly elements: number;
  readonly open_subset_counts: readonly number[];
  readonly theta: Readonly<Record<string, string>>;
}

const graphs = golden.dags.flatMap(dag =>
  (['site', 'bond', 'mixed'] as const)
    .filter(model => dag[model] !== undefined)
    .map(model => [dag.name, model, dag, dag[model] as GoldenGraph] as const)
);

test.each(graphs)('golden graph: %s, %s', (_name, model, dag, wanted) => {
  const tiny: Tiny = {
    units: dag.n,
    edges: dag.edges as [number, number][],
    inputs: dag.inputs,
    outputs: dag.outputs
  };
  const at = (p: number) =>
    removable(tiny, {
      ...(model === 'bond' ? {} : { site: p }),
      ...(model === 'site' ? {} : { bond: p })
    });
  const { elements, open_subset_counts: counts, theta } = wanted;
  expect(at(0.5).graph.elements).toBe(elements);
  expect(reliabilityPolynomial(at(0.5)).open).toEqual([...counts].reverse());
  for (const [p, fraction] of Object.entries(theta)) {
    const [value, expected] = [p, fraction].map(text => {
      const [above, below = '1'] = text.split('/');
      return Number(above) / Number(below);
    });
    expect(enumeratedTheta(at(value)).theta).toBeCloseTo(expected, 14);
  }
});

test('any graph has the path probability of exact fractions over all masks, and their counts', () => {
  fc.assert(
    fc.property(anyGraph(RATES), tiny => {
      const graph = tinyGraph(tiny);
      expect(worstError(enumeratedTheta(graph), referenceTheta(graph))).toBeLessThan(1e-12);
      expect(reliabilityPolynomial(graph).open).toEqual(countedMasks(graph.graph));
    }),
    { numRuns: 400, seed: 7 }
  );
}, 20_000);

test('both sides keep their digits far below any double', () => {
  const series: Tiny = {
    units: 5,
    edges: [0, 1, 2, 3].map(unit => [unit, unit + 1]),
    inputs: [0],
    outputs: [4]
  };
  const parallel: Tiny = {
    units: 2,
    edges: [0, 1, 2, 3].map(() => [0, 1]),
    inputs: [0],
    outputs: [1]
  };
  const rare = enumeratedTheta(removable(parallel, { bond: 1e-200 }));
  expect(rare.theta).toBe(1);
  expect(rare.oneMinusTheta).toBe(0);
  expect(rare.logOneMinusTheta / (4 * Math.log(1e-200))).toBeCloseTo(1, 14);
  expect(rare.logTheta).toBe(0);
  const weak = enumeratedTheta(removable(series, { bond: 1e-200 }));
  expect(weak.oneMinusTheta / 4e-200).toBeCloseTo(1, 13);
  expect(weak.logTheta / -4e-200).toBeCloseTo(1, 13);
  const closed = enumeratedTheta(removable(series, { bond: 1 - 2 ** -53 }));
  expect(closed.theta / 2 ** -212).toBeCloseTo(1, 13);
  expect(closed.logOneMinusTheta / -(2 ** -212)).toBeCloseTo(1, 13);
});

test.each([[[1, 1, 1]], [[2, 2, 2, 1]], [[1, 3, 2, 2]], [[3, 2, 2]]])(
  'layers %j have the theta of the chain, for every model',
  widths => {
    for (const p of [1e-200, 1e-9, 0.3, 0.999]) {
      for (const rates of [
        { site: p },
        { bond: p },
        { site: p, bond: 0.4 },
        { bond: p, input: 0.2 }
      ]) {
        const removal = { site: 0, bond: 0, ...rates };
        const wanted = exactTheta(layerLaw(fromWidths(widths), removal, null));
        const found = enumeratedTheta(removable(completeLayers(widths), rates));
        expect(worstError(found, wanted)).toBeLessThan(1e-12);
      }
    }
  }
);

test('edges without direction: a square, and a path that leads back through smaller numbers', () => {
  const square: Tiny = {
    units: 4,
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3]
    ],
    inputs: [0],
    outputs: [2],
    directed: false
  };
  expect(enumeratedTheta(removable(square, { bond: 0.5 })).theta).toBe(1 - 0.75 ** 2);
  expect(reliabilityPolynomial(removable(square, { bond: 0.5 })).open).toEqual([1, 4, 2, 0, 0]);
  // 0 - 3 - 1 - 2 is the only path from 0 to 2, and it turns twice in the order of the units.
  const snake: Tiny = {
    units: 4,
    edges: [
      [0, 3],
      [1, 3],
      [1, 2]
    ],
    inputs: [0],
    outputs: [2],
    directed: false
  };
  expect(enumeratedTheta(removable(snake, { bond: 0.5 })).theta).toBe(0.125);
  expect(enumeratedTheta(removable(snake, { site: 0.5 })).theta).toBe(0.25);
  expect(enumeratedTheta(removable({ ...snake, directed: true }, { bond: 0.5 })).theta).toBe(0);
});

test('an element that closes two edges counts once', () => {
  const pair = {
    units: 3,
    edges: [
      [0, 1],
      [1, 2]
    ] as [number, number][],
    inputs: [0],
    outputs: [2]
  };
  const shared = tinyGraph({ ...pair, edgeElements: [0, 0], classes: [0], rates: [0.25] });
  expect(enumeratedTheta(shared).theta).toBe(0.75);
  expect(enumeratedTheta(removable(pair, { bond: 0.25 })).theta).toBe(0.5625);
});

test('a unit that is input and output is a path of its own, unless it is removed', () => {
  const both: Tiny = { units: 2, edges: [[0, 1]], inputs: [0], outputs: [0, 1] };
  expect(enumeratedTheta(removable(both, { bond: 0.5 }))).toEqual({
    theta: 1,
    oneMinusTheta: 0,
    logTheta: 0,
    logOneMinusTheta: -Infinity
  });
  expect(enumeratedTheta(removable(both, { bond: 0.5, input: 0.25 })).theta).toBe(0.75);
});

test('as many elements as are allowed, and no more', () => {
  const parallel = (edges: number): Tiny => ({
    units: 2,
    edges: new Array<[number, number]>(edges).fill([0, 1]),
    inputs: [0],
    outputs: [1]
  });
  const { logOneMinusTheta } = enumeratedTheta(removable(parallel(MOST_ENUMERATED), { bond: 0.5 }));
  expect(logOneMinusTheta / (MOST_ENUMERATED * Math.log(0.5))).toBeCloseTo(1, 14);
  const tooMany = removable(parallel(MOST_ENUMERATED + 1), { bond: 0.5 });
  expect(() => enumeratedTheta(tooMany)).toThrow(/found 23 removable elements; allowed: up to 22/);
  expect(() => reliabilityPolynomial(tooMany)).toThrow(RangeError);
});

test('a graph whose p is left open has no path probability', () => {
  const edge: Tiny = { units: 2, edges: [[0, 1]], inputs: [0], outputs: [1] };
  expect(() => enumeratedTheta(removable(edge, { bond: NaN }))).toThrow(
    /found removal probability NaN/
  );
});
