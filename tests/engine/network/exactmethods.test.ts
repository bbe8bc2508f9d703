// Graphs mean what the exact methods mean: on tiny networks of every family the sum over all masks of the graph is
// what the closed form, the chain or the recursion gives.

import { graphOf, graphSize, removesOf } from '../../../src/engine/network/build';
import { edgeList } from '../../../src/engine/network/edges';
import { fromWidths, rectangular } from '../../../src/engine/network/layered';
import type { Convolutional, Network } from '../../../src/engine/network/network';
import { enumeratedTheta } from '../../../src/engine/percolation/enumeration';
import { exactAnswer, exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import type { Removal } from '../../../src/engine/percolation/removal';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';
import golden from '../../golden/path-probability.json';
import { worstError } from '../percolation/tinygraph';
import { thetaByMasks } from './everyremoval';

const key = keyFromSeed('graphs');

const layers = (...widths: number[]): Network => ({
  is: 'layers',
  layers: fromWidths(widths),
  sparse: null
});
const sparse = (by: 'density' | 'degree', value: number, ...widths: number[]): Network => ({
  is: 'layers',
  layers: fromWidths(widths),
  sparse: { by, value, graph: null }
});
const skip = (
  kind: 'identity' | 'dense',
  span: number,
  removable: boolean,
  ...widths: number[]
): Network => ({ is: 'skip', layers: fromWidths(widths), kind, span, removable });
const tree = (branching: number, depth: number): Network => ({ is: 'tree', branching, depth });
const convolutional = (
  channels: number[],
  image: [number, number],
  more: Partial<Convolutional> = {}
): Network => ({
  is: 'convolutional',
  channels,
  image,
  kernel: 1,
  drop: 'channels',
  block: 1,
  padding: 'cyclic',
  ...more
});

const site = (rate: Removal['site'], input?: number): Removal => ({
  site: rate,
  bond: 0,
  ...(input === undefined ? {} : { input })
});
const bond = (rate: Removal['bond'], input?: number): Removal => ({
  site: 0,
  bond: rate,
  ...(input === undefined ? {} : { input })
});

const cases: [string, Network, Subject['model'], Removal][] = [
  ['layers, site', layers(2, 3, 2, 4), 'site', site(0.6)],
  ['layers, bond', layers(2, 2, 2, 2), 'bond', bond(0.7)],
  ['layers, mixed', layers(2, 2, 2, 2), 'mixed', { site: 0.3, bond: 0.6 }],
  ['layers, site, input dropout', layers(3, 2, 3), 'site', site(0.4, 0.7)],
  ['layers, mixed, input dropout', layers(2, 3, 1), 'mixed', { site: 0.2, bond: 0.5, input: 0.6 }],
  ['layers, no hidden layer', layers(3, 4), 'bond', bond(0.9)],
  ['layers, site, a rate for each layer', layers(1, 3, 1, 2, 1), 'site', site([0.9, 0.2, 0.6])],
  ['layers, bond, a rate for each layer', layers(2, 3, 2, 1), 'bond', bond([0.9, 0.4, 0.1])],
  [
    'layers, mixed, rates by layer',
    layers(1, 2, 2, 1),
    'mixed',
    { site: [0.5, 0.1], bond: [0.3, 0.8, 0.2] }
  ],
  ['annealed sparse, bond', sparse('density', 0.4, 2, 3, 2), 'bond', bond(0.3)],
  ['annealed sparse, site', sparse('density', 0.4, 2, 3, 2), 'site', site(0.3)],
  ['annealed degree, bond by layer', sparse('degree', 1.5, 2, 3, 2), 'bond', bond([0.3, 0.6])],
  ['identity skips, bond', skip('identity', 2, true, 2, 2, 2), 'bond', bond(0.8)],
  ['identity skips of span 1', skip('identity', 1, true, 2, 2, 2), 'bond', bond(0.8)],
  [
    'identity skips, mixed',
    skip('identity', 2, true, 2, 1, 2, 2),
    'mixed',
    { site: 0.3, bond: 0.8 }
  ],
  ['identity skips, site', skip('identity', 2, true, 2, 3, 2, 1, 2, 3), 'site', site(0.7)],
  ['identity skips by layer', skip('identity', 2, true, 2, 1, 2, 2), 'bond', bond([0.9, 0.8, 0.3])],
  [
    'identity skips that stay',
    skip('identity', 2, false, 2, 1, 2, 1),
    'mixed',
    { site: 0.7, bond: 0.9 }
  ],
  ['identity skips, input dropout', skip('identity', 2, true, 2, 2, 2), 'bond', bond(0.7, 0.5)],
  ['dense skips, site', skip('dense', 2, true, 2, 3, 2, 3, 2, 1), 'site', site(0.7)],
  [
    'dense skips, site by layer',
    skip('dense', 3, true, 1, 2, 1, 2, 3, 1),
    'site',
    site([0.9, 0.3, 0.8, 0.5])
  ],
  ['dense of span 1, mixed', skip('dense', 1, true, 2, 2, 2), 'mixed', { site: 0.4, bond: 0.5 }],
  ['tree, site', tree(2, 2), 'site', site(0.6)],
  ['tree, bond', tree(3, 1), 'bond', bond(0.8)],
  ['tree, mixed by level', tree(2, 1), 'mixed', { site: [0.4], bond: [0.7, 0.2] }],
  ['tree, input dropout', tree(2, 1), 'bond', bond(0.5, 0.3)],
  ['tree, no hidden level', tree(4, 0), 'bond', bond(0.9)],
  ['a path', tree(1, 4), 'mixed', { site: 0.2, bond: 0.1 }],
  ['channel dropout', convolutional([2, 3, 2, 1], [2, 3], { kernel: 3 }), 'site', site(0.6)],
  [
    'channel dropout, zero padding, input dropout',
    convolutional([2, 3, 2, 1], [3, 2], { kernel: 3, padding: 'zero' }),
    'site',
    site([0.6, 0.2], 0.5)
  ],
  ['kernel DropConnect', convolutional([1, 1, 1], [3, 4], { kernel: 3 }), 'bond', bond(0.9)],
  ['kernel beyond the image', convolutional([1, 1, 1], [2, 1], { kernel: 3 }), 'bond', bond(0.95)],
  [
    'kernels of one weight, mixed',
    convolutional([2, 2, 2], [2, 2]),
    'mixed',
    { site: 0.3, bond: [0.6, 0.4] }
  ]
];

test.each(cases)('%s', (_name, network, model, removal) => {
  const built = graphOf({ network, model, removal }, null, key);
  const exact = exactAnswer(network, removal);
  expect(thetaByMasks(built)).toBeCloseTo(exact.theta, 12);
  const { units, edges, elements } = graphSize(network, null, removesOf(model, removal));
  expect({ units, edges, elements }).toEqual({
    units: built.graph.units,
    edges: built.graph.edgeTarget.length,
    elements: built.graph.elements
  });
});

/** Removal with every rate changed. */
function changed(
  { site: units, bond: weights, input }: Removal,
  to: (p: number) => number
): Removal {
  const each = (rate: Removal['site']) => (typeof rate === 'number' ? to(rate) : rate.map(to));
  return {
    site: each(units),
    bond: each(weights),
    ...(input === undefined ? {} : { input: to(input) })
  };
}

/** p^(k^2) of a kernel is one double: it has an end below, and 1 less it is no better than that. */
const hasKernels = ([, network, , { bond: rate }]: (typeof cases)[number]): boolean =>
  network.is === 'convolutional' && network.kernel > 1 && rate !== 0;

const changes: [string, (p: number) => number, typeof cases][] = [
  ['as they are', p => p, cases],
  ['near 0', p => p ** 30, cases],
  ['far below', p => p * 1e-150, cases.filter(each => !hasKernels(each))],
  ['near 1', p => (p === 0 ? 0 : 1 - (1 - p) * 1e-9), cases.filter(each => !hasKernels(each))]
];

describe.each(changes)('rates %s: all four columns to 1e-12', (_change, to, those) => {
  test.each(those)('%s', (_name, network, model, removal) => {
    const rates = changed(removal, to);
    const built = graphOf({ network, model, removal: rates }, null, key);
    expect(worstError(exactAnswer(network, rates), enumeratedTheta(built))).toBeLessThan(1e-12);
  });
});

test.each([
  [32, 0, 0.3],
  [64, 0, 0.5],
  [64, 0.01, 0.6]
])(
  'W = %d, site %d, bond %d: skips beyond the depth leave the chain of plain layers',
  (width, units, weights) => {
    const removal = { site: units, bond: weights };
    const wanted = exactTheta(layerLaw(rectangular(width, 3), removal, null));
    const network = skip('identity', 9, true, ...new Array<number>(5).fill(width));
    expect(worstError(exactAnswer(network, removal), wanted)).toBeLessThan(1e-12);
  }
);

test('identity skips of depth 1e5 settle far below any double, and by as much in each block', () => {
  const logClosed = (depth: number): number =>
    exactAnswer(
      { is: 'skip', layers: rectangular(3, depth), kind: 'identity', span: 1, removable: true },
      bond(1e-50)
    ).logOneMinusTheta;
  const first = logClosed(1_000);
  expect(first).toBeLessThan(-1_000);
  const [far, farther] = [10_000, 100_000].map(depth => Math.exp(logClosed(depth) - first));
  expect((farther - far) / (far - 1)).toBeCloseTo(10, 8);
});

/** Golden graphs whose units all have edges, with few elements. */
const graphs = golden.dags
  .filter(dag => new Set(dag.edges.flat()).size === dag.n)
  .flatMap(dag =>
    (['site', 'bond', 'mixed'] as const).map(model => [dag.name, model, dag, dag[model]] as const)
  )
  .filter(([, , , wanted]) => wanted !== undefined && wanted.elements <= 12);

test.each(graphs)('golden graph: %s, %s', (_name, model, dag, wanted) => {
  const edges = edgeList(
    dag.edges.map(([from, to]) => [`${from}`, `${to}`]),
    dag.inputs.map(String),
    dag.outputs.map(String)
  );
  for (const [p, fraction] of Object.entries(wanted!.theta)) {
    const [value, expected] = [p, fraction].map(text => {
      const [above, below = '1'] = text.split('/');
      return Number(above) / Number(below);
    });
    const removal = {
      site: model === 'bond' ? 0 : value,
      bond: model === 'site' ? 0 : value
    };
    const built = graphOf({ network: { is: 'edges' }, model, removal }, edges, key);
    expect(built.graph.elements).toBe(wanted!.elements);
    expect(thetaByMasks(built)).toBeCloseTo(expected, 13);
  }
});

test('what is removed only in the model is not an element of another', () => {
  const network = layers(2, 3, 2);
  const sizes = (['site', 'bond', 'mixed'] as const).map(
    model => graphSize(network, null, removesOf(model, { site: 0, bond: 0, input: 0.1 })).elements
  );
  expect(sizes).toEqual([3 + 2, 12 + 2, 15 + 2]);
});
