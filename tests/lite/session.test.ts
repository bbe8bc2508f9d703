// Cells of the site's kernel, run one after the other in this thread.

import { DataError } from '../../src/engine/dropout/dataset';
import { inlineHost } from '../../src/host/inline';
import { readStudy } from '../../src/study/read';
import { RESULT_MIME, type Result } from '../../src/study/result';
import { runStudy } from '../../src/study/run';
import { UsageError } from '../../lite/src/cell';
import type { Output } from '../../lite/src/protocol';
import { Interrupted } from '../../lite/src/failure';
import { Session, type Ended } from '../../lite/src/session';

const FILES: Readonly<Record<string, string>> = {
  'a study.yaml': 'study: percolation\nnetwork: {width: 3, depth: 2}\np: [0.25, 0.5]\n',
  'wrong.yaml': 'study: percolation\nnetwork: {width: 3, depth: 2}\np: 2\n'
};
const outputs: Output[] = [];
const session = new Session(
  {
    host: inlineHost(),
    loadData: ({ name }) =>
      name === 'teacher' ? Promise.resolve(null) : Promise.reject(new DataError(`no ${name} here`)),
    cache: undefined,
    readFile: path =>
      path in FILES ? Promise.resolve(FILES[path]) : Promise.reject(new UsageError(`no ${path}`))
  },
  output => outputs.push(output)
);
let count = 0;

/** Runs a cell; its failure and what it put out, but for the display of progress. */
async function cell(
  code: string,
  signal = new AbortController().signal
): Promise<Ended & { put: Output[] }> {
  outputs.length = 0;
  const ended = await session.run(code, ++count, signal);
  return { ...ended, put: outputs.filter(({ type }) => type !== 'progress' && type !== 'clear') };
}

const YAML = `network: {width: 8, depth: [4, 16]}
model: [site, bond]
p: 0.1..0.9 by 0.2
method: [exact, montecarlo]
trials: 500
seed: lite`;

test('a study is shown, bound, and the same as anywhere', async () => {
  const { failure, put } = await cell(`%%percolation curve\n${YAML}`);
  expect(failure).toBeNull();
  expect(put).toHaveLength(1);
  const [output] = put;
  if (output.type !== 'display') throw new Error(output.type);
  expect(Object.keys(output.data)).toEqual([RESULT_MIME, 'image/svg+xml', 'text/plain']);
  const { digest } = await runStudy(readStudy(YAML, { kind: 'percolation' }), {
    host: inlineHost(),
    loadData: () => Promise.resolve(null),
    loadGraph: file => Promise.reject(new Error(file)),
    onProgress: () => undefined,
    signal: new AbortController().signal
  });
  expect((output.data[RESULT_MIME] as unknown as Result).digest).toBe(digest);
  const later = await cell('[curve.digest, curve.columns.theta.length]');
  expect(later.put).toEqual([
    { type: 'value', data: { 'text/plain': expect.stringContaining(digest) as string } }
  ]);
});

test('the public calls, with what they print and what they give', async () => {
  const { failure, put } = await cell(`import { percolation, theory } from 'percolab'
const p = theory('critical_p', { width: 8, depth: 16 })
await percolation({ width: 2, depth: 1, p: 0.5 })`);
  expect(failure).toBeNull();
  expect(put).toHaveLength(1);
  expect(put[0]).toMatchObject({
    type: 'value',
    data: { 'text/plain': /percolation study, 1 row/ }
  });
});

test('rows of a variable are data', async () => {
  await cell(`const x: number[][] = [], y: number[] = []
for (let i = 0; i < 40; i++) { x.push([i % 7, i % 3]); y.push(i % 2) }
const rows = { x, y }`);
  const study = 'network: {width: 4, depth: 1}\np: 0.2\nsteps: 5\nreplicates: 1\narms: [dropout]';
  expect((await cell(`%%dropout\n${study}\ndata: rows`)).failure).toBeNull();
  const { failure } = await cell(`const five = 5`);
  expect(failure).toBeNull();
  expect((await cell(`%%dropout\n${study}\ndata: five`)).failure).toMatchObject({
    ename: 'UsageError',
    evalue: /variable five is 5; allowed: an object \{x, y\}/
  });
  expect((await cell(`%%dropout\n${study}\ndata: digits`)).failure).toMatchObject({
    ename: 'StudyError',
    evalue: /no digits here/
  });
});

test('errors: a study says where, code says in which line, and none shows the kernel', async () => {
  const mistake = await cell('%%percolation\nnetwork: {width: 8, depth: 4}\npp: 0.5');
  expect(mistake.failure).toMatchObject({ ename: 'StudyError', evalue: /line 3, column 1, pp: / });
  expect(mistake.failure!.traceback).toHaveLength(1);
  const thrown = await cell('const a: number = 1\nnull.b');
  expect(thrown.failure!.ename).toBe('TypeError');
  expect(thrown.failure!.traceback.slice(1)).toEqual([`    in cell [${count}], line 2`]);
  expect((await cell("import { lost } from 'percolab'")).failure).toMatchObject({
    ename: 'UsageError',
    evalue: /percolab has no 'lost'; it has percolation, /
  });
  expect((await cell("import x from 'lodash'")).failure!.evalue).toBe(
    "import: found 'lodash'; allowed here: 'percolab'"
  );
  expect((await cell('throw "words"')).failure!.evalue).toBe('words');
  expect((await cell('const = 1')).failure!.ename).toBe('SyntaxError');
});

test('line magics of the examples', async () => {
  expect(await cell('%load_ext percolab')).toEqual({ failure: null, next: null, put: [] });
  expect((await cell('%percolab version')).put).toMatchObject([{ text: /^percolab \d/ }]);
  expect((await cell('%percolab')).put).toMatchObject([{ text: /^%percolab help/ }]);
  expect((await cell('%percolab cache clear')).failure!.evalue).toMatch(
    /found clear; allowed: list, clear HASH .*, clear --all/
  );
  expect((await cell('%percolab cache list')).failure!.evalue).toMatch(/nothing is kept here/);
  expect((await cell('%percolab hlep')).failure!.evalue).toMatch(
    /allowed: help, version, examples/
  );
  expect((await cell('%percolab version 2')).failure!.evalue).toMatch(/behind version; allowed: /);
  expect((await cell('%matplotlib inline')).failure!.evalue).toMatch(/allowed: %load_ext percolab/);
});

test('worked cells are listed, and one comes as the next cell and runs', async () => {
  const list = await cell('%percolab examples');
  expect(list.put).toMatchObject([{ text: /^depth +how an open path .*\n.*threshold/s }]);
  const { put, next } = await cell('%percolab examples blocks');
  expect(put).toMatchObject([{ text: `${next}\n` }]);
  expect(next).toMatch(/^%%percolation\n/);
  expect((await cell(next!)).failure).toBeNull();
  expect((await cell('%percolab examples none')).failure!.evalue).toMatch(/allowed: depth, thres/);
});

test('a study in a file is checked', async () => {
  const said = /^a study\.yaml: a valid percolation study; 2 cells, /;
  for (const path of ['a study.yaml', '"a study.yaml"']) {
    expect((await cell(`%percolab check ${path}`)).put).toMatchObject([{ text: said }]);
  }
  expect((await cell('%percolab check wrong.yaml')).failure).toMatchObject({
    ename: 'StudyError',
    evalue: /wrong.yaml is not a valid study:\n {2}line 3, column 4, p: found 2;/
  });
  expect((await cell('%percolab check none.yaml')).failure!.evalue).toBe('no none.yaml');
  expect((await cell('%percolab check')).failure!.evalue).toMatch(/found no file; allowed/);
});

const SLOW = "{ width: 8, depth: 4, model: 'bond', method: 'montecarlo', trials: 4e5, p: 0.5 }";

test('a study that a cell does not wait for is over when the cell is', async () => {
  const code = `import { percolation } from 'percolab'
let over = false
const later = percolation(${SLOW}).then(result => { over = true; return result })
undefined`;
  expect((await cell(code)).failure).toBeNull();
  expect((await cell('over')).put).toMatchObject([{ data: { 'text/plain': 'true' } }]);
  expect((await cell('(await later).rows')).put).toMatchObject([{ data: { 'text/plain': '1' } }]);
  const failing = await cell(`over = false
percolation({ ...${SLOW}, trials: 4e8, force: true }).then(() => { over = true }, () => {})
await null
throw new Error('mine')`);
  expect(failing.failure!.evalue).toBe('mine');
  expect((await cell('over')).put).toMatchObject([{ data: { 'text/plain': 'false' } }]);
});

test('an aborted cell ends as one that was stopped, and the next one runs', async () => {
  const controller = new AbortController();
  const endless = cell(
    '%%percolation\nnetwork: {width: 4, depth: 2}\nmethod: montecarlo\ntrials: 1e9\np: 0.5\nforce: true',
    controller.signal
  );
  setTimeout(() => controller.abort(new Interrupted('stopped')), 50);
  expect((await endless).failure).toMatchObject({ ename: 'Interrupted' });
  expect((await cell('1')).failure).toBeNull();
});
