// Random streams in dieharder, laid side by side: `node bench/randomness/run.mjs` writes docs/randomness.md. It takes
// hours of two cores, and needs Debian's package dieharder. Tests that are done are kept beside this file, so that
// another machine can go on with them: the same words give the same p-values everywhere.

import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { CONTROL, runTest, TESTS } from './battery.mjs';
import { bundleForNode } from '../../scripts/build/bundle.mjs';
import { page } from './page.mjs';

const FOLDER = '.build/randomness';
const PROGRAM = `${FOLDER}/words.mjs`;
const DONE = 'bench/randomness/done.jsonl';
/** Tests at the same time. */
const TOGETHER = 2;
/** dieharder calls p-values nearer to 0 or 1 than this weak. */
const WEAK = 0.005;

mkdirSync(FOLDER, { recursive: true });
await bundleForNode({ entryPoints: ['bench/randomness/words.ts'], outfile: PROGRAM });
const own = execFileSync(process.execPath, [PROGRAM], { encoding: 'utf8' }).trim().split('\n');
const streams = [...own, CONTROL];

/** What is known, one line a test. */
const done = existsSync(DONE)
  ? readFileSync(DONE, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  : [];

async function lookAt({ stream, index, again }) {
  const seconds = performance.now();
  const found = await runTest(PROGRAM, stream, index, again);
  const entry = {
    stream,
    index,
    again,
    seconds: Math.round((performance.now() - seconds) / 100) / 10,
    found
  };
  done.push(entry);
  appendFileSync(DONE, `${JSON.stringify(entry)}\n`);
}

async function lookAtAll(jobs) {
  const left = jobs.filter(
    ({ stream, index, again }) =>
      !done.some(each => each.stream === stream && each.index === index && each.again === again)
  );
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (let job = left.shift(); job; job = left.shift()) await lookAt(job);
    })
  );
}

// `--page` writes what is known so far.
const isPage = process.argv.includes('--page');

if (!isPage) {
  await lookAtAll(
    TESTS.flatMap((_, index) => streams.map(stream => ({ stream, index, again: false })))
  );
  const weak = done.filter(
    ({ again, found }) => !again && found.some(({ p }) => p < WEAK || p > 1 - WEAK)
  );
  await lookAtAll(weak.map(({ stream, index }) => ({ stream, index, again: true })));
}
const PAGE = 'docs/randomness.md';
const text = page({
  streams,
  done,
  weak: WEAK,
  version: execFileSync('dieharder', ['-l'], { encoding: 'utf8' }).match(/version (\S+)/)[1],
  machine: `${cpus()[0].model.trim()}, Node ${process.version}`
});
writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
