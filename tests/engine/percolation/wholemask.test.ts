import type { RemovalGraph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { layerProfile } from '../../../src/engine/percolation/profile';
import {
  addMaskSums,
  MASKS_PER_BLOCK,
  sampleMasks,
  type MaskSums,
  type ShareSums
} from '../../../src/engine/percolation/wholemask';
import { keyFromSeed } from '../../../src/engine/random/seed';
import {
  chanceOfMask,
  latticeMasks,
  layeredMasks,
  openIn,
  openPaths,
  skipMasks,
  unitsFrom,
  withLayers,
  withMask
} from './maskgraph';
import { tinyGraph } from './tinygraph';

const key = keyFromSeed('whole masks');

/** What one mask tells, by definition. */
interface Told {
  readonly reach: number[];
  readonly live: number[];
  readonly trainable: number[];
  /** First layer behind all that are reached; -1 where a path is open. */
  readonly cut: number;
  /** Number of open paths. */
  readonly paths: number;
}

/** Share of each layer that is in a set; `layerOf` is that of each thing, -1 for none. */
function shares(layerOf: readonly number[], layers: number, has: (i: number) => boolean): number[] {
  return Array.from({ length: layers }, (_, layer) => {
    const own = [...layerOf.keys()].filter(i => layerOf[i] === layer);
    return own.filter(has).length / Math.max(own.length, 1);
  });
}

function told(
  { graph }: RemovalGraph,
  reached: Set<number>,
  live: Set<number>,
  liveEdges: Set<number>,
  paths: number
): Told {
  const layerOf = [...graph.layer];
  const source = layerOf.flatMap((_, unit) =>
    new Array<number>(graph.edgeFirst[unit + 1] - graph.edgeFirst[unit]).fill(unit)
  );
  const edgeLayer = source.map((unit, edge) =>
    graph.directed || unit < graph.edgeTarget[edge] ? layerOf[graph.edgeTarget[edge]] : -1
  );
  const isOpen = graph.outputs.some(unit => reached.has(unit));
  return {
    reach: shares(layerOf, graph.layers, unit => reached.has(unit)),
    live: shares(layerOf, graph.layers, unit => live.has(unit)),
    trainable: shares(edgeLayer, graph.layers, edge => liveEdges.has(edge)),
    cut: isOpen ? -1 : 1 + Math.max(-1, ...[...reached].map(unit => layerOf[unit])),
    paths
  };
}

function directed(removal: RemovalGraph, mask: number): Told {
  const paths = openPaths(removal, mask);
  return told(
    removal,
    unitsFrom(removal, mask, removal.graph.inputs),
    new Set(paths.flatMap(({ units }) => units)),
    new Set(paths.flatMap(({ edges }) => edges)),
    paths.length
  );
}

function undirected(removal: RemovalGraph, mask: number): Told {
  const { edgeFirst, edgeTarget, inputs, outputs } = removal.graph;
  const reached = unitsFrom(removal, mask, inputs);
  const leads = unitsFrom(removal, mask, outputs);
  const live = new Set([...reached].filter(unit => leads.has(unit)));
  const open = openIn(removal, mask);
  const edges = [...live].flatMap(unit =>
    Array.from({ length: edgeFirst[unit + 1] - edgeFirst[unit] }, (_, i) => edgeFirst[unit] + i)
  );
  const liveEdges = edges.filter(edge => open.edge(edge) && live.has(edgeTarget[edge]));
  return told(removal, reached, live, new Set(liveEdges), NaN);
}

const graphs: [string, RemovalGraph, (removal: RemovalGraph, mask: number) => Told][] = [
  ['site', layeredMasks([2, 3, 2, 1], { site: 0.4, input: 0.1 }), directed],
  ['bond', layeredMasks([2, 2, 2], { bond: 0.35 }), directed],
  ['mixed', layeredMasks([1, 2, 2, 1], { bond: 0.2, site: 0.3 }), directed],
  ['skips', skipMasks(), directed],
  ['lattice, sites', latticeMasks([3, 3], { site: 0.4 }), undirected],
  ['lattice, bonds', latticeMasks([3, 2], { bond: 0.5 }), undirected],
  ['lattice, both', latticeMasks([2, 2], { site: 0.2, bond: 0.3 }), undirected]
];

const masksOf = ({ graph }: RemovalGraph): number[] =>
  Array.from({ length: 2 ** graph.elements }, (_, mask) => mask);

describe.each(graphs)('%s', (_, removal, byDefinition) => {
  test('every mask tells what its list of open paths tells', () => {
    for (const mask of masksOf(removal)) {
      const sums = sampleMasks(withMask(removal, mask), key, 0, 0, 1);
      const { reach, live, trainable, cut, paths } = byDefinition(removal, mask);
      expect([...sums.reach.sum]).toEqual(reach);
      expect([...sums.live.sum]).toEqual(live);
      expect([...sums.trainable.sum]).toEqual(trainable);
      expect(sums.open).toBe(cut < 0 ? 1 : 0);
      expect([...sums.cut]).toEqual(
        Array.from({ length: removal.graph.layers + 1 }, (__, layer) => (layer === cut ? 1 : 0))
      );
      expect(sums.paths.count).toBe(paths > 0 ? 1 : 0);
      if (paths > 0) {
        expect(sums.paths.mean).toBeCloseTo(Math.log(paths), 13);
      }
    }
  });

  test('sampled sums agree with the sums over all masks', () => {
    const trials = 12_000;
    const sums = sampleMasks(removal, key, 1, 0, trials);
    const all = masksOf(removal).map(mask => ({
      chance: chanceOfMask(removal, mask),
      ...byDefinition(removal, mask)
    }));
    const check = (
      sum: number,
      of: (mask: Told) => number,
      given: (mask: Told) => boolean = () => true
    ): void => {
      const some = all.filter(given);
      const total = some.reduce((a, mask) => a + mask.chance, 0);
      const mean = some.reduce((a, mask) => a + mask.chance * of(mask), 0) / total;
      const square = some.reduce((a, mask) => a + mask.chance * of(mask) ** 2, 0) / total;
      const error = Math.sqrt(Math.max(0, square - mean * mean) / (trials * total));
      expect(Math.abs(sum - mean)).toBeLessThanOrEqual(4.5 * error + 1e-9);
    };
    check(sums.open / trials, mask => (mask.cut < 0 ? 1 : 0));
    for (let layer = 0; layer <= removal.graph.layers; layer++) {
      check(sums.cut[layer] / trials, mask => (mask.cut === layer ? 1 : 0));
    }
    for (let layer = 0; layer < removal.graph.layers; layer++) {
      for (const name of ['reach', 'live', 'trainable'] as const) {
        check(sums[name].sum[layer] / trials, mask => mask[name][layer]);
        check(sums[name].squares[layer] / trials, mask => mask[name][layer] ** 2);
      }
    }
    if (removal.graph.directed) {
      const { count, mean, deviations } = sums.paths;
      const isOpen = (mask: Told): boolean => mask.cut < 0;
      expect(count).toBe(sums.open);
      check(mean, mask => Math.log(mask.paths), isOpen);
      check(deviations / count + mean * mean, mask => Math.log(mask.paths) ** 2, isOpen);
    } else {
      expect(sums.paths).toEqual({ count: 0, mean: NaN, deviations: NaN });
    }
  });

  test('pieces cut at block borders are the same trials', () => {
    const whole = sampleMasks(removal, key, 2, 5, 3 * MASKS_PER_BLOCK + 11);
    const pieces = addMaskSums(
      sampleMasks(removal, key, 2, 5, MASKS_PER_BLOCK),
      sampleMasks(removal, key, 2, 6, 2 * MASKS_PER_BLOCK + 11)
    );
    const flat = (sums: MaskSums): number[] => [
      ...[sums.reach, sums.live, sums.trainable].flatMap((of: ShareSums) => [
        ...of.sum,
        ...of.squares
      ]),
      ...(removal.graph.directed ? [sums.paths.mean, sums.paths.deviations] : [])
    ];
    expect([pieces.trials, pieces.open, pieces.paths.count]).toEqual([
      whole.trials,
      whole.open,
      whole.paths.count
    ]);
    expect(pieces.cut).toEqual(whole.cut);
    flat(pieces).forEach((value, i) => expect(value).toBeCloseTo(flat(whole)[i], 10));
  });
});

test('agrees with the exact profile of complete layers', () => {
  const trials = 20_000;
  const widths = [4, 5, 3, 4, 2];
  const sums = sampleMasks(layeredMasks(widths, { site: 0.3, bond: 0.4 }), key, 3, 0, trials);
  const profile = layerProfile(layerLaw(fromWidths(widths), { site: 0.3, bond: 0.4 }, null));
  const check = ({ sum, squares }: ShareSums, layer: number, exact: number): void => {
    const mean = sum[layer] / trials;
    const error = Math.sqrt(Math.max(0, squares[layer] / trials - mean * mean) / trials);
    expect(Math.abs(mean - exact)).toBeLessThanOrEqual(4.5 * error + 1e-12);
  };
  widths.forEach((_, layer) => {
    check(sums.reach, layer, profile.reach[layer]);
    check(sums.live, layer, profile.live[layer]);
    const cut = profile.cut[layer];
    const error = Math.sqrt((cut * (1 - cut)) / trials);
    expect(Math.abs(sums.cut[layer] / trials - cut)).toBeLessThanOrEqual(4.5 * error + 1e-12);
  });
  profile.trainable.forEach((exact, i) => check(sums.trainable, i + 1, exact));
});

test('complete layers have as many paths as the product of their widths, also beyond 1e308', () => {
  const widths = [3, ...new Array<number>(420).fill(7), 5];
  const { paths } = sampleMasks(layeredMasks(widths, { bond: 0 }), key, 0, 0, 2);
  const wanted = widths.reduce((sum, width) => sum + Math.log(width), 0);
  expect(wanted).toBeGreaterThan(800);
  expect(Math.abs(paths.mean / wanted - 1)).toBeLessThan(1e-14);
  expect(paths.deviations).toBe(0);
});

test('a line whose units lead to the next two has a Fibonacci number of paths', () => {
  // Neighbours have different scales wherever a number passes a step, so that every way of adding them occurs.
  const units = 4000;
  const edges = Array.from({ length: units }, (_, unit) =>
    [unit + 1, unit + 2].map(to => [unit, to])
  )
    .flat()
    .filter(([, to]) => to < units) as [number, number][];
  const line = tinyGraph({ units, edges, inputs: [0], outputs: [units - 1] });
  const { paths } = sampleMasks(withLayers(line, [...new Array(units).keys()]), key, 0, 0, 1);
  let [a, b] = [1n, 1n];
  for (let unit = 2; unit < units; unit++) {
    [a, b] = [b, a + b];
  }
  const digits = b.toString();
  const wanted = Math.log(Number(digits.slice(0, 17))) + (digits.length - 17) * Math.LN10;
  expect(Math.abs(paths.mean / wanted - 1)).toBeLessThan(1e-14);
});

test('a graph whose p is open is refused', () => {
  const swept = layeredMasks([2, 2, 2], { site: NaN });
  expect(() => sampleMasks(swept, key, 0, 0, 1)).toThrow(
    new RangeError(
      'OpenMask: found removal probability NaN of class 0; allowed: 0 .. 1; build the graph at one p'
    )
  );
});
