// The types of the package as a user's program has them, where modules are resolved as Node does and as bundlers do.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PercolationKey } from '../src/api';
import { keysOf } from '../src/study/keys';

const PROGRAM = `
import { percolation, theory, type Result } from 'percolab';
const result: Result = await percolation({ width: 8, depth: [4, 8], p: '0..1 by 0.5' });
const p: number = theory('critical_p', { width: 8, depth: 16 });
const { size, count }: { size: number; count: string } = theory('minimum_cuts', { width: 3, depth: 2 });
const safe: number = theory('safe_p', { network: { width: 8, depth: 4 }, steps: 9, needed: 2 }).p;
// @ts-expect-error: a misspelt key
await percolation({ netwrok: { width: 8, depth: 4 }, p: 0.5 });
export { result, p, size, count, safe };
`;

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler']
])('a program with module %s and moduleResolution %s', async (module, resolution) => {
  const folder = await mkdtemp(join(process.cwd(), '.build', 'types-'));
  try {
    const file = join(folder, 'program.mts');
    await writeFile(file, PROGRAM);
    const words = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node', file];
    const tsc = join('node_modules', '@typescript', 'native', 'bin', 'tsc');
    const how = ['--ignoreConfig', '--module', module, '--moduleResolution', resolution];
    const conditions = resolution === 'bundler' ? ['--customConditions', 'node'] : [];
    const checking = promisify(execFile)(process.execPath, [tsc, ...how, ...conditions, ...words]);
    const said = await checking.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout
    );
    expect(said).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the keys of percolation are those of the table', () => {
  const names: Record<PercolationKey, true> = {
    study: true,
    network: true,
    model: true,
    method: true,
    trials: true,
    precision: true,
    replicates: true,
    measure: true,
    theta_star: true,
    seed: true,
    p: true,
    p_input: true,
    p_site: true,
    p_bond: true,
    force: true,
    widths: true,
    input: true,
    width: true,
    depth: true,
    output: true,
    density: true,
    degree: true,
    quenched: true,
    skip: true,
    drop: true,
    channels: true,
    image: true,
    kernel: true,
    block: true,
    padding: true,
    lattice: true,
    size: true,
    directed: true,
    tree: true,
    edges: true,
    file: true,
    inputs: true,
    outputs: true,
    kept: true
  };
  const table = keysOf('percolation').flatMap(({ path }) => path.split('.').slice(0, 2));
  expect(Object.keys(names).sort()).toEqual([...new Set(['study', ...table])].sort());
});
