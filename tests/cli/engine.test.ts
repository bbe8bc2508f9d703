// The engine process as its client meets it: answers, progress, cancelling, mistakes, and its end.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection
} from 'vscode-jsonrpc/node';
import { Code, type ProgressParams, type RunAnswer, type RunParams } from '../../src/cli/protocol';
import type { Check } from '../../src/study/run';
import { percolab } from './process';

jest.setTimeout(60_000);

const SHORT = `study: percolation
network: {width: 8, depth: 16}
model: [site, bond]
p: 0..1 by 0.02
method: [exact, montecarlo]
`;

// A minute or more of one core, cut into shards of a tenth of a second.
const LONG = `study: percolation
network: {width: 64, depth: 64}
model: bond
p: 0.9
method: bit-parallel
trials: 4e6
`;

let engine: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
let progress: ProgressParams[];
let words: string;

beforeEach(() => {
  engine = spawn(process.execPath, [resolve('percolab/engine/engine.js')]);
  words = '';
  engine.stderr.on('data', (text: Buffer) => (words += text.toString()));
  connection = createMessageConnection(
    new StreamMessageReader(engine.stdout),
    new StreamMessageWriter(engine.stdin)
  );
  progress = [];
  connection.onNotification('progress', (params: ProgressParams) => {
    progress.push(params);
  });
  connection.listen();
});

afterEach(async () => {
  connection.dispose();
  if (engine.exitCode === null) {
    const gone = once(engine, 'exit');
    engine.stdin.end();
    await gone;
  }
  expect(engine.exitCode).toBe(0);
  expect(words).toBe('');
});

function run(params: Omit<RunParams, 'token'>, token: RunParams['token'] = 1): Promise<RunAnswer> {
  return connection.sendRequest('run', { ...params, token });
}

/** A request that is cancelled some time after its first progress; how it ended, and how long that took. */
async function cancelled(): Promise<{ readonly error: unknown; readonly milliseconds: number }> {
  const source = new CancellationTokenSource();
  const request = connection.sendRequest('run', { study: LONG, token: 'cancelled' }, source.token);
  const ended = request.then(
    () => {
      throw new Error('it was done before it was cancelled');
    },
    (error: unknown) => error
  );
  while (progress.length < 3) {
    await new Promise(later => setTimeout(later, 20));
  }
  const sent = performance.now();
  source.cancel();
  return { error: await ended, milliseconds: performance.now() - sent };
}

test('a run answers with what the command line prints, a picture and words', async () => {
  const { result, picture, summary } = await run({ study: SHORT });
  const { stdout } = await percolab(['run', '-'], SHORT);
  expect(result).toEqual(JSON.parse(stdout));
  expect(picture).toMatch(/^<svg /);
  expect(summary).toContain('204 rows');
});

test('progress begins with the estimate, never goes back, and ends with everything', async () => {
  await run({ study: LONG.replace('4e6', '20000') }, 'mine');
  const counts = progress.map(({ done }) => done);
  const { total } = progress[0];
  const seconds: unknown = expect.any(Number);
  expect(progress[0]).toEqual({ token: 'mine', done: 0, total, kept: 0, seconds });
  expect(progress[0].seconds).toBeGreaterThan(0);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toEqual({ token: 'mine', done: total, total, kept: 0, seconds: 0 });
});

test('check answers with the resolved study and its cost', async () => {
  const check: Check = await connection.sendRequest('check', { study: SHORT });
  expect(check).toMatchObject({
    cells: 204,
    shards: 204,
    study: { trials: 10000, seed: 'percolab' }
  });
  expect(check.seconds).toBeGreaterThan(0);
});

test('a study may come as flat keywords of an implied kind', async () => {
  const keys = { width: 8, depth: [4, 8], p: 0.5 };
  const { result } = await run({ study: keys, kind: 'percolation', flat: true });
  expect(result.columns['theta']).toHaveLength(2);
});

test('mistakes come with their places, and the engine goes on', async () => {
  await expect(run({ study: 'study: percolation\np: 2\n', source: 'cell' })).rejects.toMatchObject({
    code: Code.mistake,
    message: expect.stringContaining(
      'cell is not a valid study:\n  line 2, column 4, p: found 2; allowed'
    ),
    data: {
      diagnostics: [expect.objectContaining({ line: 2, column: 4, key: 'p' })]
    }
  });
  expect((await run({ study: SHORT })).result.rows).toBe(204);
});

describe('a large file, which takes seconds to read', () => {
  const GRAPH =
    'study: percolation\nnetwork: {file: g.csv}\np: 0.5\nmethod: montecarlo\ntrials: 100';
  const EDGES = 1_000_000;
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'percolab-large-'));
    const lines = Array.from(
      { length: EDGES },
      (_, i) => `unit ${i % 9973},unit ${10_000 + (i % 9967)}`
    );
    writeFileSync(join(directory, 'g.csv'), `source,target\n${lines.join('\n')}\n`);
    // Quoted names, and an empty line at the end.
    const quoted = lines.map(line => `"${line.replace(',', '","')}"`);
    writeFileSync(join(directory, 'faulty.csv'), `source,target\n${quoted.join('\n')}\n\n`);
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  test('is read to the same graph as by the command line', async () => {
    writeFileSync(join(directory, 'study.yaml'), GRAPH);
    const { stdout } = await percolab(['run', join(directory, 'study.yaml')]);
    expect((await run({ study: GRAPH, directory })).result).toEqual(JSON.parse(stdout));
  });

  test('is refused with its place', async () => {
    const study = GRAPH.replace('g.csv', 'faulty.csv');
    await expect(run({ study, directory })).rejects.toMatchObject({
      code: Code.mistake,
      message: expect.stringContaining(`line ${EDGES + 2}: found an empty line`)
    });
  });

  test('ends with a cancelled run in under half a second, and the engine goes on', async () => {
    const source = new CancellationTokenSource();
    const study = GRAPH.replace('g.csv', 'faulty.csv');
    const request = connection.sendRequest('run', { study, directory, token: 1 }, source.token);
    const ended = request.catch((error: unknown) => error);
    // By then it reads, and would have come to the fault in one go.
    for (let asked = 0; asked < 5; asked++) {
      await connection.sendRequest('hello');
      await new Promise(later => setTimeout(later, 20));
    }
    const sent = performance.now();
    source.cancel();
    expect(await ended).toMatchObject({ code: Code.cancelled });
    expect(performance.now() - sent).toBeLessThan(500);
    expect((await run({ study: SHORT })).result.rows).toBe(204);
  });
});

test('a cancelled run ends in under half a second, and the engine goes on', async () => {
  const first = await cancelled();
  expect(first.error).toMatchObject({ code: Code.cancelled });
  expect(first.milliseconds).toBeLessThan(500);
  progress = [];
  const { result } = await run({ study: SHORT });
  const { stdout } = await percolab(['run', '-'], SHORT);
  expect(result.digest).toBe(JSON.parse(stdout).digest);
  expect(progress.every(({ token }) => token === 1)).toBe(true);
});

test('while 10^5 cells are planned, and while they are reduced, it answers others and hears a cancel', async () => {
  const study = 'study: percolation\nnetwork: {width: 2, depth: 2}\np: 0.00001..0.99999 in 100000';
  for (const isReached of [() => true, () => progress.at(-1)?.done === 100_000]) {
    progress = [];
    const source = new CancellationTokenSource();
    let hasEnded = false;
    const ended = connection
      .sendRequest('run', { study, cache: false, token: 'large' }, source.token)
      .then(
        () => null,
        (error: unknown) => error
      )
      .finally(() => (hasEnded = true));
    do {
      await connection.sendRequest('hello', {});
    } while (!isReached());
    expect(hasEnded).toBe(false);
    source.cancel();
    expect(await ended).toMatchObject({ code: Code.cancelled });
  }
});

test('runs side by side do not mix', async () => {
  const [alone] = [await run({ study: SHORT })];
  const answers = await Promise.all([
    run({ study: SHORT, workers: 1 }),
    run({ study: LONG.replace('4e6', '5000') }),
    run({ study: SHORT, workers: 2 })
  ]);
  expect(answers[0]).toEqual(alone);
  expect(answers[1].result.rows).toBe(1);
  expect(answers[2]).toEqual(alone);
});

test('it ends when its input closes, in the middle of a run too', async () => {
  run({ study: LONG }).catch(() => undefined);
  while (progress.length < 2) {
    await new Promise(later => setTimeout(later, 20));
  }
  const gone = once(engine, 'exit');
  const sent = performance.now();
  engine.stdin.end();
  await gone;
  expect(performance.now() - sent).toBeLessThan(1000);
});
