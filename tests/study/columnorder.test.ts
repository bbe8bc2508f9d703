// A notebook is saved with the keys of every object sorted; the result in it must stay what it was.

import { figure } from '../../src/study/figure';
import { canonicalJson, columnsDigest } from '../../src/study/hash';
import { parseResult } from '../../src/study/payload';
import { runHere } from './runstudy';

const mixed =
  'study: percolation\nmodel: mixed\nnetwork: {width: [2, 4], depth: 2}\np_site: [0.1, 0.2]\np_bond: 0.3';
const sampled =
  'study: percolation\nmodel: [site, bond]\nnetwork: {width: 4, depth: [2, 8]}\np: 0..1 by 0.5\n' +
  'method: [exact, montecarlo]\ntrials: [200, 300]\nseed: [a, b]';
const trained =
  'study: dropout\nnetwork: {width: 2, depth: [1, 2], activation: [tanh, relu]}\np: 0.5\nsteps: 5\n' +
  'replicates: 2\nbatch: 4\noptimizer: {rate: [0.1, 0.2]}\nrescale: [false, true]';

test.each([[mixed], [sampled], [trained]])('sorted keys change nothing: %s', async text => {
  const result = await runHere(text);
  const saved = JSON.parse(canonicalJson(result)) as typeof result;
  expect(Object.keys(saved.columns)).not.toEqual(Object.keys(result.columns));
  const read = parseResult(saved);
  expect(Object.keys(read.columns)).toEqual(Object.keys(result.columns));
  expect(columnsDigest(read.columns)).toBe(result.digest);
  expect(figure(read)).toEqual(figure(result));
});

test('columns that this version does not know come last', () => {
  const later = { zeta: [1], p: [0.5], theta: [0.25], method: ['exact'], alpha: [2] };
  const { columns } = parseResult({
    percolab: '9.0.0',
    study: { study: 'percolation' },
    digest: `sha256:${'0'.repeat(64)}`,
    rows: 1,
    columns: later
  });
  expect(Object.keys(columns)).toEqual(['p', 'theta', 'method', 'zeta', 'alpha']);
});
