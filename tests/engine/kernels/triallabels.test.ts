// Labels of single trials against the sampler: their widest path, found here by adding elements one by one, is the
// threshold that the kernel has for the trial, bit for bit.

import fc from 'fast-check';

import { MAXMIN_BLOCK, thresholds } from '../../../src/engine/kernels/maxmin';
import { trialLabels } from '../../../src/engine/kernels/triallabels';
import { graphOf } from '../../../src/engine/network/build';
import { edgeList } from '../../../src/engine/network/edges';
import type { Graph, RemovalGraph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { anyGraph } from './graphs';

const KEY = keyFromSeed('tests of labels');

/** Whether an output is found from the inputs through what has a label of at least p. */
function isOpenAt(graph: Graph, labels: Float64Array, p: number): boolean {
  const isKept = (element: number): boolean => element < 0 || labels[element] >= p;
  const isUnitOpen = (unit: number): boolean =>
    graph.unitElement.subarray(graph.unitFirst[unit], graph.unitFirst[unit + 1]).every(isKept);
  const found = new Set([...graph.inputs].filter(isUnitOpen));
  for (const unit of found) {
    for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
      const target = graph.edgeTarget[edge];
      if (isKept(graph.edgeElement[edge]) && isUnitOpen(target)) found.add(target);
    }
  }
  return graph.outputs.some(unit => found.has(unit));
}

/** The greatest label at which a path is open, or 1, or -1. */
function widest(graph: Graph, labels: Float64Array): number {
  const ps = [...new Set([1, ...labels])].filter(p => p >= 0).sort((a, b) => a - b);
  return ps.findLast(p => isOpenAt(graph, labels, p)) ?? -1;
}

function expectSame(removal: RemovalGraph, cell: number, trials: readonly number[]): void {
  for (const trial of trials) {
    const block = Math.floor(trial / MAXMIN_BLOCK);
    const { labels, threshold } = trialLabels(removal, KEY, cell, block, trial % MAXMIN_BLOCK);
    const sampled = thresholds(removal, KEY, cell, 0, trial + 1);
    expect(threshold).toBe(sampled[trial]);
    expect(widest(removal.graph, labels)).toBe(sampled[trial]);
  }
}

const layers = (widths: readonly number[]): Network => ({
  is: 'layers',
  layers: fromWidths(widths),
  sparse: null
});

const NETWORKS: readonly [string, Network, Partial<Subject['removal']>?][] = [
  ['layers', layers([3, 5, 4, 2])],
  ['layers with input dropout', layers([5, 4, 4, 2]), { input: 0.3 }],
  ['wide layers', layers([2, 9, 17, 8])],
  [
    'quenched sparse layers',
    {
      is: 'layers',
      layers: fromWidths([4, 8, 8, 4]),
      sparse: { by: 'degree', value: 3, graph: 0 }
    }
  ],
  [
    'skips',
    { is: 'skip', layers: fromWidths([3, 3, 3, 3, 3]), kind: 'dense', span: 2, removable: true }
  ],
  [
    'identities',
    { is: 'skip', layers: fromWidths([3, 3, 3, 3, 3]), kind: 'identity', span: 2, removable: false }
  ],
  [
    'a convolution with shared kernels and channels',
    {
      is: 'convolutional',
      channels: [1, 3, 3, 1],
      image: [4, 4],
      kernel: 3,
      drop: 'channels',
      block: 1,
      padding: 'zero'
    }
  ],
  ['an undirected lattice', { is: 'lattice', size: [5, 6], directed: false }],
  ['a directed lattice', { is: 'lattice', size: [5, 6], directed: true }],
  ['a tree', { is: 'tree', branching: 2, depth: 4 }]
];

describe.each(NETWORKS)('%s', (_, network, removal = {}) => {
  test.each(['site', 'bond', 'mixed'] as const)('%s', model => {
    const subject: Subject = { network, model, removal: { site: 0.5, bond: 0.5, ...removal } };
    expectSame(graphOf(subject, null, KEY, true), 3, [0, 1, 7, 255, 256, 300]);
  });
});

test('a list of edges', () => {
  const pairs = ['ab', 'ac', 'bd', 'cd', 'be', 'df', 'ef'].map((ends): [string, string] => [
    ends[0],
    ends[1]
  ]);
  const edges = edgeList(pairs, null, null);
  const subject: Subject = {
    network: { is: 'edges' },
    model: 'bond',
    removal: { site: 0, bond: 0.5 }
  };
  expectSame(graphOf(subject, edges, KEY, true), 0, [0, 1, 2, 3, 40]);
});

test.each([true, false])('any graph (directed: %s)', directed => {
  fc.assert(
    fc.property(anyGraph(9, directed, 14), fc.nat(1000), fc.nat(20), (graph, cell, trial) => {
      expectSame(graph, cell, [trial]);
    }),
    { numRuns: 400, seed: 5 }
  );
});

// Of 2000 labels each, that P(T >= p) needs none of: Kolmogorov's distance passes 1.95 / sqrt(n) once in a thousand.
test.each([true, false])('labels are uniform and differ (directed: %s)', directed => {
  const network: Network = directed
    ? layers([20, 45, 24])
    : { is: 'lattice', size: [32, 33], directed };
  const subject: Subject = { network, model: 'bond', removal: { site: 0, bond: 0.5 } };
  const { labels } = trialLabels(graphOf(subject, null, KEY, true), KEY, 0, 1, 9);
  const sorted = [...labels].sort((a, b) => a - b);
  const n = sorted.length;
  expect(n).toBeGreaterThan(1900);
  expect(new Set(sorted).size).toBe(n);
  const far = sorted.map((u, i) => Math.max((i + 1) / n - u, u - i / n));
  expect(Math.max(...far)).toBeLessThan(1.95 / Math.sqrt(n));
});

test('a trial outside of its block is refused', () => {
  const subject: Subject = {
    network: layers([1, 1]),
    model: 'bond',
    removal: { site: 0, bond: 0.5 }
  };
  const graph = graphOf(subject, null, KEY, true);
  for (const index of [-1, 0.5, MAXMIN_BLOCK]) {
    expect(() => trialLabels(graph, KEY, 0, 0, index)).toThrow(`found index ${index}; allowed: 0`);
  }
});
