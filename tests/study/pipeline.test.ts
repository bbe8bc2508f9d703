import { COUNT_CHAIN_BLOCK } from '../../src/engine/kernels/countchain';
import { checkStudy, runStudy } from '../../src/study/run';
import { inlineHost } from '../../src/host/inline';
import { planStudy, type Plan } from '../../src/study/plan';
import { readStudy } from '../../src/study/read';
import { parseResult } from '../../src/study/payload';
import { atOnce } from '../../src/study/steps';
import { summary } from '../../src/study/summary';
import { columnsDigest } from '../../src/study/hash';
import type { Result } from '../../src/study/result';
import { runHere, sourcesOf } from './runstudy';

test('a running study tells what it has found so far, from the first run to the whole result', async () => {
  const host = inlineHost();
  const rows: (number | undefined)[] = [];
  let last: Result | null = null;
  const result = await runStudy(
    readStudy('study: dropout\nnetwork: {width: 4, depth: 2}\np: 0.5\nsteps: 20\nreplicates: 2'),
    {
      host,
      ...sourcesOf(),
      onProgress: (_, soFar) => {
        last = soFar();
        rows.push(last?.rows);
      },
      signal: new AbortController().signal
    }
  );
  host.dispose();
  expect(rows).toEqual([undefined, 1, 2, 3, 4, 5, 6]);
  expect(last).toEqual(result);
});

test('percolation: columns of the contract, axes first, digest of the columns', async () => {
  const result = await runHere(
    'study: percolation\nnetwork: {width: 4, depth: [2, 8]}\nmodel: bond\np: 0..1 by 0.5\nmethod: [exact, montecarlo]\ntrials: 300'
  );
  expect(Object.keys(result.columns)).toEqual([
    'width',
    'depth',
    'p',
    'theta',
    'one_minus_theta',
    'log_theta',
    'log_one_minus_theta',
    'theta_low',
    'theta_high',
    'trials',
    'method',
    'algorithm'
  ]);
  expect(result.rows).toBe(12);
  expect(result.columns['p'].slice(0, 3)).toEqual([0, 0.5, 1]);
  expect(result.columns['theta'][0]).toBe(1);
  expect(result.columns['log_one_minus_theta'][0]).toBe('-Infinity');
  expect(result.columns['log_theta'][2]).toBe('-Infinity');
  expect(new Set(result.columns['method'])).toEqual(new Set(['exact', 'montecarlo']));
  expect(new Set(result.columns['trials'])).toEqual(new Set([0, 300]));
  expect(result.digest).toBe(columnsDigest(result.columns));
  expect(parseResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
  expect(summary(result)).toContain(result.digest);
});

test('Monte Carlo: counts of all shards are summed, the interval holds the estimate', async () => {
  const result = await runHere(
    'study: percolation\nnetwork: {width: 3, depth: 3}\np: 0.5\nmethod: montecarlo\ntrials: 100001'
  );
  const [theta, low, high] = ['theta', 'theta_low', 'theta_high'].map(
    name => result.columns[name][0] as number
  );
  expect(Number.isInteger(Math.round(theta * 100001 * 1e6) / 1e6)).toBe(true);
  expect(low).toBeLessThan(theta);
  expect(high).toBeGreaterThan(theta);
  expect(Math.abs(theta - 0.875 ** 3)).toBeLessThan(0.007);
});

test('dropout: a row for each cell, arm and replicate, with traces', async () => {
  const result = await runHere(
    'study: dropout\nnetwork: {width: 4, depth: 2}\np: [0.3, 0.6]\nsteps: 30\nreplicates: 2\nbatch: 8'
  );
  expect(Object.keys(result.columns)).toEqual([
    'width',
    'depth',
    'p',
    'arm',
    'replicate',
    'theta',
    'open_fraction',
    'first_open_step',
    'steps_taken',
    'useful_steps',
    'useful_steps_expected',
    'test_accuracy',
    'test_loss',
    'mc_accuracy',
    'mc_loss',
    'mc_spread',
    'calibration_error',
    'train_loss',
    'blind_accuracy',
    'blind_loss',
    'closed_gradient_max',
    'closed_first_layer_max',
    'closed_output_spread',
    'verdict'
  ]);
  expect(result.rows).toBe(12);
  expect(result.columns['arm'].slice(0, 6)).toEqual([
    'dropout',
    'dropout',
    'conditioned',
    'conditioned',
    'intact',
    'intact'
  ]);
  expect(result.columns['replicate'].slice(0, 4)).toEqual([1, 2, 1, 2]);
  expect(result.columns['closed_gradient_max']).toEqual(new Array(12).fill(0));
  const { row, step, loss, open } = result.traces!;
  expect(new Set(row)).toEqual(new Set(Array.from({ length: 12 }, (_, at) => at)));
  expect(step.filter((_, at) => row[at] === 11).at(-1)).toBe(30);
  expect([step.length, loss.length, open.length]).toEqual([row.length, row.length, row.length]);
  expect((result.study as { network?: unknown }).network).toMatchObject({ input: 16, output: 2 });
  expect(result.timing!.seconds).toHaveLength(12);
  expect(result.timing!.seconds.every(seconds => Number(seconds) > 0)).toBe(true);
  expect(new Set(result.flow!.row)).toEqual(new Set(row));
  expect(new Set(result.updates!.row)).toEqual(new Set(row));
  expect(result.verdicts!.row).toEqual([0, 6]);
  expect(parseResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

test.each([
  [
    'network: {width: 4, depth: 2, output: 3}\np: 0.5',
    /network.output: found 3; teacher has 2 classes: write 2/
  ],
  ['network: {widths: [8, 4, 3]}\np: 0.5', /network.widths: the last of \[8, 4, 3\] is 3/],
  [
    'network: {width: 4, depth: 2}\np: 0.5\nbatch: 5000',
    /batch: found 5000; teacher has 4000 training rows/
  ]
])('a network that does not fit its data: %s', async (text, message) => {
  await expect(checkStudy(readStudy(`study: dropout\n${text}`), sourcesOf())).rejects.toThrow(
    message
  );
});

test('a study above the cost limit is refused unless forced', async () => {
  const text =
    'study: percolation\nnetwork: {width: 64, depth: 1000}\nmodel: bond\nmethod: montecarlo\np: 0.5\ntrials: 2e9';
  await expect(checkStudy(readStudy(text), sourcesOf())).rejects.toThrow(
    /estimated cost is .*; allowed: up to 60 minutes.*force: true/
  );
  const forced = await checkStudy(readStudy(`${text}\nforce: true`), sourcesOf());
  expect(forced.seconds).toBeGreaterThan(3600);
});

test('the plan is the same however the study is spelt, and cuts trials at block borders', () => {
  const plan = (text: string): Plan => atOnce(planStudy(readStudy(text)));
  const one = plan(
    'study: percolation\nnetwork: {width: 8, depth: 8}\np: 0.5\nmethod: montecarlo\ntrials: 3e7'
  );
  const two = plan(
    'trials: 30000000\nmethod: montecarlo\np: [0.5]\nnetwork: {depth: 8, width: 8}\nstudy: percolation'
  );
  expect(two.shards).toEqual(one.shards);
  expect(one.shards.length).toBeGreaterThan(3);
  const trials = one.shards.map(({ task }) => (task.kind === 'trials' ? task.trials : 0));
  expect(trials.reduce((sum, n) => sum + n, 0)).toBe(3e7);
  expect(one.shards.map(({ block }) => block)).toEqual(
    one.shards.map((_, i) => (i * trials[0]) / COUNT_CHAIN_BLOCK)
  );
});
