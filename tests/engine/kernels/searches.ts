// One suite for the samplers that search graphs for an open path.

import fc from 'fast-check';

import { kernels, type Kernels } from '../../../src/engine/kernels/module';
import { graphOf } from '../../../src/engine/network/build';
import type { RemovalGraph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import type { Removal } from '../../../src/engine/percolation/removal';
import { wilson } from '../../../src/engine/percolation/wilson';
import { keyFromSeed, type Key } from '../../../src/engine/random/seed';
import { bruteForce } from '../percolation/randomgraph';
import { anyGraph, graphOfShape, type Shape } from './randomgraph';

type Sampler = (
  removal: RemovalGraph,
  key: Key,
  cell: number,
  block: number,
  trials: number,
  engine?: Kernels | null
) => number;

export const KEY = keyFromSeed('tests of the searches');

/** The graph of a network whose model follows from its rates. */
export function graphUnder(network: Network, removal: Removal): RemovalGraph {
  const model = removal.bond === 0 ? 'site' : removal.site === 0 ? 'bond' : 'mixed';
  return graphOf({ network, model, removal }, null, KEY);
}

export function layers(widths: readonly number[], removal: Removal): RemovalGraph {
  return graphUnder({ is: 'layers', layers: fromWidths(widths), sparse: null }, removal);
}

const SHAPES: readonly Omit<Shape, 'rates'>[] = [
  { units: 5, directed: true, edges: 9, own: 1, shared: 0 },
  { units: 6, directed: true, edges: 10, own: 0.6, shared: 0.3 },
  { units: 5, directed: false, edges: 8, own: 0.8, shared: 0 },
  { units: 6, directed: false, edges: 10, own: 0.5, shared: 0.3 }
];

/** Small random graphs with their path probability. */
function* smallGraphs(count: number): Generator<{ removal: RemovalGraph; theta: number }> {
  for (let number = 0; count > 0; number++) {
    const shape = SHAPES[number % SHAPES.length];
    // Now and then a class that is never or always removed.
    const rates = [
      0.15 + 0.1 * (number % 7),
      number % 3 === 0 ? 0 : 0.3,
      number % 5 === 0 ? 1 : 0.75
    ];
    const removal = graphOfShape({ ...shape, rates }, number);
    if (removal.graph.elements <= 12) {
      const { open: theta } = bruteForce(removal);
      if (theta > 0.02 && theta < 0.98) {
        count -= 1;
        yield { removal, theta };
      }
    }
  }
}

/** P(the 95 % interval of so many trials covers theta), exactly. */
function coverage(trials: number, theta: number): number {
  let rate = 0;
  let term = (1 - theta) ** trials;
  for (let k = 0; k <= trials; k++) {
    const { low, high } = wilson(k, trials);
    rate += low <= theta && theta <= high ? term : 0;
    term *= ((trials - k) / (k + 1)) * (theta / (1 - theta));
  }
  return rate;
}

/** Tests that every sampler must pass. */
export function testSearch(open: Sampler, blockTrials: number): void {
  const distance = (removal: RemovalGraph, theta: number, cell: number, trials: number): number =>
    (open(removal, KEY, cell, 0, trials) - trials * theta) /
    Math.sqrt(trials * theta * (1 - theta));

  test('kernel and twin count the same trials', () => {
    fc.assert(
      fc.property(anyGraph(24), fc.nat(1000), fc.nat(300), (removal, cell, trials) => {
        expect(open(removal, KEY, cell, 0, trials, null)).toBe(open(removal, KEY, cell, 0, trials));
      }),
      { numRuns: 400, seed: 5 }
    );
  });

  test.each<[string, RemovalGraph]>([
    ['layers, bond', layers([9, 20, 20, 20, 7], { site: 0, bond: 0.945 })],
    ['layers, site', layers([9, 20, 20, 20, 7], { site: 0.9, bond: 0, input: 0.4 })],
    ['layers, a rate each', layers([9, 20, 30, 7], { site: [0.5, 0.3], bond: [0.9, 0.95, 0.8] })],
    [
      'lattice, site',
      graphUnder({ is: 'lattice', size: [12, 9], directed: false }, { site: 0.41, bond: 0 })
    ],
    [
      'lattice, bond',
      graphUnder({ is: 'lattice', size: [12, 9], directed: false }, { site: 0, bond: 0.5 })
    ],
    [
      'directed lattice',
      graphUnder({ is: 'lattice', size: [12, 9], directed: true }, { site: 0.1, bond: 0.3 })
    ]
  ])('kernel and twin count the same trials: %s', (_, removal) => {
    const trials = blockTrials + 700;
    const twin = open(removal, KEY, 1, 0, trials, null);
    expect(open(removal, KEY, 1, 0, trials)).toBe(twin);
    expect(twin).toBeGreaterThan(trials / 50);
    expect(twin).toBeLessThan((49 * trials) / 50);
  });

  test('the path probability of small graphs is that over all masks', () => {
    let squares = 0;
    let cell = 0;
    for (const { removal, theta } of smallGraphs(60)) {
      const z = distance(removal, theta, cell++, 40_000);
      expect(Math.abs(z)).toBeLessThan(4.5);
      squares += z * z;
    }
    // 60 squares of standard normal numbers: 60 within 4.5 standard deviations.
    expect(Math.abs(squares - 60)).toBeLessThan(4.5 * Math.sqrt(120));
  });

  test.each<[readonly number[], Removal]>([
    [[3, 4, 2, 3], { site: 0.25, bond: 0.55 }],
    [new Array<number>(10).fill(8), { site: 0, bond: 0.872 }],
    [[8, 16, 16, 16, 8], { site: 0.86, bond: 0 }],
    [[5, 8, 8, 8, 2], { site: [0.2, 0.5, 0.6], bond: [0.7, 0.1, 0, 0.8], input: 0.1 }],
    [[300, 2, 300], { site: 0, bond: 0.9985 }]
  ])('many trials leave no room for a bias: %j %j', (widths, removal) => {
    const { theta } = exactTheta(layerLaw(fromWidths(widths), removal, null));
    expect(theta).toBeGreaterThan(0.05);
    expect(theta).toBeLessThan(0.95);
    const z = distance(layers(widths, removal), theta, 1e6, 400_000);
    expect(Math.abs(z)).toBeLessThan(4.5);
  });

  test('a hidden unit may be an output as well', () => {
    const { graph, rates } = layers([2, 4, 4, 2], { site: 0.8, bond: 0 });
    for (const units of [[7], [2, 11], [5, 8, 9, 10, 11]]) {
      const removal = { rates, graph: { ...graph, outputs: Int32Array.from(units) } };
      const z = distance(removal, bruteForce(removal).open, 9, 40_000);
      expect(Math.abs(z)).toBeLessThan(4.5);
    }
  });

  test('intervals cover the path probability at their rate', () => {
    const trials = 200;
    let [covered, expected, variance, cell] = [0, 0, 0, 2e6];
    for (const { removal, theta } of smallGraphs(80)) {
      const rate = coverage(trials, theta);
      for (let repeat = 0; repeat < 10; repeat++) {
        const { low, high } = wilson(open(removal, KEY, cell++, 0, trials), trials);
        covered += low <= theta && theta <= high ? 1 : 0;
        expected += rate;
        variance += rate * (1 - rate);
      }
    }
    expect(expected / 800).toBeGreaterThan(0.93);
    expect(Math.abs(covered - expected)).toBeLessThan(4.5 * Math.sqrt(variance));
  });

  test.each([true, false])('trials cut at block borders are the same (kernel: %s)', hasKernel => {
    const engine = hasKernel ? kernels() : null;
    // Gaps are longer than a trial, so that nothing of one must be left when a block begins.
    const removal = layers([20, 1, 20], { site: 0.1, bond: 0.985 });
    const count = (block: number, trials: number): number =>
      open(removal, KEY, 7, block, trials, engine);
    const cut = [0, 1, 2, 3, 4, 5].map(block => count(block, blockTrials));
    expect(new Set(cut).size).toBeGreaterThan(3);
    const sum = cut.reduce((total, each) => total + each) + count(6, 117);
    expect(sum).toBe(count(0, 6 * blockTrials + 117));
    expect(count(0, 0)).toBe(0);
    // One by one, the first trials are those of a longer run.
    const steps = Array.from({ length: 200 }, (_, i) => count(5, i + 1) - count(5, i));
    expect(steps.every(step => step === 0 || step === 1)).toBe(true);
  });

  test('what was prepared for a graph serves it again, at the same rates only', () => {
    const rare = layers([9, 20, 20, 20, 7], { site: 0.1, bond: 0.945 });
    const often = { graph: rare.graph, rates: rare.rates.map(rate => rate - 0.05) };
    const other = layers([5, 5, 5], { site: 0.3, bond: 0.6 });
    const count = (removal: RemovalGraph, engine?: null): number =>
      open(removal, KEY, 3, 0, 1500, engine);
    const wanted = [rare, often, other].map(removal => count(removal, null));
    expect(new Set(wanted).size).toBe(3);
    for (const n of [0, 0, 1, 0, 2, 0]) {
      expect(count([rare, often, other][n])).toBe(wanted[n]);
    }
    // Whoever clears the memory takes it over.
    kernels()!.clear();
    kernels()!
      .words(kernels()!.place(1 << 16), 1 << 14)
      .fill(0xffffffff);
    expect(count(rare)).toBe(wanted[0]);
  });

  test.each([true, false])('certain cases are certain (kernel: %s)', hasKernel => {
    const engine = hasKernel ? kernels() : null;
    for (const [widths, removal, wanted] of [
      [[3, 3, 3], { site: 0, bond: 0 }, 150],
      [[3, 3, 3], { site: 1, bond: 0 }, 0],
      [[3, 3, 3], { site: 0, bond: 1 }, 0],
      [[3, 3, 3], { site: 1, bond: 0.5 }, 0],
      [[3, 3, 3], { site: 0.5, bond: 0, input: 1 }, 0],
      [[3, 3], { site: 1, bond: 0 }, 150],
      [[70, 70, 70], { site: 0, bond: 0 }, 150],
      [[70, 70, 70], { site: 1e-30, bond: 0 }, 150],
      [[1, 1, 1], { site: 0, bond: 1 - 2 ** -53 }, 0],
      [[70, 70, 70], { site: 0, bond: 1 }, 0]
    ] as const) {
      expect(open(layers(widths, removal), KEY, 0, 0, 150, engine)).toBe(wanted);
    }
    for (const [site, bond, wanted] of [
      [0, 0, 150],
      [1, 0, 0],
      [0, 1, 0],
      [0.5, 1, 0]
    ]) {
      const lattice = graphUnder({ is: 'lattice', size: [3, 3], directed: false }, { site, bond });
      expect(open(lattice, KEY, 0, 0, 150, engine)).toBe(wanted);
    }
  });
}
