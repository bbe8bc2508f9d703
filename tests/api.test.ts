// `import ... from 'percolab'` in Node, as a user's program has it: the built package, by its own name.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program that imports percolab, to its own end; what it printed, as JSON. */
async function program(code: string): Promise<unknown> {
  const text = `import { percolation, dropout, run, trainedNetwork, nodeHost } from 'percolab';\n${code}`;
  const words = ['--input-type=module', '--eval', text];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 20_000 });
  return JSON.parse(stdout);
}

test('percolation and run give the same result for the same study', async () => {
  const [flat, nested, text] = (await program(`
    const flat = await percolation({ width: 8, depth: [4, 8], p: '0..1 by 0.5', model: 'site' });
    const nested = await percolation({ network: { width: 8, depth: [4, 8] }, p: [0, 0.5, 1] });
    const text = await run('study: percolation\\nnetwork: {width: 8, depth: [4, 8]}\\np: 0..1 by 0.5');
    console.log(JSON.stringify([flat, nested, text]));
  `)) as { columns: Record<string, number[]> }[];
  expect(nested).toEqual(flat);
  expect(text).toEqual(flat);
  expect(flat.columns['theta'][1]).toBeCloseTo((1 - 0.5 ** 8) ** 4, 14);
});

test('dropout takes arrays, and a host of one’s own', async () => {
  const columns = (await program(`
    const rows = Array.from({ length: 40 }, (_, i) => i);
    const data = { name: 'mine', x: rows.map(i => [Math.sin(i), i / 40]), y: rows.map(i => i % 2) };
    const host = nodeHost({ workers: 1 });
    let done = 0;
    const result = await dropout(
      { width: 4, depth: 2, data: 'mine', p: 0.5, steps: 20, replicates: 2, batch: 8 },
      { data, host, onProgress: progress => (done = progress.done) }
    );
    host.dispose();
    console.log(JSON.stringify({ done, arms: result.columns.arm }));
  `)) as { done: number; arms: string[] };
  expect(columns.done).toBe(6);
  expect(columns.arms).toEqual([
    'dropout',
    'dropout',
    'conditioned',
    'conditioned',
    'intact',
    'intact'
  ]);
});

test('the network of a row is trained again; a row that there is not is a mistake', async () => {
  const [shapes, differ, mistake] = (await program(`
    const keys = { width: 4, depth: 2, p: 0.5, steps: 20, replicates: 2, arms: ['dropout'] };
    const networks = await Promise.all([0, 1].map(row => trainedNetwork(keys, row)));
    const shapes = networks.map(({ layers }) => layers.map(({ weights }) => weights.length));
    const differ = networks[0].layers[0].weights.some((w, i) => w !== networks[1].layers[0].weights[i]);
    const mistake = await trainedNetwork(keys, 2).catch(error => [error.name, error.message]);
    console.log(JSON.stringify([shapes, differ, mistake]));
  `)) as [number[][], boolean, string[]];
  expect(shapes).toEqual([
    [64, 16, 8],
    [64, 16, 8]
  ]);
  expect(differ).toBe(true);
  expect(mistake[0]).toBe('StudyError');
  expect(mistake[1]).toContain('row: found 2; allowed: a row of the result, 0 to 1');
});

test('a mistake is a StudyError that names its place; an abort ends a run with its reason', async () => {
  const [mistake, data, aborted] = (await program(`
    const mistake = await run('study: percolation\\nnetwrk: {}').catch(error => [error.name, error.message]);
    const study = { width: 64, depth: 64, model: 'bond', p: 0.9, method: 'bit-parallel', trials: 4e6 };
    const keys = { width: 4, depth: 2, data: 'mine', p: 0.5, steps: 20, batch: 1 };
    const crooked = { name: 'mine', x: [[1, 2], [3]], y: [0, 1] };
    const data = await dropout(keys, { data: crooked }).catch(error => [error.name, error.message]);
    const aborted = await percolation(study, { signal: AbortSignal.timeout(300) }).catch(error => error.name);
    console.log(JSON.stringify([mistake, data, aborted]));
  `)) as [string[], string[], string];
  expect(mistake[0]).toBe('StudyError');
  expect(mistake[1]).toContain('line 2, column 1, netwrk: unknown key; did you mean network?');
  expect(data[0]).toBe('StudyError');
  expect(data[1]).toContain(
    'mine, row 1: found 1 numbers; allowed: at least one, and as many as in row 0, 2'
  );
  expect(aborted).toBe('TimeoutError');
});
