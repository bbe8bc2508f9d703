// Studies that no machine holds are refused soon, by sums, in a heap that would not hold a hundredth of their pieces.

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { end, type Ran } from './process';

// A second each, on a machine with nothing else to do.
jest.setTimeout(120_000);

/** Heap of a command that checks a study, in MB. */
const HEAP = 300;

/** 10^5 cells. */
const CELLS = 'p: 0.00001..0.99999 in 100000';

function check(study: string): Promise<Ran> {
  const cli = resolve('percolab/engine/cli.js');
  const command = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, cli, 'check', '-']);
  command.stdin.end(study);
  return end(command);
}

test.each([
  [
    'training runs',
    `study: dropout\nnetwork: {width: 4, depth: 2}\n${CELLS}\nreplicates: 1000\nforce: true`,
    /line 4, column 13, replicates: the result would have 300000000 rows, from a grid of 100000 cells; allowed: at most 100000; take fewer replicates, arms or cells/
  ],
  [
    'fixed graphs',
    `study: percolation\nnetwork: {width: 4, depth: 2, density: 0.5, quenched: true}\n${CELLS}\nreplicates: 1000\nforce: true`,
    /line 4, column 13, replicates: the result would have 100000000 rows, .* take fewer replicates or cells/
  ],
  [
    'trials',
    `study: percolation\nnetwork: {width: 16, depth: 16}\n${CELLS}\nmethod: montecarlo\ntrials: 1e9\nforce: true`,
    /line 2, column 1: found work in \d{8,} pieces.*; allowed: up to 1000000; take fewer cells or trials, or divide it/
  ],
  [
    'thresholds',
    'study: percolation\nnetwork: {lattice: square, size: [8, 8]}\nmeasure: [threshold]\nseed: [a, b, c, d, e, f, g, h, i, j, k]\ntrials: 1e7\nforce: true',
    /found results with 110\d{6} numbers or more.*; allowed: up to 100000000; .* or leave out the measure/
  ],
  [
    'profiles',
    'study: percolation\nnetwork: {width: 4, depth: 10000}\np: 0.001..0.999 in 3000\nmeasure: [reach]\nforce: true',
    /found results with 120\d{6} numbers or more/
  ],
  [
    'series of training runs',
    'study: dropout\nnetwork: {width: 2, depth: 1000}\np: 0.1..0.2 in 10000\narms: [intact]\nreplicates: 5\nforce: true',
    /found results with 1000\d{5} numbers or more.*shallower networks/
  ]
])('too many %s', async (_, study, message) => {
  const { status, stdout, stderr } = await check(study);
  expect(stderr).toMatch(message);
  expect([status, stdout]).toEqual([2, '']);
});

const SAMPLED = `study: percolation\nnetwork: {width: 4, depth: 4}\n${CELLS}\nmethod: montecarlo\n`;

test('the cost is told beside', async () => {
  const { stderr } = await check(`${SAMPLED}trials: 1e9`);
  expect(stderr).toMatch(/pieces.*\n.*the estimated cost is .*force: true/);
});

test('10^5 cells with few trials are not too many', async () => {
  expect((await check(`${SAMPLED}trials: 1000`)).stdout).toContain('100000 cells, 100000 shards');
});
