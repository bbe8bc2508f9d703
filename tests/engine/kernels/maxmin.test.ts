import fc from 'fast-check';

import { curveOpen, MAXMIN_BLOCK, thresholds } from '../../../src/engine/kernels/maxmin';
import { graphOf } from '../../../src/engine/network/build';
import type { RemovalGraph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import type { Removal } from '../../../src/engine/percolation/removal';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { anyGraph, thetaAt } from './graphs';

const KEY = keyFromSeed('tests of thresholds');

function subject(model: 'site' | 'bond', widths: readonly number[], input = 0): Subject {
  return {
    network: { is: 'layers', layers: fromWidths(widths), sparse: null },
    model,
    removal: model === 'site' ? { site: 0.5, bond: 0, input } : { site: 0, bond: 0.5, input }
  };
}

function layers(model: 'site' | 'bond', widths: readonly number[], input = 0): RemovalGraph {
  return graphOf(subject(model, widths, input), null, KEY, true);
}

/** A graph of one path: units in a row, with an element of a class each. */
function row(kinds: readonly number[], rates: readonly number[]): RemovalGraph {
  const units = kinds.length;
  return {
    rates: Float64Array.from(rates),
    graph: {
      units,
      edgeFirst: Int32Array.from({ length: units + 1 }, (_, u) => Math.min(u, units - 1)),
      edgeTarget: Int32Array.from({ length: units - 1 }, (_, u) => u + 1),
      edgeElement: new Int32Array(units - 1).fill(-1),
      unitFirst: Int32Array.from({ length: units + 1 }, (_, u) => u),
      unitElement: Int32Array.from({ length: units }, (_, u) => u),
      elements: units,
      elementClass: Int32Array.from(kinds),
      classes: rates.length,
      shared: false,
      directed: true,
      inputs: Int32Array.of(0),
      outputs: Int32Array.of(units - 1),
      layer: Int32Array.from({ length: units }, (_, u) => u),
      layers: units
    }
  };
}

test('kernel and twin give the same bits on any directed graph', () => {
  fc.assert(
    fc.property(anyGraph(40, true, 30), fc.nat(1000), (graph, cell) => {
      const kernel = thresholds(graph, KEY, cell, 0, 20);
      expect([...thresholds(graph, KEY, cell, 0, 20, null)]).toEqual([...kernel]);
    }),
    { numRuns: 300, seed: 1 }
  );
});

test.each([
  ['bond', [5, 40, 17, 16, 1, 3], 0],
  ['bond', [33, 33, 33, 33], 0.3],
  ['site', [3, 70, 20, 20, 2], 0.5],
  ['bond', [2, 2], 0]
] as const)('kernel and twin give the same bits on layers: %s %j', (model, widths, input) => {
  const graph = layers(model, widths, input);
  const kernel = thresholds(graph, KEY, 0, 0, 400);
  expect([...thresholds(graph, KEY, 0, 0, 400, null)]).toEqual([...kernel]);
});

const networks: [string, Network, Removal][] = [
  [
    'quenched sparse layers, bond',
    {
      is: 'layers',
      layers: fromWidths([9, 30, 30, 30, 9]),
      sparse: { by: 'degree', value: 4, graph: 1 }
    },
    { site: 0, bond: 0.5 }
  ],
  [
    'dense skips, site',
    { is: 'skip', layers: fromWidths([5, 5, 5, 5, 5]), kind: 'dense', span: 2, removable: true },
    { site: 0.5, bond: 0, input: 0.2 }
  ],
  [
    'kernels of a convolution, bond',
    {
      is: 'convolutional',
      channels: [2, 3, 3, 2],
      image: [5, 5],
      kernel: 3,
      drop: 'channels',
      block: 1,
      padding: 'zero'
    },
    { site: 0, bond: 0.5 }
  ],
  [
    'directed lattice, bond',
    { is: 'lattice', size: [20, 17], directed: true },
    { site: 0, bond: 0.5 }
  ],
  ['tree, site', { is: 'tree', branching: 3, depth: 4 }, { site: 0.5, bond: 0 }]
];

test.each(networks)('kernel and twin give the same bits on %s', (_, network, removal) => {
  const model = removal.bond === 0 ? 'site' : 'bond';
  const graph = graphOf({ network, model, removal }, null, KEY, true);
  const kernel = thresholds(graph, KEY, 0, 0, 300);
  expect([...thresholds(graph, KEY, 0, 0, 300, null)]).toEqual([...kernel]);
  expect(new Set(kernel).size).toBeGreaterThan(100);
});

test('what was prepared for a graph serves it again, at the same rates only', () => {
  const [, network, removal] = networks[2];
  const shared = graphOf({ network, model: 'bond', removal }, null, KEY, true);
  expect(shared.graph.shared).toBe(true);
  const [often, rare] = [0.2, 0.6].map(input => layers('bond', [9, 20, 20, 7], input));
  const graphs = [shared, often, rare, { ...often, rates: rare.rates }];
  const wanted = graphs.map(graph => thresholds(graph, KEY, 3, 0, 600, null));
  expect(wanted[1]).not.toEqual(wanted[2]);
  for (const n of [0, 0, 1, 1, 3, 2, 0]) {
    expect(thresholds(graphs[n], KEY, 3, 0, 600)).toEqual(wanted[n]);
  }
});

test.each([true, false])('P(T >= p) is the sum over all masks (directed: %s)', directed => {
  const trials = 2000;
  let compared = 0;
  fc.assert(
    fc.property(anyGraph(6, directed, 7), fc.nat(1e6), (graph, cell) => {
      const ps = [0, 0.2, 0.5, 0.8, 1];
      const open = curveOpen(graph, ps, KEY, cell, 0, trials);
      ps.forEach((p, i) => {
        const theta = thetaAt(graph, p);
        const error = Math.sqrt(Math.max(0, theta * (1 - theta)) / trials);
        expect(Math.abs(open[i] / trials - theta)).toBeLessThanOrEqual(5 * error + 1e-9);
        compared += error > 1e-6 ? 1 : 0;
      });
    }),
    { numRuns: 120, seed: 2 }
  );
  expect(compared).toBeGreaterThan(100);
});

// Dvoretzky, Kiefer and Wolfowitz: the distance passes sqrt(ln(2 / a) / 2 n) with probability a at most.
test.each([
  ['bond', [8, 8, 8, 8, 8, 8], 0],
  ['bond', [32, 32, 32, 32, 32, 32, 32, 32], 0],
  ['site', [4, 8, 8, 20, 4], 0],
  ['bond', [3, 5, 4, 2], 0.25]
] as const)('the law of T is exact: %s %j, input dropout %d', (model, widths, input) => {
  const trials = 20_000;
  const sorted = thresholds(layers(model, widths, input), KEY, 1, 0, trials).sort();
  const band = Math.sqrt(Math.log(2 / 1e-6) / (2 * trials));
  for (let i = 0; i < trials; i += 97) {
    const p = Math.max(0, sorted[i]);
    const removal = { site: model === 'site' ? p : 0, bond: model === 'bond' ? p : 0, input };
    const { theta } = exactTheta(layerLaw(fromWidths(widths), removal, null));
    const below = sorted.filter(value => value < p).length / trials;
    expect(Math.abs(1 - theta - below)).toBeLessThan(band);
  }
});

test('an undirected lattice of 2 x 2 has the law of its polynomial', () => {
  const graph = graphOf(
    {
      network: { is: 'lattice', size: [2, 2], directed: false },
      model: 'site',
      removal: { site: 0.5, bond: 0 }
    },
    null,
    KEY,
    true
  );
  const trials = 20_000;
  const [open] = curveOpen(graph, [0.4], KEY, 0, 0, trials);
  const q = 0.6;
  const theta = 1 - (1 - q * q) ** 2;
  expect(Math.abs(open / trials - theta)).toBeLessThan(
    4.5 * Math.sqrt((theta * (1 - theta)) / trials)
  );
});

test('curve and thresholds are of the same trials, and trials cut at block borders too', () => {
  const graph = layers('bond', [4, 4, 4, 4]);
  const ps = [0.9, 0, 0.3, 0.5, 0.7, 1];
  const trials = 2 * MAXMIN_BLOCK + 17;
  const whole = thresholds(graph, KEY, 7, 3, trials);
  expect(curveOpen(graph, ps, KEY, 7, 3, trials)).toEqual(
    ps.map(p => whole.filter(value => value >= p).length)
  );
  const pieces = [
    ...thresholds(graph, KEY, 7, 3, MAXMIN_BLOCK),
    ...thresholds(graph, KEY, 7, 4, MAXMIN_BLOCK),
    ...thresholds(graph, KEY, 7, 5, 17)
  ];
  expect([...whole]).toEqual(pieces);
  expect(thresholds(graph, KEY, 8, 3, 17)).not.toEqual(whole.subarray(0, 17));
});

test('where nothing is swept T is 1 or -1, and labels never reach either', () => {
  const fixed = thresholds(row([0, 0, 0], [0.5]), KEY, 0, 0, 4000);
  expect(new Set(fixed)).toEqual(new Set([1, -1]));
  const open = fixed.filter(value => value === 1).length;
  expect(Math.abs(open / 4000 - 1 / 8)).toBeLessThan(4.5 * Math.sqrt(7 / 64 / 4000));
  for (const rate of [0, 1]) {
    const certain = thresholds(row([0, 0], [rate]), KEY, 0, 0, 100);
    expect(certain.every(value => value === 1 - 2 * rate)).toBe(true);
  }
  const swept = thresholds(row([1, 0], [0, NaN]), KEY, 0, 0, 100_000);
  expect(swept.every(value => value > 0 && value < 1)).toBe(true);
  expect(new Set(swept).size).toBeGreaterThan(99_990);
});
