import type { RemovalGraph } from '../../../src/engine/network/graph';
import {
  CLUSTERS_PER_BLOCK,
  sampleClusters,
  type ClusterSums
} from '../../../src/engine/percolation/clusters';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { chanceOfMask, latticeMasks, layeredMasks, unitsFrom, withMask } from './maskgraph';

const key = keyFromSeed('clusters');

type Size = readonly [number, number];

/** Sizes of clusters and whether one crosses, by filling one after the other. */
function byFlooding(removal: RemovalGraph, size: Size, mask: number) {
  const { graph } = removal;
  const isSite = (unit: number): boolean => graph.layer[unit] >= 0;
  // Source and sink lead nowhere here.
  const inner: RemovalGraph = {
    ...removal,
    graph: {
      ...graph,
      edgeTarget: graph.edgeTarget.map((to, edge) =>
        isSite(to) ? to : graph.edgeFirst.findLastIndex(first => first <= edge)
      )
    }
  };
  const sizes: number[] = [];
  const seen = new Set<number>();
  let isCrossing = false;
  for (let unit = 0; unit < graph.units; unit++) {
    if (isSite(unit) && !seen.has(unit)) {
      const cluster = [...unitsFrom(inner, mask, [unit])];
      cluster.forEach(site => seen.add(site));
      if (cluster.length > 0) {
        sizes.push(cluster.length);
      }
      const touches = (row: number): boolean => cluster.some(site => graph.layer[site] === row);
      isCrossing ||= touches(0) && touches(size[0] - 1);
    }
  }
  sizes.sort((a, b) => b - a);
  const [largest = 0, ...others] = sizes;
  const sites = others.reduce((sum, each) => sum + each, 0);
  const squares = others.reduce((sum, each) => sum + each * each, 0);
  return {
    largest: largest / (size[0] * size[1]),
    size: sites === 0 ? 0 : squares / sites,
    crossing: isCrossing ? 1 : 0
  };
}

const lattices: [string, Size, RemovalGraph][] = [
  ['sites 3 x 3', [3, 3], latticeMasks([3, 3], { site: 0.4 })],
  ['sites 2 x 5', [2, 5], latticeMasks([2, 5], { site: 0.3 })],
  ['sites 1 x 4', [1, 4], latticeMasks([1, 4], { site: 0.5 })],
  ['bonds 3 x 2', [3, 2], latticeMasks([3, 2], { bond: 0.5 })],
  ['bonds 2 x 4', [2, 4], latticeMasks([2, 4], { bond: 0.35 })],
  ['both 2 x 2', [2, 2], latticeMasks([2, 2], { site: 0.2, bond: 0.3 })]
];

const masksOf = ({ graph }: RemovalGraph): number[] =>
  Array.from({ length: 2 ** graph.elements }, (_, mask) => mask);

describe.each(lattices)('%s', (_, size, removal) => {
  test('every mask has the clusters that flooding finds', () => {
    for (const mask of masksOf(removal)) {
      const found = sampleClusters(withMask(removal, mask), size, key, 0, 0, 1);
      const wanted = byFlooding(removal, size, mask);
      expect(found.crossing).toBe(wanted.crossing);
      expect(found.largest[0]).toBe(wanted.largest);
      expect(found.largest[1]).toBeCloseTo(wanted.largest ** 2, 14);
      expect(found.size).toEqual([wanted.size, wanted.size ** 2]);
    }
  });

  test('sampled sums agree with the sums over all masks', () => {
    const trials = 12_000;
    const sums = sampleClusters(removal, size, key, 1, 0, trials);
    const all = masksOf(removal).map(mask => ({
      chance: chanceOfMask(removal, mask),
      ...byFlooding(removal, size, mask)
    }));
    const check = (mean: number, of: (told: (typeof all)[0]) => number): void => {
      const exact = all.reduce((sum, told) => sum + told.chance * of(told), 0);
      const square = all.reduce((sum, told) => sum + told.chance * of(told) ** 2, 0);
      const error = Math.sqrt((square - exact * exact) / trials);
      expect(Math.abs(mean - exact)).toBeLessThan(4.5 * error);
    };
    check(sums.largest[0] / trials, told => told.largest);
    check(sums.largest[1] / trials, told => told.largest ** 2);
    check(sums.size[0] / trials, told => told.size);
    check(sums.size[1] / trials, told => told.size ** 2);
    check(sums.crossing / trials, told => told.crossing);
  });

  test('pieces cut at block borders are the same trials', () => {
    const trials = 2 * CLUSTERS_PER_BLOCK + 7;
    const whole = sampleClusters(removal, size, key, 2, 3, trials);
    const first = sampleClusters(removal, size, key, 2, 3, CLUSTERS_PER_BLOCK);
    const rest = sampleClusters(removal, size, key, 2, 4, trials - CLUSTERS_PER_BLOCK);
    const flat = ({ trials: n, largest, size: mean, crossing }: ClusterSums): number[] => [
      n,
      ...largest,
      ...mean,
      crossing
    ];
    flat(whole).forEach((value, i) =>
      expect(flat(first)[i] + flat(rest)[i]).toBeCloseTo(value, 10)
    );
  });
});

// Bonds of n + 1 rows of n sites, first and last row contracted, have the same lattice as their dual, turned by a
// quarter; a path crosses exactly where no closed dual path does. So half of all masks cross.
test.each([1, 2, 3])('exactly half of the bond masks of a self-dual lattice cross: n = %d', n => {
  const removal = latticeMasks([n + 1, n], { bond: 0.5 });
  const crossing = masksOf(removal).reduce(
    (sum, mask) => sum + sampleClusters(withMask(removal, mask), [n + 1, n], key, 0, 0, 1).crossing,
    0
  );
  expect(crossing).toBe(2 ** (removal.graph.elements - 1));
});

test('half of the trials of a larger self-dual lattice cross', () => {
  const trials = 4000;
  const { crossing } = sampleClusters(
    latticeMasks([21, 20], { bond: 0.5 }),
    [21, 20],
    key,
    0,
    0,
    trials
  );
  expect(Math.abs(crossing / trials - 0.5)).toBeLessThan((4.5 * 0.5) / Math.sqrt(trials));
});

test('without removal there is one cluster, and none beside it', () => {
  expect(sampleClusters(latticeMasks([4, 6], { site: 0 }), [4, 6], key, 0, 0, 3)).toEqual({
    trials: 3,
    largest: [3, 3],
    size: [0, 0],
    crossing: 3
  });
});

test('without bonds every site is a cluster', () => {
  const sums = sampleClusters(latticeMasks([4, 6], { bond: 1 }), [4, 6], key, 0, 0, 1);
  expect(sums.largest[0]).toBe(1 / 24);
  expect(sums.size).toEqual([1, 1]);
  expect(sums.crossing).toBe(0);
});

test('a directed graph and a wrong size are refused', () => {
  expect(() => sampleClusters(layeredMasks([2, 2], { bond: 0.5 }), [2, 2], key, 0, 0, 1)).toThrow(
    /^clusters: found a directed lattice; allowed: undirected ones/
  );
  const lattice = latticeMasks([3, 2], { site: 0.5 });
  for (const size of [
    [2, 3],
    [4, 2],
    [2, 2]
  ] as const) {
    expect(() => sampleClusters(lattice, size, key, 0, 0, 1)).toThrow(
      /^clusters: found .*pass the size of the lattice$/
    );
  }
});
