// The cache as the command line and the engine process have it: killed, run twice at once, without room, listed, cleared.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { end, type Ran } from './process';

jest.setTimeout(120_000);

/** About two seconds of one core, in shards of a tenth of a second. */
const STUDY = `study: percolation
network: {width: 64, depth: 64}
model: bond
p: 0.9
method: bit-parallel
trials: 4e4
`;

let root: string;
let folder: string;
let file: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'percolab-cli-cache-'));
  file = join(root, 'study.yaml');
  writeFileSync(file, STUDY);
});

beforeEach(() => {
  folder = mkdtempSync(join(root, 'cache-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

function start(words: readonly string[], place = folder): ChildProcess {
  const env = { ...process.env, PERCOLAB_CACHE: place, PERCOLAB_CACHE_LIMIT: '100' };
  return spawn(process.execPath, [resolve('percolab/engine/cli.js'), ...words], { env });
}

function percolab(words: readonly string[], place = folder): Promise<Ran> {
  return end(start(words, place));
}

function digestOf({ stdout }: Ran): unknown {
  return (JSON.parse(stdout) as { digest: unknown }).digest;
}

/** Files of runs that are not finished. */
function runs(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.run')
  );
}

/** Kills a command with signal 9 once it has kept something. */
async function killed(command: ChildProcess): Promise<void> {
  const gone = once(command, 'exit');
  while (runs().length === 0) {
    expect(command.exitCode).toBeNull();
    await new Promise(later => setTimeout(later, 20));
  }
  command.kill('SIGKILL');
  await gone;
}

let undisturbed: Ran;

beforeAll(async () => {
  folder = mkdtempSync(join(root, 'none-'));
  undisturbed = await percolab(['run', file, '--no-cache']);
  expect(readdirSync(folder)).toEqual([]);
});

test('a run that was killed goes on, is answered, listed and cleared', async () => {
  await killed(start(['run', file, '--workers', '1']));
  expect((await percolab(['cache', 'list'])).stdout).toMatch(
    /^[0-9a-f]{12}  percolation .* unfinished\n1 study, /
  );
  const second = await percolab(['run', file]);
  expect(second.stdout).toBe(undisturbed.stdout);
  expect(second.stderr).toBe('');
  const third = await percolab(['run', file]);
  expect(third.stdout).toBe(undisturbed.stdout);
  expect(third.stderr).toContain('answered from the cache');
  const { stdout } = await percolab(['cache', 'list']);
  expect(stdout).toMatch(/ finished\n1 study, /);
  const hash = stdout.slice(0, 12);
  const stranger = hash.startsWith('0') ? '1111' : '0000';
  expect((await percolab(['cache', 'clear', stranger])).stdout).toBe('removed 0 studies, 0 KiB\n');
  expect((await percolab(['cache', 'clear', hash])).stdout).toMatch(/^removed 1 study, /);
  expect((await percolab(['cache', 'list'])).stdout).toMatch(/^0 studies, /);
});

test('two processes that run the same study don’t meet', async () => {
  const both = await Promise.all([1, 2].map(() => percolab(['run', file, '--workers', '1'])));
  expect(both.map(digestOf)).toEqual([digestOf(undisturbed), digestOf(undisturbed)]);
  expect(both.map(({ stderr }) => stderr)).toEqual(['', '']);
  expect(runs()).toEqual([]);
  expect((await percolab(['run', file])).stdout).toBe(undisturbed.stdout);
});

test('cleared while it runs, a study leaves its result', async () => {
  const running = start(['run', file, '--workers', '1']);
  const ran = end(running);
  while (runs().length === 0 && running.exitCode === null) {
    await new Promise(later => setTimeout(later, 20));
  }
  await percolab(['cache', 'clear', '--all']);
  expect((await ran).stdout).toBe(undisturbed.stdout);
  expect((await percolab(['run', file])).stderr).toContain('answered from the cache');
});

test('a full disk costs the cache, not the study', async () => {
  // A device on which every writing fails for want of room, in the place of the tally.
  if (!existsSync('/dev/full')) return;
  execFileSync('ln', ['-s', '/dev/full', join(folder, 'tally')]);
  const ran = await percolab(['run', file]);
  expect(ran.stdout).toBe(undisturbed.stdout);
  expect(ran.stderr).toMatch(/^percolab: the cache is not written: ENOSPC/);
});

test.each([
  [['cache'], /found nothing; allowed: list, clear HASH/],
  [['cache', 'clear'], /found clear; allowed/],
  [['cache', 'clear', 'xyz'], /found clear xyz; allowed/],
  [['cache', 'clear', 'abcd', '--all'], /found clear abcd --all; allowed/],
  [['cache', 'list', '--no-cache'], /--no-cache has no meaning for percolab cache/]
])('mistakes in percolab %j are said', async (words, message) => {
  const { status, stderr } = await percolab(words);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});
