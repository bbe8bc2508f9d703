import fc from 'fast-check';
import { graphOf, removesOf } from '../../../src/engine/network/build';
import type { Graph } from '../../../src/engine/network/graph';
import { fromWidths, rectangular } from '../../../src/engine/network/layered';
import type { Convolutional, Network } from '../../../src/engine/network/network';
import { FlowNetwork } from '../../../src/engine/percolation/maxflow';
import {
  countMinimumCuts,
  minimumCut,
  minimumCutOf,
  minimumCutOfLayers
} from '../../../src/engine/percolation/mincut';
import { completeLayers, isOpen, removable, removedBy, tinyGraph, type Tiny } from './tinygraph';

/** Sizes of the cuts of a graph, over all masks: the least and how many have it. */
function cuts(graph: Graph): { size: number; count: number } {
  let size = Infinity;
  let count = 0;
  for (let mask = 0; mask < 2 ** graph.elements; mask++) {
    const removed = removedBy(mask);
    if (removed <= size && !isOpen(graph, mask)) {
      count = removed < size ? 1 : count + 1;
      size = removed;
    }
  }
  return { size, count };
}

const removes = (kinds: { site?: boolean; bond?: boolean; input?: boolean }) => ({
  site: false,
  bond: false,
  input: false,
  ...kinds
});

const noGraph = (): Graph => {
  throw new Error('a closed form builds no graph');
};

const KINDS = [
  { site: 0.5 },
  { bond: 0.5 },
  { site: 0.5, bond: 0.5 },
  { bond: 0.5, input: 0.5 },
  {}
];

test('the largest flow is the least number of elements that close every path', () => {
  const anyGraph = fc.record({
    units: fc.constant(7),
    edges: fc.array(
      fc
        .tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 }))
        .filter(([from, to]) => from !== to)
        .map(([from, to]): [number, number] => (from < to ? [from, to] : [to, from])),
      { maxLength: 10 }
    ),
    inputs: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 2 }),
    outputs: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 2 }),
    directed: fc.boolean()
  });
  fc.assert(
    fc.property(anyGraph, fc.constantFrom(...KINDS), (tiny, kinds) => {
      const { graph } = removable(tiny, kinds);
      expect(minimumCut(graph)).toBe(cuts(graph).size);
    }),
    { numRuns: 300, seed: 11 }
  );
}, 20_000);

test('edges that stay and units with several elements', () => {
  const path: Tiny = {
    units: 3,
    edges: [
      [0, 1],
      [1, 2]
    ],
    inputs: [0],
    outputs: [2]
  };
  const twice = tinyGraph({ ...path, unitElements: [[], [0, 1]], classes: [0, 0], rates: [0.5] });
  expect(minimumCut(twice.graph)).toBe(1);
  expect(minimumCut(tinyGraph(path).graph)).toBe(Infinity);
  const none = tinyGraph({ ...path, edges: [[0, 1]] });
  expect(minimumCut(none.graph)).toBe(0);
});

test('a bridge may be crossed in either direction, and closing it once is enough', () => {
  // The cut between left and right is the pair of parallel edges; 1 - 2 in the middle is worth nothing.
  const square: Tiny = {
    units: 4,
    edges: [
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 3],
      [2, 3]
    ],
    inputs: [0],
    outputs: [3],
    directed: false
  };
  expect(minimumCut(removable(square, { bond: 0.5 }).graph)).toBe(2);
  const snake: Tiny = {
    ...square,
    edges: [
      [0, 2],
      [1, 2],
      [1, 3]
    ]
  };
  expect(minimumCut(removable(snake, { bond: 0.5 }).graph)).toBe(1);
});

test('shared elements are refused where they matter, and only there', () => {
  const edges: [number, number][] = [
    [0, 1],
    [1, 2],
    [0, 2]
  ];
  const tiny: Tiny = { units: 4, edges, inputs: [0], outputs: [2], classes: [0, 0], rates: [0.5] };
  const shared = tinyGraph({ ...tiny, edgeElements: [0, 1, 0] }).graph;
  expect(() => minimumCut(shared)).toThrow(/found element 0, which closes 2 units or edges/);
  const copies = tinyGraph({ ...tiny, edges: [...edges, [0, 1]], edgeElements: [0, 1, 1, 0] });
  expect(() => minimumCut(copies.graph)).toThrow(/found element 1/);
  const parallel = tinyGraph({
    ...tiny,
    edges: [
      [0, 2],
      [0, 2],
      [0, 3]
    ],
    edgeElements: [0, 0, 0]
  });
  expect(minimumCut(parallel.graph)).toBe(1);
});

test.each([[[2, 2]], [[3, 1, 2]], [[1, 3, 2, 2]], [[2, 2, 2, 1]], [[3, 2, 3]]])(
  'closed form of layers %j',
  widths => {
    for (const site of [false, true]) {
      for (const bond of [false, true]) {
        for (const input of [false, true]) {
          const rates = {
            ...(site ? { site: 0.5 } : {}),
            ...(bond ? { bond: 0.5 } : {}),
            ...(input ? { input: 0.5 } : {})
          };
          const { graph } = removable(completeLayers(widths), rates);
          const wanted = cuts(graph).size;
          expect(minimumCutOfLayers(fromWidths(widths), { site, bond, input })).toBe(wanted);
          expect(minimumCut(graph)).toBe(wanted);
        }
      }
    }
  }
);

test('layers of any depth', () => {
  const deep = rectangular(7, 1e18, 9, 3);
  expect(minimumCutOfLayers(deep, removes({ bond: true }))).toBe(21);
  expect(minimumCutOfLayers(rectangular(7, 1e18, 9, 9), removes({ bond: true }))).toBe(49);
  expect(minimumCutOfLayers(deep, removes({ site: true }))).toBe(7);
  const network: Network = { is: 'layers', layers: deep, sparse: null };
  expect(minimumCutOf(network, removes({ site: true, bond: true }), noGraph)).toBe(7);
});

test.each([
  [1, 0],
  [1, 4],
  [2, 0],
  [2, 1],
  [2, 2],
  [2, 3],
  [3, 0],
  [3, 1]
])(
  'W = %d, L = %d: number of smallest cuts',
  (width, depth) => {
    const widths = new Array<number>(depth + 2).fill(width);
    const { size, count } = cuts(removable(completeLayers(widths), { bond: 0.5 }).graph);
    expect(size).toBe(width ** 2);
    expect(countMinimumCuts(width, depth)).toBe(BigInt(count));
  },
  20_000
);

test('channels: of units as layers, of weights as many as the kernels have', () => {
  const network: Convolutional = {
    is: 'convolutional',
    channels: [3, 4, 2, 5],
    image: [4, 4],
    kernel: 3,
    drop: 'channels',
    block: 1,
    padding: 'cyclic'
  };
  expect(minimumCutOf(network, removes({ site: true }), noGraph)).toBe(2);
  expect(minimumCutOf(network, removes({ bond: true }), noGraph)).toBe(72);
  const zero: Convolutional = { ...network, padding: 'zero' };
  expect(minimumCutOf(zero, removes({ site: true }), noGraph)).toBe(2);
  expect(() => minimumCutOf(zero, removes({ bond: true }), noGraph)).toThrow('builds no graph');
  const elements: Convolutional = { ...network, drop: 'elements' };
  expect(() => minimumCutOf(elements, removes({ site: true }), noGraph)).toThrow('builds no graph');
});

test.each([
  ['bond', [1, 1], 9],
  ['site', [2, 3, 2], 3],
  ['mixed', [1, 1, 1], 1]
] as const)(
  'channels, %s removal of %j: smallest cut over all masks',
  (model, channels, wanted) => {
    const network: Convolutional = {
      is: 'convolutional',
      channels,
      image: [3, 3],
      kernel: 3,
      drop: 'channels',
      block: 1,
      padding: 'cyclic'
    };
    const removal = { site: 0.5, bond: 0.5 };
    const { graph } = graphOf({ network, model, removal }, null, [1, 2]);
    expect(minimumCutOf(network, removesOf(model, removal), noGraph)).toBe(wanted);
    expect(cuts(graph).size).toBe(wanted);
  }
);

test.each([
  [2, 0],
  [2, 1],
  [3, 1],
  [2, 2],
  [1, 3]
])('tree with branching %d and depth %d', (branching, depth) => {
  const edges: [number, number][] = [];
  const levels = [[0]];
  for (let level = 0; level <= depth; level++) {
    const next = levels[level].flatMap(parent =>
      Array.from({ length: branching }, () => {
        edges.push([parent, edges.length + 1]);
        return edges.length;
      })
    );
    levels.push(next);
  }
  const tiny: Tiny = { units: edges.length + 1, edges, inputs: [0], outputs: levels.at(-1)! };
  const network: Network = { is: 'tree', branching, depth };
  for (const rates of [...KINDS, { site: 0.5, input: 0.5 }]) {
    const { graph } = removable(tiny, rates);
    const kinds = removes({
      site: 'site' in rates,
      bond: 'bond' in rates,
      input: 'input' in rates
    });
    const size = minimumCutOf(network, kinds, noGraph);
    expect(size).toBe(minimumCut(graph));
    if (graph.elements <= 14) {
      expect(size).toBe(cuts(graph).size);
    }
  }
});

test('other networks are cut on their graph; stochastic depth can not be cut', () => {
  const { graph } = removable(completeLayers([2, 2, 2]), { site: 0.5 });
  expect(minimumCutOf({ is: 'edges' }, removes({ site: true }), () => graph)).toBe(2);
  expect(minimumCutOf({ is: 'blocks', blocks: 9 }, removes({ site: true }), noGraph)).toBe(
    Infinity
  );
});

test('a flow that must be sent back', () => {
  // The only shortest path is 0 - 1 - 2 - 3. Two units fit, by 0 - 1 - 6 - 7 - 3 and 0 - 4 - 5 - 2 - 3, only if
  // what went from 1 to 2 is sent back.
  const network = new FlowNetwork(8, 9);
  const arcs: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 3],
    [0, 4],
    [4, 5],
    [5, 2],
    [1, 6],
    [6, 7],
    [7, 3]
  ];
  arcs.forEach(([from, to]) => network.add(from, to, 1));
  expect(network.largestFlow(0, 3)).toBe(2);
});

test('a path of a hundred thousand units', () => {
  const units = 100_000;
  const network = new FlowNetwork(units, units);
  for (let unit = 1; unit < units; unit++) {
    network.add(unit - 1, unit, 1 + (unit % 3));
  }
  expect(network.largestFlow(0, units - 1)).toBe(1);
});
