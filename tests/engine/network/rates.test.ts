// Rates beside structures: which structures are kept for all p, what has a rate when p is swept, and lists of rates.

import { graphOf } from '../../../src/engine/network/build';
import { edgeList } from '../../../src/engine/network/edges';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Lattice, Layers, Network } from '../../../src/engine/network/network';
import type { Removal } from '../../../src/engine/percolation/removal';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';

const key = keyFromSeed('rates');
const half: Removal = { site: 0.5, bond: 0.5 };

test('one structure serves every p; another model has its own', () => {
  const network: Network = { is: 'layers', layers: fromWidths([3, 4, 3]), sparse: null };
  const built = (model: Subject['model'], p: number): ReturnType<typeof graphOf> =>
    graphOf({ network, model, removal: { site: p, bond: p } }, null, key);
  const first = built('bond', 0.2);
  const second = built('bond', 0.7);
  expect(second.graph).toBe(first.graph);
  expect([[...first.rates], [...second.rates]]).toEqual([[0.2], [0.7]]);
  expect(built('site', 0.2).graph).not.toBe(first.graph);
});

test('two lists of edges are two structures', () => {
  const subject: Subject = { network: { is: 'edges' }, model: 'bond', removal: half };
  const one = edgeList([['a', 'b']], null, null);
  const two = edgeList(
    [
      ['a', 'b'],
      ['b', 'c']
    ],
    null,
    null
  );
  expect(graphOf(subject, one, key).graph.units).toBe(2);
  expect(graphOf(subject, two, key).graph.units).toBe(3);
});

test('swept: what p governs has no rate, the rest keeps its own', () => {
  const rates = (network: Network, model: Subject['model'], removal: Removal): number[] => [
    ...graphOf({ network, model, removal }, null, key, true).rates
  ];
  const layers: Layers = { is: 'layers', layers: fromWidths([2, 3, 2]), sparse: null };
  expect(rates(layers, 'site', { site: [0.4], bond: 0, input: 0.3 })).toEqual([0.3, NaN]);
  expect(rates(layers, 'bond', { site: 0, bond: 0.4 })).toEqual([NaN]);
  const annealed: Layers = { ...layers, sparse: { by: 'density', value: 0.25, graph: null } };
  expect(rates(annealed, 'site', { site: 0.4, bond: 0 })).toEqual([NaN, 0.75]);
  expect(() => rates(annealed, 'bond', { site: 0, bond: 0.4 })).toThrow(/annealed/);
  expect(rates(layers, 'mixed', half)).toEqual([NaN, NaN]);
  expect(() => rates(annealed, 'mixed', half)).toThrow(/annealed/);
  const squares: Network = {
    is: 'convolutional',
    channels: [1, 2, 1],
    image: [1, 3],
    kernel: 3,
    drop: 'elements',
    block: 2,
    padding: 'zero'
  };
  expect(() => rates(squares, 'site', { site: 0.5, bond: 0 })).toThrow(/DropBlock/);
  expect(rates(squares, 'bond', { site: 0, bond: 0.5 })).toEqual([NaN]);
});

test('lists of rates of a wrong length are refused', () => {
  const refused = (network: Network, model: Subject['model'], removal: Removal) =>
    graphOf({ network, model, removal }, null, key);
  const network: Network = { is: 'layers', layers: fromWidths([2, 3, 2]), sparse: null };
  expect(() => refused(network, 'bond', { site: 0, bond: [0.5] })).toThrow(
    'graphOf: found 1 rates of weights; allowed: one number or a list of 2'
  );
  const lattice: Lattice = { is: 'lattice', size: [2, 2], directed: true };
  expect(() => refused(lattice, 'site', { site: [0.5, 0.5], bond: 0 })).toThrow(
    /allowed: one number$/
  );
});
