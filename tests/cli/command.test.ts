// The command line as a user meets it: what it prints where, its exit status, and how it is stopped.

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, percolab, start } from './process';

jest.setTimeout(60_000);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'percolab-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const PERCOLATION = `study: percolation
network: {width: [4, 8], depth: 6}
model: [site, bond]
p: 0..1 by 0.25
method: [exact, montecarlo]
trials: 20000
`;

const TRAINING = `study: dropout
network: {input: 4, width: 3, depth: [2, 5], output: 2}
data: teacher
p: 0.5
steps: 60
replicates: 3
`;

test('run prints the result as JSON and nothing else', async () => {
  const { status, stdout, stderr } = await percolab(['run', '-'], PERCOLATION);
  expect([status, stderr]).toEqual([0, '']);
  const result = JSON.parse(stdout);
  expect(Object.keys(result)).toEqual(['percolab', 'study', 'digest', 'rows', 'columns']);
  expect(result.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(result.rows).toBe(40);
  expect(Object.keys(result.columns)).toEqual([
    'model',
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
  expect(new Set(result.columns.method)).toEqual(new Set(['exact', 'montecarlo']));
});

test('JSON holds profiles and drawn trials too', async () => {
  const study =
    'study: percolation\nnetwork: {width: 2, depth: 1}\np: [0.2, 0.5]\nmeasure: [theta, polynomial, mask]\n';
  const { status, stdout } = await percolab(['run', '-'], study);
  expect(status).toBe(0);
  const { profiles, masks } = JSON.parse(stdout);
  expect(profiles).toEqual({
    row: [0, 0, 0],
    measure: ['polynomial', 'polynomial', 'polynomial'],
    at: [0, 1, 2],
    value: [1, 2, 0],
    low: [1, 2, 0],
    high: [1, 2, 0]
  });
  expect(masks).toHaveLength(2);
});

test('CSV has the columns of the JSON, value for value', async () => {
  const [json, csv] = await Promise.all(
    ['json', 'csv'].map(format => percolab(['run', '-', '--format', format], PERCOLATION))
  );
  const { columns } = JSON.parse(json.stdout) as { columns: Record<string, unknown[]> };
  const [header, ...rows] = csv.stdout.trimEnd().split('\n');
  expect(header).toBe(Object.keys(columns).join(','));
  expect(rows).toEqual(
    columns['p'].map((_, row) =>
      Object.values(columns)
        .map(column => String(column[row]))
        .join(',')
    )
  );
});

test('JSON lines are the rows of the CSV', async () => {
  const run = (format: string) => percolab(['run', '-', '--format', format], PERCOLATION);
  const [csv, jsonl] = await Promise.all(['csv', 'jsonl'].map(run));
  expect(jsonl).toMatchObject({ status: 0, stderr: '' });
  const [header, ...rows] = csv.stdout.trimEnd().split('\n');
  const lines = jsonl.stdout.trimEnd().split('\n');
  expect(
    lines.map(line => Object.entries(JSON.parse(line) as object).map(([, value]) => String(value)))
  ).toEqual(rows.map(row => row.split(',')));
  expect(Object.keys(JSON.parse(lines[0]) as object)).toEqual(header.split(','));
});

test('CSV says what it leaves out', async () => {
  const study =
    'study: percolation\nnetwork: {width: 2, depth: 1}\np: 0.2\nmeasure: [theta, reach, mask]\n';
  const csv = await percolab(['run', '-', '--format', 'csv'], study);
  expect(csv.stderr).toContain('columns alone: profiles, masks left out');
  expect((await percolab(['run', '-'], study)).stderr).toBe('');
  const lines = await percolab(['run', '-', '--format', 'jsonl'], study);
  expect(lines.stderr).toContain('JSON lines hold the columns alone: profiles, masks left out');
});

test.each([
  ['percolation', PERCOLATION],
  ['training', TRAINING]
])('%s: the result is the same, byte for byte, with 1, 2 and 5 workers', async (_, study) => {
  const runs = [];
  for (const workers of ['1', '2', '5']) {
    runs.push(await percolab(['run', '-', '--workers', workers], study));
  }
  expect(runs[0].status).toBe(0);
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test('--out writes the result and prints nothing', async () => {
  const out = join(folder, 'result.json');
  const printed = await percolab(['run', '-'], PERCOLATION);
  expect(await percolab(['run', '-', '--out', out], PERCOLATION)).toEqual({
    status: 0,
    stdout: '',
    stderr: ''
  });
  expect(readFileSync(out, 'utf8')).toBe(printed.stdout);
  const csv = join(folder, 'result.csv');
  await percolab(['run', '-', '--out', csv], PERCOLATION);
  expect(readFileSync(csv, 'utf8')).toMatch(/^model,width,/);
  const lines = join(folder, 'result.jsonl');
  await percolab(['run', '-', '--out', lines], PERCOLATION);
  expect(readFileSync(lines, 'utf8')).toMatch(/^\{"model":"site","width":/);
});

test('--out replaces a file in one step, with its permissions, and a link; a pipe stays a pipe', async () => {
  const place = mkdtempSync(join(folder, 'out-'));
  const [file, link, pipe] = ['file.csv', 'link.csv', 'pipe.csv'].map(name => join(place, name));
  writeFileSync(file, 'before', { mode: 0o640 });
  symlinkSync(file, link);
  const before = statSync(file).ino;
  expect((await percolab(['run', '-', '--out', link], PERCOLATION)).status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('before');
  const written = readFileSync(link, 'utf8');
  expect(written).toMatch(/^model,width,/);
  expect(lstatSync(link).isSymbolicLink()).toBe(false);
  expect((await percolab(['run', '-', '--out', file], PERCOLATION)).status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(written);
  expect(statSync(file).ino).not.toBe(before);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  execFileSync('mkfifo', [pipe]);
  const [read] = await Promise.all([
    readFile(pipe, 'utf8'),
    percolab(['run', '-', '--out', pipe], PERCOLATION)
  ]);
  expect(read).toBe(written);
  expect(readdirSync(place).sort()).toEqual(['file.csv', 'link.csv', 'pipe.csv']);
});

test('a study in a file is named in messages; its paths start at its folder', async () => {
  const path = join(folder, 'csv.yaml');
  writeFileSync(join(folder, 'points.csv'), `x,y\n${'1,a\n2,b\n3,a\n4,b\n5,a\n'.repeat(4)}`);
  const study =
    'study: dropout\nnetwork: {width: 2, depth: 1}\ndata: {name: csv, path: points.csv, label: y}\n';
  writeFileSync(path, `${study}p: 0.5\nsteps: 5\nbatch: 4\n`);
  const ran = await percolab(['run', path, '--format', 'csv']);
  expect(ran.stderr).toBe(
    'percolab: CSV holds the columns alone: traces, flow, updates, weight_updates, verdicts left out; ' +
      'JSON has all (--format json)\n'
  );
  expect(ran.status).toBe(0);
  writeFileSync(path, `${study}p: 2\n`);
  const { status, stdout, stderr } = await percolab(['run', path]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(
    `percolab: ${path} is not a valid study:\n  line 4, column 4, p: found 2`
  );
});

test('a file that is not text is refused at its first stray byte', async () => {
  const path = join(folder, 'latin1.yaml');
  writeFileSync(path, Buffer.from('study: percolation\nseed: caf\xe9\np: 0.5\n', 'latin1'));
  const { status, stdout, stderr } = await percolab(['run', path]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('line 2, column 10: found bytes that are not UTF-8; ');
});

const WITHOUT_P = 'study: percolation\nnetwork: {width: 8, depth: 4}\n';

test.each([
  ['no study', '', /line 1, column 1/],
  ['no mapping', '- a\n- b\n', /line 1, column 1.*mapping/],
  ['broken YAML', 'study: [percolation\n', /line \d+, column \d+/],
  ['a tab', 'study: percolation\nnetwork:\n\twidth: 8\n', /line 3, column 1/],
  ['a key twice', `${WITHOUT_P}p: 0.5\np: 0.6\n`, /line 4, column 1: .*keep one/],
  [
    'unknown kind',
    'study: percolate\n',
    /line 1, column 8, study: found "percolate"; .*did you mean percolation/
  ],
  [
    'unknown key',
    `${WITHOUT_P}p: 0.5\nmetod: exact\n`,
    /line 4, column 1, metod: .*did you mean method/
  ],
  [
    'unknown nested key',
    'study: percolation\nnetwork: {widht: 8, depth: 4}\np: 0.5\n',
    /line 2, column 11, .*width/
  ],
  [
    'no space after a colon',
    'study: percolation\nnetwork: {width:8, depth: 4}\np: 0.5\n',
    /line 2, column 11, .*put a space after the colon/
  ],
  [
    'wrong type',
    `${WITHOUT_P}p: half\n`,
    /line 3, column 4, p: found "half"; allowed: a number from 0 to 1/
  ],
  [
    'out of range',
    `${WITHOUT_P}p: 1.5\n`,
    /line 3, column 4, p: found 1.5; allowed: a number from 0 to 1/
  ],
  [
    'out of range in a list',
    `${WITHOUT_P}p: [0.1, 0.2, -3]\n`,
    /line 3, column 15, p: found -3; allowed/
  ],
  [
    'a range that leaves',
    `${WITHOUT_P}p: 0..2 by 0.5\n`,
    /line 3, column 4, p: found 1\.5; allowed/
  ],
  ['a range without step', `${WITHOUT_P}p: 0..1\n`, /line 3, column 4, p: .*by/],
  ['a range that runs backwards', `${WITHOUT_P}p: 1..0 by 0.1\n`, /line 3, column 4, p: /],
  [
    'a fraction of a unit',
    'study: percolation\nnetwork: {width: 8.5, depth: 4}\np: 0.5\n',
    /line 2, column 18, .*8.5; allowed: an integer/
  ],
  ['no network', 'study: percolation\np: 0.5\n', /line 1, column 1, network/],
  ['no p', WITHOUT_P, /line 1, column 1, p/],
  [
    'p of the wrong model',
    `${WITHOUT_P}model: mixed\np: 0.5\n`,
    /line 4, column 4, p: model mixed takes p_site and p_bond; remove p/
  ],
  [
    'a choice misspelt',
    `${WITHOUT_P}model: sites\np: 0.5\n`,
    /line 3, column 8, model: found "sites"; .*did you mean site/
  ],
  ['an empty list', `${WITHOUT_P}p: []\n`, /line 3, column 4, p: /],
  [
    'a grid too large',
    `${WITHOUT_P}p: 0..1 by 0.000001\n`,
    /line 3, column 4, p: .*100000|allowed/
  ],
  [
    'a study too costly',
    `${WITHOUT_P}p: 0.5\nmodel: bond\nmethod: montecarlo\ntrials: 1e12\n`,
    /line 2, column 1: .*force: true/
  ],
  [
    'an alias bomb',
    `a: &a [1, 1, 1]\nb: &b [*a, *a, *a]\n${WITHOUT_P}p: 0.5\n`,
    /line 1, column 1/
  ],
  [
    'a prototype key',
    `${WITHOUT_P}p: 0.5\n__proto__: {width: 3}\n`,
    /line 4, column 1, __proto__: unknown key/
  ]
])(
  'a mistake in the study (%s): status 2, the place and the remedy, nothing on stdout',
  async (_, study, message) => {
    const ran = await percolab(['run', '-'], study);
    expect([ran.status, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    const checked = await percolab(['check', '-'], study);
    expect(checked).toEqual(ran);
  }
);

test.each([
  [['run'], /takes one study file/],
  [['run', 'a.yaml', 'b.yaml'], /takes one study file.*found a.yaml b.yaml/],
  [['run', join('no', 'such.yaml')], /such.yaml: there is no such file/],
  [['run', '.'], /it is a folder/],
  [['walk', 'a.yaml'], /found walk; allowed: run, check, cache, schema/],
  [['run', '-', '--workers', '0'], /--workers: found 0; allowed: an integer from 1/],
  [['run', '-', '--format', 'xml'], /--format: found xml; allowed: json, jsonl, csv/],
  [['run', '-', '--fast'], /--fast/],
  [['check', '-', '--workers', '2'], /--workers has no meaning for percolab check/],
  [['run', '-', '--out', join('no', 'such', 'folder', 'r.json')], /--out: .*can't be written/],
  [['run', '-', '--out', '.'], /--out: . is a folder/],
  [
    ['run', '-', '--out', 'r.XLS'],
    /--out: found a file ending in .xls; allowed: .json, .jsonl, .csv/
  ]
])('a mistake in the command %j: status 2 and what is allowed', async (words, message) => {
  const ran = await percolab(words, PERCOLATION);
  expect([ran.status, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toMatch(message);
});

test('check says what a study will cost and runs nothing', async () => {
  const ran = await percolab(['check', '-'], PERCOLATION);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(
    /^standard input: a valid percolation study; 40 cells, 40 shards, .* of one core\n$/
  );
});

test('schema prints JSON, --version and --help their words', async () => {
  const [schema, version, help] = await Promise.all([
    percolab(['schema']),
    percolab(['--version']),
    percolab(['--help'])
  ]);
  expect(JSON.parse(schema.stdout)).toHaveProperty('$schema');
  expect(version.stdout).toMatch(/^percolab \d+\.\d+\.\d+\n$/);
  expect(help.stdout).toContain('percolab run STUDY.yaml');
  expect([schema.status, version.status, help.status]).toEqual([0, 0, 0]);
});

// More than a minute of one core: long enough to be announced, and to be stopped.
const LONG = `study: percolation
network: {width: 64, depth: 64}
model: bond
p: 0.9
method: bit-parallel
trials: 4e6
`;

test('a long run says its cost first; an interrupt ends it at once with status 130', async () => {
  const out = join(folder, 'interrupted.json');
  const path = join(folder, 'long.yaml');
  writeFileSync(path, LONG);
  const command = start('run', path, '--workers', '1', '--out', out);
  const said = new Promise<string>(resolve => {
    command.stderr!.once('data', (words: Buffer) => resolve(words.toString()));
  });
  expect(await said).toMatch(
    /^percolab: 1 cell, \d+ shards, .* of one core; about .* on 1 worker\n$/
  );
  const ended = end(command);
  const sent = performance.now();
  command.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect(performance.now() - sent).toBeLessThan(500);
  expect([status, stdout, stderr]).toEqual([130, '', 'percolab: interrupted\n']);
  expect(existsSync(out)).toBe(false);
});

test('interrupted while it plans, it ends at once, too', async () => {
  const study =
    'study: percolation\nnetwork: {width: 8, depth: 1..1000 by 1}\np: 0..0.99 by 0.01\nmeasure: [theta, reach]\nforce: true\n';
  const command = start('run', '-');
  const ended = end(command);
  command.stdin!.end(study);
  // It has begun when it has read its input, and plans for seconds.
  await new Promise(read => command.stdin!.once('close', read));
  await new Promise(later => setTimeout(later, 500));
  const sent = performance.now();
  command.kill('SIGINT');
  const { stdout } = await ended;
  expect(performance.now() - sent).toBeLessThan(500);
  expect(command.signalCode).toBe('SIGINT');
  expect(stdout).toBe('');
});

test('a reader of what it says that is gone is no fault', async () => {
  const command = start('run', '-');
  command.stderr!.destroy();
  command.stdin!.end('study: percolation\nnetwork: {width: 8, depth: 2}\np: 2\n');
  expect(await new Promise(done => command.on('close', done))).toBeLessThan(3);
  expect(command.signalCode).toBeNull();
});
