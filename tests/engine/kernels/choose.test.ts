import { fastestSearch, searchSeconds } from '../../../src/engine/kernels/choose';
import { edgeList } from '../../../src/engine/network/edges';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import type { Subject } from '../../../src/engine/percolation/task';

function layers(width: number, depth: number): Network {
  const widths = new Array<number>(depth + 2).fill(width);
  return { is: 'layers', layers: fromWidths(widths), sparse: null };
}

function under(model: 'site' | 'bond', network: Network, p: number): Subject {
  return {
    network,
    model,
    removal: model === 'site' ? { site: p, bond: 0 } : { site: 0, bond: p }
  };
}

// Each choice was measured: the other way took at least twice as long.
test.each<[string, Subject, string]>([
  ['units of layers', under('site', layers(32, 32), 0.8868), 'bit-parallel'],
  ['bonds of small layers', under('bond', layers(8, 8), 0.872), 'bit-parallel'],
  ['bonds of large layers', under('bond', layers(32, 32), 0.9653), 'bit-parallel'],
  ['bonds of deep layers', under('bond', layers(64, 100), 0.9822), 'bit-parallel'],
  ['bonds of wide layers', under('bond', layers(256, 16), 0.99), 'lazy geometric'],
  ['bonds of layers that are often open', under('bond', layers(32, 32), 0.9), 'lazy geometric'],
  ['units of wide layers', under('site', layers(128, 50), 0.5), 'bit-parallel'],
  [
    'a lattice on which paths die out',
    under('bond', { is: 'lattice', size: [128, 128], directed: false }, 0.8),
    'bit-parallel'
  ],
  [
    'a small lattice',
    under('site', { is: 'lattice', size: [20, 20], directed: false }, 0.41),
    'bit-parallel'
  ]
])('the faster search: %s', (_, subject, sampler) => {
  expect(fastestSearch(subject, null)).toBe(sampler);
});

test.each([1, 2])(
  'edges that are layers in which each %d. weight is there: the faster search',
  every => {
    for (const [width, depth, p, sampler] of [
      [32, 32, 0.9653, 'bit-parallel'],
      [64, 100, 0.9822, 'bit-parallel'],
      [32, 32, 0.85, 'lazy geometric']
    ] as const) {
      const pairs = Array.from({ length: width * width * (depth + 1) }, (_, i) => {
        const from = Math.floor(i / width);
        return [from, (Math.floor(from / width) + 1) * width + (i % width)].map(String);
      }).filter((_, i) => (i + Math.floor(i / width)) % every === 0) as [string, string][];
      const kept = every * (1 - p);
      const subject = under('bond', { is: 'edges' }, 1 - kept);
      expect(fastestSearch(subject, edgeList(pairs, null, null))).toBe(sampler);
    }
  }
);

test('every network that has a graph has an estimate, at every p', () => {
  const networks: Network[] = [
    layers(8, 8),
    layers(4, 0),
    { is: 'skip', layers: fromWidths([4, 4, 4, 4]), kind: 'dense', span: 2, removable: true },
    {
      is: 'convolutional',
      channels: [3, 8, 4],
      image: [6, 6],
      kernel: 3,
      drop: 'elements',
      block: 1,
      padding: 'zero'
    },
    { is: 'lattice', size: [9, 9], directed: false },
    { is: 'lattice', size: [9, 9], directed: true },
    { is: 'tree', branching: 2, depth: 5 },
    { is: 'edges' }
  ];
  const edges = edgeList(
    [
      ['a', 'b'],
      ['b', 'c']
    ],
    null,
    null
  );
  for (const network of networks) {
    for (const model of ['site', 'bond'] as const) {
      // At 1/2 the search of a tree neither grows nor dies out.
      for (const p of [0, 0.3, 0.407, 0.5, 0.9, 1]) {
        for (const sampler of ['lazy geometric', 'bit-parallel'] as const) {
          const seconds = searchSeconds(under(model, network, p), edges, sampler);
          expect(seconds).toBeGreaterThan(1e-10);
          expect(seconds).toBeLessThan(1e-3);
        }
      }
    }
  }
});

test('an estimate grows with the graph, and is that of the mean rate of its layers', () => {
  const rates = { site: 0, bond: [0.9, 0.7, 0.8] };
  const listed: Subject = { network: layers(8, 2), model: 'bond', removal: rates };
  for (const sampler of ['lazy geometric', 'bit-parallel'] as const) {
    const seconds = (depth: number): number =>
      searchSeconds(under('bond', layers(8, depth), 0.8), null, sampler);
    expect(seconds(20)).toBeGreaterThan(2 * seconds(5));
    expect(searchSeconds(listed, null, sampler)).toBeCloseTo(seconds(2), 15);
  }
});
