import fc from 'fast-check';
import { StudyError } from '../../src/study/diagnostic';
import { networkOf, removalOf } from '../../src/study/network';
import { readStudy } from '../../src/study/read';
import { cellsOf, columnPaths, resolve, type Study } from '../../src/study/study';

const study = (network: string, rest = 'p: 0.5'): Study =>
  readStudy(`study: percolation\nnetwork: ${network}\n${rest}`);

function mistakes(network: string, rest?: string): string {
  try {
    study(network, rest);
  } catch (error) {
    if (error instanceof StudyError) {
      return error.message;
    }
    throw error;
  }
  throw new Error(`accepted: ${network}`);
}

const networkIn = (network: string, rest?: string) =>
  networkOf(cellsOf(study(network, rest))[0], null);

test.each([
  [
    '{width: 3, depth: 2, density: 0.5}',
    { is: 'layers', sparse: { by: 'density', value: 0.5, graph: null } }
  ],
  [
    '{widths: [4, 3, 2], degree: 2}',
    { is: 'layers', sparse: { by: 'degree', value: 2, graph: null } }
  ],
  [
    '{width: 3, depth: 2, skip: {span: 2, removable: false}}',
    { is: 'skip', kind: 'identity', span: 2, removable: false }
  ],
  [
    '{width: 3, depth: 2, skip: {span: 3, kind: dense}}',
    { is: 'skip', kind: 'dense', span: 3, removable: true }
  ],
  ['{depth: 50, drop: blocks}', { is: 'blocks', blocks: 50 }],
  ['{width: 4, depth: 50, drop: blocks}', { is: 'blocks', blocks: 50 }],
  [
    '{channels: [3, 8, 2], image: [5, 6], kernel: 3}',
    {
      is: 'convolutional',
      channels: [3, 8, 2],
      image: [5, 6],
      kernel: 3,
      drop: 'channels',
      block: 1,
      padding: 'cyclic'
    }
  ],
  [
    '{channels: [3, 8, 2], image: [5, 6], kernel: 3, drop: elements, block: 2, padding: zero}',
    { drop: 'elements', block: 2, padding: 'zero' }
  ],
  [
    '{lattice: square, size: [3, 4], directed: true}',
    { is: 'lattice', size: [3, 4], directed: true }
  ],
  ['{lattice: square, size: [3, 4]}', { is: 'lattice', size: [3, 4], directed: false }],
  ['{tree: {branching: 2, depth: 3}}', { is: 'tree', branching: 2, depth: 3 }],
  ['{edges: [[a, b], [b, 3]], inputs: [a], outputs: [3]}', { is: 'edges' }],
  ['{file: graph.csv}', { is: 'edges' }]
])('%s is read as its form', (network, expected) => {
  expect(networkIn(network)).toMatchObject(expected);
});

test('edges and file are the graph of the study, names are strings', () => {
  expect(study('{edges: [[a, 1], [1, b]]}').graph).toEqual({
    edges: [
      ['a', '1'],
      ['1', 'b']
    ]
  });
  expect(study('{file: graph.csv, inputs: [0]}').graph).toEqual({ file: 'graph.csv' });
});

test('a resolved study has the keys of its own form only', () => {
  expect(resolve(study('{tree: {branching: 2, depth: [3, 4]}}'))).toEqual({
    study: 'percolation',
    model: 'site',
    network: { tree: { branching: 2, depth: [3, 4] } },
    method: 'auto',
    trials: 10000,
    measure: ['theta'],
    seed: 'percolab',
    p: 0.5
  });
  expect(resolve(study('{edges: [[a, 1], [1, b]]}'))['network']).toEqual({
    edges: [
      ['a', '1'],
      ['1', 'b']
    ]
  });
  expect(resolve(study('{depth: 5, drop: blocks}'))['measure']).toEqual(['theta', 'blocks']);
});

test('a resolved study reads as itself', () => {
  const networks = [
    '{width: 3, depth: 2, degree: 2, quenched: true}',
    '{width: 3, depth: 2, skip: {span: 2}}',
    '{channels: [3, 8, 2], image: [5, 6], kernel: 3, drop: elements}',
    '{lattice: square, size: [[3, 4], [4, 3]]}',
    '{tree: {branching: [2, 3], depth: 3}}',
    '{edges: [[a, b], [b, 3]], inputs: [a], outputs: [3]}',
    '{depth: 5, drop: blocks}'
  ];
  for (const network of networks) {
    const once = resolve(study(network));
    expect(resolve(readStudy(once))).toEqual(once);
  }
});

test('sizes, depths of trees and channels stand in columns', () => {
  expect(columnPaths(study('{lattice: square, size: [3, 4]}'))).toEqual(['network.size', 'p']);
  expect(columnPaths(study('{tree: {branching: 2, depth: 3}}'))).toEqual([
    'network.tree.branching',
    'network.tree.depth',
    'p'
  ]);
});

describe('rates by layer', () => {
  test('a list inside a list is one value', () => {
    const { settings } = study('{width: 4, depth: 2}', 'p: [[0.1, 0.2], [0.3, 0.4], 0.5]');
    expect(settings.get('p')).toEqual([[0.1, 0.2], [0.3, 0.4], 0.5]);
    const [cell] = cellsOf(study('{width: 4, depth: 2}', 'p: [[0.1, 0.2]]'));
    expect(removalOf(cell)).toEqual({ site: [0.1, 0.2], bond: 0 });
  });

  test('weights have one layer more than hidden units', () => {
    const bond = 'model: bond\np: [[0.1, 0.2, 0.3]]';
    expect(study('{width: 4, depth: 2}', bond).settings.get('p')).toEqual([[0.1, 0.2, 0.3]]);
    expect(mistakes('{width: 4, depth: 2}', 'p: [[0.1, 0.2, 0.3]]')).toContain(
      'found a list of 3; allowed: one value, or 2 in a list, one for each hidden layer (depth)'
    );
  });

  test('blocks have one each, and layers given by widths or channels theirs', () => {
    expect(mistakes('{depth: 3, drop: blocks}', 'p: [[0.1, 0.2]]')).toContain(
      'found a list of 2; allowed: one value, or 3 in a list, one for each block (depth)'
    );
    expect(study('{depth: 2, drop: blocks}', 'p: [[0.1, 0.2]]').settings.get('p')).toHaveLength(1);
    expect(
      mistakes('{channels: [3, 8, 2], image: [4, 4], kernel: 3}', 'p: [[0.1, 0.2]]')
    ).toContain('1 in a list, one for each hidden layer (channels)');
    expect(mistakes('{widths: [[4, 3, 2], [4, 2]]}', 'model: bond\np: [[0.1, 0.2]]')).toContain(
      '1 in a list, one for each layer of weights (widths)'
    );
  });

  test('several models take one number', () => {
    const both = 'model: [site, bond]\np: [[0.1, 0.2]]';
    expect(mistakes('{width: 4, depth: 2}', both)).toContain('are those of one model');
  });

  test('networks without layers take one number', () => {
    const lattice = '{lattice: square, size: [3, 4]}';
    expect(mistakes(lattice, 'p: [[0.1, 0.2]]')).toContain('has no layers that could differ');
  });
});

test('input dropout is an axis', () => {
  const cells = cellsOf(study('{width: 4, depth: 2}', 'p: 0.5\np_input: [0, 0.2]'));
  expect(cells.map(cell => removalOf(cell).input)).toEqual([0, 0.2]);
  expect(mistakes('{lattice: square, size: [3, 4]}', 'p: 0.5\np_input: 0.1')).toContain(
    'no input units'
  );
});

test.each([
  ['{tree: {branching: 2, depth: 3}, width: 4}', 'a tree has no such key'],
  ['{tree: {branching: 2}}', 'missing key; write network: {tree: {branching: 2, depth: 8}}'],
  ['{tree: 3}', 'allowed: a mapping with branching, depth, e.g. tree: {branching: 2, depth: 8}'],
  ['{tree: {branch: 2, depth: 3}}', 'did you mean branching?'],
  ['{lattice: square}', 'missing key; write network: {lattice: square, size: [64, 64]'],
  ['{lattice: cubic, size: [3, 3]}', 'allowed: square'],
  ['{lattice: square, size: [3]}', 'allowed: a pair of integers'],
  ['{channels: [3, 2], image: [4, 4]}', 'missing key; write network: {channels:'],
  ['{channels: [3, 2], image: [4, 4], kernel: 2}', 'allowed: odd sides'],
  ['{channels: [3, 2], image: [4, 4], kernel: 3, block: 3}', 'only with drop: elements'],
  ['{channels: [3, 2], image: [4, 4], kernel: 3, drop: blocks}', 'drop: elements, block: 3'],
  ['{width: 3, depth: 2, density: 0.5, degree: 2}', 'keep one of the two'],
  ['{width: 3, depth: 2, quenched: true}', 'only sparse layers can be quenched'],
  ['{width: 3, depth: 2, skip: {kind: dense}}', 'missing key network.skip.span'],
  ['{width: 3, depth: 2, skip: {span: 0}}', 'allowed: an integer from 1'],
  ['{width: 3, depth: [4, 2], skip: {span: 4}}', 'found 4; a network of depth 2 has 3 layers'],
  [
    '{widths: [3, 3, 2], skip: {span: 3, kind: dense}}',
    'found 3; a network of depth 1 has 2 layers'
  ],
  ['{edges: []}', 'found an empty list'],
  ['{edges: [[a, b, c]]}', 'as edge 1; allowed: a pair'],
  ['{edges: [[a, b], [b, {c: 1}]]}', 'as edge 2; allowed: a pair'],
  ['{edges: 5}', 'allowed: a list of pairs'],
  ['{edges: [[a, b]], width: 4}', 'a graph has no such key'],
  ['{inputs: [a]}', 'missing key; write network: {edges:'],
  ['{depth: 4, drop: blocks, degree: 2}', 'stochastic depth has no such key']
])('%s is refused: %s', (network, message) => {
  expect(mistakes(network)).toContain(message);
});

test.each([
  ['{width: 3, depth: 2}', 'p: 0.5\nmeasure: [largest]', 'largest is defined for a lattice only'],
  ['{width: 3, depth: 2}', 'p: 0.5\nmeasure: [blocks]', 'stochastic depth only'],
  [
    '{depth: [5, 30000], drop: blocks}',
    'p: 0.5\nmeasure: [blocks]',
    'found 30000; allowed with measure blocks: up to 20000 blocks'
  ],
  ['{depth: 3, drop: blocks}', 'p: 0.5\nmeasure: [cut]', 'is not defined for stochastic depth'],
  ['{width: 3, depth: 2}', 'p: 0.5\ntheta_star: 0.3', 'add measure: [theta, threshold]'],
  [
    '{width: 3, depth: 2}',
    'model: mixed\np_site: 0.5\np_bond: 0.5\nmeasure: [threshold]',
    'threshold needs one p for units and weights alike'
  ],
  ['{width: 3, depth: 2}', 'p: 0.5\ntrials: 5\nprecision: 0.1', 'exclude each other'],
  ['{width: 3, depth: 2}', 'measure: [theta]', 'missing key; write p: 0.5']
])('%s with %s is refused: %s', (network, rest, message) => {
  expect(mistakes(network, rest)).toContain(message);
});

test('a threshold needs no p', () => {
  const { settings } = study(
    '{width: 3, depth: 2}',
    'measure: [threshold]\ntheta_star: [0.1, 0.5]'
  );
  expect(settings.has('p')).toBe(false);
  expect(settings.get('theta_star')).toEqual([0.1, 0.5]);
});

test('no network crashes the reader', () => {
  const keys = ['width', 'depth', 'tree', 'skip', 'edges', 'lattice', 'size', 'channels', 'drop'];
  const value = fc.oneof(
    fc.integer({ min: -1, max: 5 }),
    fc.constantFrom('square', 'blocks', 'x', null, true),
    fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.array(fc.integer()), fc.constant('a'))),
    fc.dictionary(fc.constantFrom('span', 'branching', 'depth', 'kind'), fc.integer())
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), value), network => {
      try {
        readStudy({ study: 'percolation', network, p: 0.5 });
      } catch (error) {
        expect(error).toBeInstanceOf(StudyError);
      }
    })
  );
});
