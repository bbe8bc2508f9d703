// Structures of graphs on tiny cases: which units, edges and elements there are.

import { graphOf, graphSize, removesOf } from '../../../src/engine/network/build';
import { edgeList } from '../../../src/engine/network/edges';
import type { Graph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Convolutional, Lattice, Network } from '../../../src/engine/network/network';
import type { Removal } from '../../../src/engine/percolation/removal';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { chanceOf, hasOpenPath, thetaByMasks } from './everyremoval';

const key = keyFromSeed('structure');
const half: Removal = { site: 0.5, bond: 0.5 };

function graphFor(network: Network, model: Subject['model'], removal: Removal = half): Graph {
  return graphOf({ network, model, removal }, null, key).graph;
}

/** Edges as [from, to, element]. */
function edgesOf({ units, edgeFirst, edgeTarget, edgeElement }: Graph): number[][] {
  return Array.from({ length: units }, (_, unit) =>
    [...edgeTarget.subarray(edgeFirst[unit], edgeFirst[unit + 1])].map((to, i) => [
      unit,
      to,
      edgeElement[edgeFirst[unit] + i]
    ])
  ).flat();
}

function elementsOf({ units, unitFirst, unitElement }: Graph): number[][] {
  return Array.from({ length: units }, (_, unit) => [
    ...unitElement.subarray(unitFirst[unit], unitFirst[unit + 1])
  ]);
}

test('layers: input units, hidden units, then weights are numbered', () => {
  const removal = { site: 0.1, bond: 0.2, input: 0.3 };
  const network: Network = { is: 'layers', layers: fromWidths([2, 1, 2]), sparse: null };
  const { graph, rates } = graphOf({ network, model: 'mixed', removal }, null, key);
  expect(elementsOf(graph)).toEqual([[0], [1], [2], [], []]);
  expect(edgesOf(graph)).toEqual([
    [0, 2, 3],
    [1, 2, 4],
    [2, 3, 5],
    [2, 4, 6]
  ]);
  expect([...graph.elementClass].map(at => rates[at])).toEqual([0.3, 0.3, 0.1, 0.2, 0.2, 0.2, 0.2]);
  expect([...graph.layer]).toEqual([0, 0, 1, 2, 2]);
  expect(graph).toMatchObject({ units: 5, layers: 3, shared: false, directed: true });
  expect([[...graph.inputs], [...graph.outputs]]).toEqual([
    [0, 1],
    [3, 4]
  ]);
});

test('the directed lattice: rows are layers, cyclic sideways, source and sink kept', () => {
  const lattice: Lattice = { is: 'lattice', size: [2, 3], directed: true };
  const graph = graphFor(lattice, 'mixed');
  expect(edgesOf(graph)).toEqual([
    [0, 1, -1],
    [0, 2, -1],
    [0, 3, -1],
    [1, 4, 6],
    [1, 5, 7],
    [2, 5, 8],
    [2, 6, 9],
    [3, 6, 10],
    [3, 4, 11],
    [4, 7, -1],
    [5, 7, -1],
    [6, 7, -1]
  ]);
  expect(elementsOf(graph)).toEqual([[], [0], [1], [2], [3], [4], [5], []]);
  expect([...graph.layer]).toEqual([-1, 0, 0, 0, 1, 1, 1, -1]);
  expect(graph).toMatchObject({ layers: 2, directed: true, shared: false });
});

test('the undirected lattice: free boundary, each edge twice with one element', () => {
  const lattice: Lattice = { is: 'lattice', size: [2, 2], directed: false };
  const graph = graphFor(lattice, 'bond');
  expect(edgesOf(graph)).toEqual([
    [0, 1, -1],
    [0, 2, -1],
    [1, 0, -1],
    [1, 2, 0],
    [1, 3, 2],
    [2, 0, -1],
    [2, 1, 0],
    [2, 4, 3],
    [3, 1, 2],
    [3, 4, 1],
    [3, 5, -1],
    [4, 2, 3],
    [4, 3, 1],
    [4, 5, -1],
    [5, 3, -1],
    [5, 4, -1]
  ]);
  expect(graph).toMatchObject({ elements: 4, shared: false, directed: false });
  expect(graphSize(lattice, null, removesOf('bond', half))).toEqual({
    units: 6,
    edges: 8,
    elements: 4
  });
});

test('lattices of one row or column', () => {
  const theta = (size: [number, number], directed: boolean, model: 'site' | 'bond'): number => {
    const subject: Subject = { network: { is: 'lattice', size, directed }, model, removal: half };
    return thetaByMasks(graphOf(subject, null, key));
  };
  expect(theta([1, 3], false, 'site')).toBeCloseTo(1 - 0.5 ** 3, 14);
  expect(theta([3, 1], false, 'site')).toBeCloseTo(0.5 ** 3, 14);
  expect(theta([3, 1], false, 'bond')).toBeCloseTo(0.5 ** 2, 14);
  // Both bonds of a unit lead to the same one.
  expect(theta([3, 1], true, 'bond')).toBeCloseTo(0.75 ** 2, 14);
  expect(theta([1, 3], true, 'bond')).toBe(1);
});

test('paths of the undirected lattice may go up again', () => {
  const rows = ['x....', 'x.xxx', 'x.x.x', 'xxx.x', '....x'];
  const isOpen = (sites: string): boolean => {
    const network: Lattice = { is: 'lattice', size: [5, 5], directed: false };
    return hasOpenPath(graphFor(network, 'site'), element => sites[element] === '.');
  };
  expect(isOpen(rows.join(''))).toBe(true);
  expect(isOpen(rows.with(1, 'x.x.x').join(''))).toBe(false);
});

const image: Convolutional = {
  is: 'convolutional',
  channels: [1, 2, 1],
  image: [1, 3],
  kernel: 3,
  drop: 'channels',
  block: 1,
  padding: 'zero'
};

test('convolutions: a kernel weight is one element at all positions, none outside the image', () => {
  const graph = graphFor({ ...image, channels: [1, 1] }, 'bond');
  // An image of one row meets the middle row of the kernel only.
  expect(edgesOf(graph)).toEqual([
    [0, 4, 0],
    [0, 3, 1],
    [1, 5, 0],
    [1, 4, 1],
    [1, 3, 2],
    [2, 5, 1],
    [2, 4, 2]
  ]);
  expect(graph).toMatchObject({ elements: 3, shared: true });
});

test('channels are shared by their positions, elements are not', () => {
  const channels = graphFor(image, 'site');
  expect(elementsOf(channels).slice(3, 9)).toEqual([[0], [0], [0], [1], [1], [1]]);
  expect(channels).toMatchObject({ elements: 2, shared: true });
  const elements = graphFor({ ...image, drop: 'elements' }, 'site');
  expect(elementsOf(elements).slice(3, 9)).toEqual([[0], [1], [2], [3], [4], [5]]);
  expect(elements).toMatchObject({ elements: 6, shared: false });
});

test.each([
  ['zero', [2, 2], 2],
  ['cyclic', [3, 3], 2],
  ['cyclic', [2, 4], 3],
  ['zero', [1, 2], 3]
] as const)(
  'DropBlock, %s padding, image %j, block %d: every unit goes with p',
  (padding, size, block) => {
    const p = 0.3;
    const network: Network = {
      ...image,
      channels: [1, 1, 1],
      image: size,
      padding,
      block,
      drop: 'elements'
    };
    const removal = { site: p, bond: 0 };
    const built = graphOf({ network, model: 'site', removal }, null, key);
    const area = size[0] * size[1];
    const lists = elementsOf(built.graph);
    expect(lists.filter(list => list.length > 0).length).toBe(area);
    for (const list of lists.slice(area, 2 * area)) {
      expect(new Set(list).size).toBe(list.length);
      expect(chanceOf(built, isRemoved => list.some(isRemoved))).toBeCloseTo(p, 13);
    }
    expect(graphSize(network, null, removesOf('site', removal)).elements).toBe(
      built.graph.elements
    );
  }
);

test('a square of DropBlock is block x block neighbours', () => {
  const network: Network = {
    ...image,
    channels: [1, 1, 1],
    image: [4, 5],
    block: 2,
    drop: 'elements'
  };
  const graph = graphFor(network, 'site');
  const squares = new Map<number, string[]>();
  elementsOf(graph).forEach((list, unit) =>
    list.forEach(element => {
      const place = `${Math.floor((unit - 20) / 5)},${(unit - 20) % 5}`;
      squares.set(element, [...(squares.get(element) ?? []), place]);
    })
  );
  expect(squares.size).toBe(5 * 6);
  const sizes = [...squares.values()].map(square => square.length);
  expect(sizes.filter(size => size === 4).length).toBe(3 * 4);
  expect(sizes.filter(size => size === 1).length).toBe(4);
  expect([...squares.values()]).toContainEqual(['1,2', '1,3', '2,2', '2,3']);
});

test('a given graph: inner units and all edges are removable, layers are distances from the inputs', () => {
  const edges = edgeList(
    [
      ['a', 'b'],
      ['b', 'd'],
      ['a', 'd'],
      ['x', 'y'],
      ['y', 'd'],
      ['a', 'b']
    ],
    ['a'],
    ['d']
  );
  const subject: Subject = { network: { is: 'edges' }, model: 'mixed', removal: half };
  const { graph } = graphOf(subject, edges, key);
  expect(edges.names).toEqual(['a', 'x', 'b', 'y', 'd']);
  expect([...graph.layer]).toEqual([0, 0, 1, 1, 2]);
  expect(elementsOf(graph)).toEqual([[], [0], [1], [2], []]);
  expect(edgesOf(graph).map(([from, to]) => edges.names[from] + edges.names[to])).toEqual([
    'ab',
    'ad',
    'ab',
    'xy',
    'bd',
    'yd'
  ]);
  expect(graph.elements).toBe(3 + 6);
  expect(graphSize({ is: 'edges' }, edges, removesOf('mixed', half))).toEqual({
    units: 5,
    edges: 6,
    elements: 9
  });
  const site: Subject = { network: { is: 'edges' }, model: 'site', removal: half };
  expect(thetaByMasks(graphOf(site, edges, key))).toBe(1);
});

test('layers of a given graph: distances from elsewhere do not count behind an input', () => {
  const edges = edgeList(
    [
      ['x', 'y'],
      ['y', 'z'],
      ['z', 'b'],
      ['a', 'b'],
      ['b', 'c']
    ],
    ['a'],
    null
  );
  const { graph } = graphOf({ network: { is: 'edges' }, model: 'site', removal: half }, edges, key);
  const layerOf = Object.fromEntries(edges.names.map((name, unit) => [name, graph.layer[unit]]));
  expect(layerOf).toEqual({ a: 0, b: 1, c: 2, x: 0, y: 1, z: 2 });
});

test('an input behind another input is in layer 0', () => {
  const edges = edgeList(
    [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c']
    ],
    ['a', 'b'],
    ['b', 'c']
  );
  const subject: Subject = {
    network: { is: 'edges' },
    model: 'site',
    removal: { site: 0.5, bond: 0, input: 0.3 }
  };
  const built = graphOf(subject, edges, key);
  expect([...built.graph.layer]).toEqual([0, 0, 1]);
  // b is input and output at once: it alone is a path. Inputs are removed with their own rate, outputs are kept.
  expect(elementsOf(built.graph)).toEqual([[0], [1], []]);
  expect(thetaByMasks(built)).toBeCloseTo(1 - 0.3 ** 2, 14);
});
