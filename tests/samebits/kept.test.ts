// The set of studies after a crash and after a stop: each was half done in a process that is gone, goes on from what that
// has kept, and is then answered from the cache. All of them give the digests that are written down.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inlineHost } from '../../src/host/inline';
import { StudyCache } from '../../src/host/node/cache/cache';
import { loadData } from '../../src/host/node/data';
import { readStudy } from '../../src/study/read';
import type { Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';
import { bundle, type Bundles } from '../host/bundle';
import { printOf } from './prints';
import { DIGESTS, STUDIES } from './set';

jest.setTimeout(60_000);

let bundles: Bundles;
let folder: string;
let words: string[];

beforeAll(async () => {
  bundles = await bundle({ half: 'tests/samebits/half.ts' });
});

afterAll(() => bundles.remove());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'percolab-half-'));
  words = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Files of runs that hold something. */
function keptFiles(): string[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
    : [];
  return names.filter(name => name.endsWith('.run') && statSync(join(folder, name)).size > 0);
}

/** Has another process do half of all studies, and ends it by a signal once they are kept. */
async function doHalf(signal: NodeJS.Signals): Promise<void> {
  const program = [fileURLToPath(bundles.url('half.js')), folder, 'tests/samebits/studies.json'];
  const child = spawn(process.execPath, program, { stdio: 'inherit' });
  const gone = once(child, 'exit');
  while (keptFiles().length < Object.keys(STUDIES).length) {
    expect(child.exitCode).toBeNull();
    await new Promise(later => setTimeout(later, 50));
  }
  child.kill(signal);
  expect(await gone).toEqual(signal === 'SIGKILL' ? [null, signal] : [0, null]);
}

interface Ran {
  readonly result: Result;
  /** Shards of the plan that did not run again. */
  readonly kept: number;
}

async function run(study: object): Promise<Ran> {
  const shipped = pathToFileURL('src/engine/dropout/data/');
  let kept = 0;
  const result = await runStudy(readStudy(study), {
    host: inlineHost(),
    loadData: source => loadData(source, { directory: '.', shipped }),
    loadGraph: file => Promise.reject(new Error(`there is no ${file}`)),
    checkpoints: new StudyCache({ folder, limit: 2 ** 30 }, said => words.push(said)),
    onProgress: progress => (kept = progress.kept),
    signal: new AbortController().signal
  });
  return { result, kept };
}

test.each([
  ['crash', 'SIGKILL'],
  ['stop', 'SIGTERM']
] as const)('after a %s', async (_, signal) => {
  await doHalf(signal);
  for (const [name, study] of Object.entries(STUDIES)) {
    const again = await run(study);
    const answered = await run(study);
    expect([name, printOf(again.result)]).toEqual([name, DIGESTS[name]]);
    expect([name, printOf(answered.result)]).toEqual([name, DIGESTS[name]]);
    // Half of the pilot, where there is one.
    expect(again.kept > 0 || 'precision' in study).toBe(true);
    expect([again.result.cached, answered.result.cached]).toEqual([undefined, true]);
  }
  expect(words).toEqual([]);
});
