import fc from 'fast-check';
import { StudyError } from '../../src/study/diagnostic';
import { studyHash } from '../../src/study/hash';
import { readStudy } from '../../src/study/read';
import { axesOf, cellsOf, columnPaths, resolve } from '../../src/study/study';

function mistakes(text: string): StudyError {
  try {
    readStudy(text);
  } catch (error) {
    if (error instanceof StudyError) {
      return error;
    }
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

const HEAD = 'study: percolation\n';
const OK = 'network: {width: 8, depth: 4}\np: 0.5\n';

test('the example of the documentation, resolved', () => {
  const study = readStudy(`
study: percolation
network: {width: 8, depth: 16}
model: site
p: 0..1 by 0.5
method: auto
trials: 10000
measure: [theta]
seed: any string
`);
  expect(resolve(study)).toEqual({
    study: 'percolation',
    model: 'site',
    network: { width: 8, depth: 16 },
    p: [0, 0.5, 1],
    method: 'auto',
    trials: 10000,
    measure: ['theta'],
    seed: 'any string'
  });
});

test('the dropout example has the clean experiment as its defaults', () => {
  const written = readStudy(`
study: dropout
network: {input: 16, width: 8, depth: [4, 8, 16], output: 2, bias: false, activation: tanh}
data: teacher
model: site
p: [0.5, 0.8]
arms: [dropout, conditioned, intact]
steps: 2000
replicates: 12
batch: 32
optimizer: {name: sgd, rate: 0.1, clip: 2}
mask: step
rescale: false
`);
  const short = readStudy(
    'study: dropout\nnetwork: {width: 8, depth: [4, 8, 16], input: 16, output: 2}\np: [0.5, 0.8]'
  );
  expect(resolve(short)).toEqual(resolve(written));
  expect(axesOf(written)).toEqual(['network.depth', 'p']);
  expect(columnPaths(written)).toEqual(['network.width', 'network.depth', 'p']);
});

test('the grid is the product of all swept keys; the last axis varies fastest', () => {
  const study = readStudy(
    `${HEAD}network: {width: [2, 3], depth: 4}\nmodel: [site, bond]\np: [0.1, 0.2, 0.3]\nseed: [a, b]`
  );
  const cells = cellsOf(study);
  expect(cells).toHaveLength(24);
  expect(cells.slice(0, 4).map(cell => cell.get('p'))).toEqual([0.1, 0.2, 0.3, 0.1]);
  expect(cells[3].get('seed')).toBe('b');
  expect(cells[12].get('model')).toBe('bond');
});

test('mixed takes its two rates, widths take lists of lists', () => {
  const study = readStudy(
    `${HEAD}network: {widths: [[4, 3, 2], [4, 2]]}\nmodel: mixed\np_site: 0..1 in 3\np_bond: 0.1`
  );
  expect(cellsOf(study).map(cell => cell.get('network.widths'))[3]).toEqual([4, 2]);
  expect(columnPaths(study)).toEqual(['network.widths', 'p_site', 'p_bond']);
});

test('the hash ignores order, spelling and force, and nothing else', () => {
  const hash = (text: string): string => studyHash(resolve(readStudy(text)));
  const one = hash(`${HEAD}network: {width: 8, depth: 4}\np: 0..1 by 0.5\nseed: x`);
  expect(
    hash(`seed: x\n${HEAD}p: [0, 0.5, 1]\nforce: true\nnetwork:\n  depth: 4\n  width: 8`)
  ).toBe(one);
  expect(hash(`${HEAD}network: {width: 8, depth: 4}\np: 0..1 by 0.5\nseed: y`)).not.toBe(one);
});

// Each: what is written, the line and column of the mistake, and what the message must say.
test.each([
  [
    'an unknown key',
    `${HEAD}${OK}trails: 100`,
    4,
    1,
    /trails: unknown key; did you mean trials\?.*allowed here/
  ],
  ['a key of a group at the top', `${HEAD}width: 8\np: 0.5`, 2, 1, /belongs under network/],
  [
    'a misspelt key of a group',
    `${HEAD}network: {width: 8, dept: 4}\np: 0.5`,
    2,
    21,
    /network.dept: unknown key; did you mean depth/
  ],
  [
    'p above 1',
    `${HEAD}network: {width: 8, depth: 4}\np: 1.5`,
    3,
    4,
    /found 1.5; allowed: a number from 0 to 1/
  ],
  [
    'p as a word',
    `${HEAD}network: {width: 8, depth: 4}\np: half`,
    3,
    4,
    /found "half"; allowed: a number/
  ],
  [
    'one bad value of a list',
    `${HEAD}network: {width: 8, depth: 4}\np: [0.1, 2]`,
    3,
    10,
    /found 2;/
  ],
  [
    'a broken range',
    `${HEAD}network: {width: 8, depth: 4}\np: 0..1 by`,
    3,
    4,
    /not a range; allowed: a..b by step/
  ],
  [
    'a range beyond the limits',
    `${HEAD}network: {width: 8, depth: 4}\np: 0..2 by 0.5`,
    3,
    4,
    /found 1.5; allowed: .*; for several values a list of them, or a range such as 0..1 by 0.02/
  ],
  [
    'a fractional width',
    `${HEAD}network: {width: 8.5, depth: 4}\np: 0.5`,
    2,
    18,
    /found 8.5; allowed: an integer .* a range such as 4..16 by 4/
  ],
  [
    'a width of zero',
    `${HEAD}network: {width: 0, depth: 4}\np: 0.5`,
    2,
    18,
    /found 0; allowed: an integer from 1/
  ],
  ['a missing p', `${HEAD}network: {width: 8, depth: 4}`, 1, 1, /p: missing key; write p: 0.5/],
  ['a missing depth', `${HEAD}network: {width: 8}\np: 0.5`, 2, 1, /network.depth: missing key/],
  ['a missing network', `${HEAD}p: 0.5`, 1, 1, /network.width: missing key/],
  [
    'widths beside depth',
    `${HEAD}network: {widths: [2, 2], depth: 3}\np: 0.5`,
    2,
    34,
    /widths already gives every layer/
  ],
  ['one width only', `${HEAD}network: {widths: [2]}\np: 0.5`, 2, 19, /at least two integers/],
  [
    'an unknown model',
    `${HEAD}${OK}model: sites`,
    4,
    8,
    /found "sites"; allowed: site, bond, mixed; did you mean site/
  ],
  [
    'a model by its name in training',
    `${HEAD}${OK}model: dropout`,
    4,
    8,
    /found "dropout"; allowed: site, bond, mixed; site is Dropout, bond is DropConnect$/m
  ],
  ['two letters swapped', `${HEAD}${OK}measure: [tetha]`, 4, 11, /did you mean theta\?/],
  [
    'an equals sign',
    `${HEAD}network: {width: 8, depth: 4}\n  # p = 1\np = 0.5\nseed: x`,
    4,
    1,
    /found p = 0\.5; .*write p: 0\.5$/m
  ],
  ['an equals sign alone', 'p = 0.5', 1, 1, /write p: 0\.5$/m],
  [
    'an equals sign in brackets',
    `${HEAD}network: {width = 8, depth: 4}\np: 0.5`,
    2,
    11,
    /unknown key; write width: 8;/
  ],
  [
    'p with mixed',
    `${HEAD}network: {width: 8, depth: 4}\nmodel: mixed\np: 0.5\np_site: 0.1\np_bond: 0.1`,
    4,
    4,
    /takes p_site and p_bond; remove p/
  ],
  ['p_site without mixed', `${HEAD}${OK}p_site: 0.2`, 4, 9, /takes p; remove p_site/],
  ['mixed in a list', `${HEAD}${OK}model: [site, mixed]`, 4, 8, /study of its own/],
  ['a list for a network', `${HEAD}network: [784, 16, 10]\np: 0.5`, 2, 10, /\{widths: \[784, 16/],
  [
    'layers on a lattice',
    `${HEAD}network: {lattice: square, size: [4, 4], width: 8}\np: 0.5`,
    2,
    49,
    /a lattice has no such key; remove it, or write network: \{lattice: square/
  ],
  ['a word that is near to none', `${HEAD}${OK}prob: 0.5`, 4, 1, /prob: unknown key; allowed here/],
  ['a path in place of a text', '/some/curve.yaml', 1, 1, /not its path: read the file first/],
  [
    'identity skips between layers of different widths',
    `${HEAD}network: {widths: [4, 8, 5], skip: {span: 2}}\np: 0.5`,
    2,
    43,
    /skip.span: found 2, which makes no skip at all in layers of 4, 8, 5 units; .*equal widths, or kind: dense/
  ],
  [
    'identity skips beside which nothing is left',
    `${HEAD}network: {width: 8, depth: [2, 3], input: 4, output: 4, skip: {span: 2}}\np: 0.5`,
    2,
    70,
    /no skip at all in layers of 4, 8, 8, 4 units/
  ],
  [
    'paths of a lattice without direction',
    `${HEAD}network: {lattice: square, size: [3, 3]}\np: 0.5\nmeasure: paths`,
    4,
    10,
    /paths is not defined for undirected lattices.*write directed: true/
  ],
  ['an empty list', `${HEAD}network: {width: 8, depth: 4}\np: []`, 3, 4, /empty list/],
  [
    'a repeated value',
    `${HEAD}network: {width: 8, depth: 4}\np: [0.5, 0.5]`,
    3,
    4,
    /more than once/
  ],
  [
    'a mapping for a number',
    `${HEAD}network: {width: 8, depth: 4}\np: {a: 1}`,
    3,
    4,
    /found a mapping/
  ],
  ['a scalar network', `${HEAD}network: 8\np: 0.5`, 2, 10, /allowed: a mapping with/],
  ['a duplicate key', `${HEAD}${OK}p: 0.6`, 4, 1, /not valid YAML.*unique/i],
  ['broken YAML', `${HEAD}network: {width: 8\np: 0.5`, 3, 1, /not valid YAML/],
  ['a tab', `${HEAD}network:\n\twidth: 8`, 3, 1, /not valid YAML/],
  ['two documents', `${HEAD}${OK}---\n${OK}`, 4, 1, /not valid YAML.*documents/i],
  ['a list of studies', `- ${HEAD}`, 1, 1, /found a list of 1; allowed: a mapping/],
  [
    'an unknown kind',
    `study: percolate\n${OK}`,
    1,
    8,
    /found "percolate"; allowed: percolation, dropout; did you mean percolation/
  ],
  ['no kind', OK, 1, 1, /study: missing key/],
  [
    'a grid too large',
    `${HEAD}network: {width: 1..1000 by 1, depth: 0..1000 by 1}\np: 0.5`,
    1,
    1,
    /1001000 cells; allowed: at most 100000/
  ],
  [
    'a depth no chain can walk',
    `${HEAD}network: {width: 8, depth: 1e12}\nmodel: bond\np: 0.5`,
    2,
    28,
    /depth up to 1e9/
  ],
  [
    'a width no matrix can hold',
    `${HEAD}network: {width: 10000, depth: 2}\nmodel: bond\nmethod: exact\np: 0.5`,
    4,
    9,
    /use method: montecarlo/
  ],
  [
    'a collapse of rates by layer',
    `${HEAD}network: {width: 8, depth: 2}\np: [[0.2, 0.4]]\nmeasure: [theta, collapse]`,
    3,
    4,
    /p: found a list of rates by layer; collapse needs one p for all layers: give p as a number, or remove collapse/
  ],
  [
    'a collapse of sparse layers',
    `${HEAD}network: {width: 8, depth: 2, density: 0.5}\np: 0.2\nmeasure: [theta, collapse]`,
    4,
    10,
    /collapse is defined for site and bond removal in complete layers without skips/
  ],
  [
    'p = 1 in training',
    `study: dropout\n${OK.replace('0.5', '1')}`,
    3,
    4,
    /found 1; allowed: a number from 0 below 1/
  ],
  [
    'an unknown arm',
    `study: dropout\n${OK}arms: [dropout, conditional]`,
    4,
    17,
    /did you mean conditioned/
  ],
  ['replicates as a list', `study: dropout\n${OK}replicates: [1, 2]`, 4, 13, /can't be swept/],
  ['unknown data', `study: dropout\n${OK}data: digit`, 4, 7, /did you mean digits/],
  ['csv without a path', `study: dropout\n${OK}data: csv`, 4, 7, /data.path: csv needs a path/],
  [
    'a stray key of data',
    `study: dropout\n${OK}data: {name: csv, path: a, labels: b}`,
    4,
    28,
    /did you mean label/
  ],
  ['a percolation key in training', `study: dropout\n${OK}trials: 5`, 4, 1, /trials: unknown key/],
  ['a seed that is a list of lists', `${HEAD}${OK}seed: [[1]]`, 4, 8, /any string/],
  ['a yes', `study: dropout\n${OK}rescale: yes`, 4, 10, /found "yes"; allowed: true or false/]
])('%s', (_name, text, line, column, message) => {
  const error = mistakes(text);
  expect(error.diagnostics[0].at).toEqual({ line, column });
  expect(error.message).toMatch(message);
  expect(error.message).toContain(`line ${line}, column ${column}`);
});

test('identity skips need one block with two equal ends, dense ones none', () => {
  const read = (network: string): unknown => readStudy(`${HEAD}network: ${network}\np: 0.5`);
  read('{widths: [4, 8, 4, 5, 6], skip: {span: 2}}');
  read('{width: 8, depth: 5, input: 4, output: 5, skip: {span: 2}}');
  read('{widths: [4, 8, 5], skip: {span: 2, kind: dense}}');
  expect(() => read('{widths: [5, 4, 8, 4], skip: {span: 2}}')).toThrow('no skip at all');
});

test('a range beyond the limits is one mistake, and hides no other', () => {
  const text = `${HEAD}network: {width: -9..9 by 1, depth: 4}\np: 0..100 by 0.1\nmodel: sites`;
  const { diagnostics } = mistakes(text);
  expect(diagnostics.map(({ key }) => key)).toEqual(['model', 'network.width', 'p']);
});

test('all mistakes are named at once', () => {
  const error = mistakes(`${HEAD}network: {width: 0, depth: -1}\np: 3\nfoo: 1`);
  expect(error.diagnostics.map(({ key }) => key)).toEqual([
    'foo',
    'network.width',
    'network.depth',
    'p'
  ]);
});

test('objects and flat keywords make the same study as text', () => {
  const text = readStudy(`${HEAD}network: {width: 8, depth: [4, 8]}\np: 0..1 by 0.02`);
  const flat = readStudy(
    { width: 8, depth: [4, 8], p: '0..1 by 0.02' },
    { kind: 'percolation', flat: true }
  );
  expect(resolve(flat)).toEqual(resolve(text));
  expect(() => readStudy({ width: 8 }, { kind: 'percolation' })).toThrow(/belongs under network/);
});

test('typed arrays are lists, and what is no value is named', () => {
  const read = (p: unknown): unknown =>
    resolve(readStudy({ width: 8, depth: 4, p }, { kind: 'percolation', flat: true }));
  expect(read(Float64Array.of(0, 0.5))).toEqual(read([0, 0.5]));
  expect(() => read([undefined])).toThrow('this is not a valid study:\n  found undefined; a study');
});

test('flat keys are allowed by name', () => {
  const read = (): unknown => readStudy({ prob: 0.5 }, { kind: 'percolation', flat: true });
  expect(read).toThrow(/allowed here: study, .*widths.*, width, depth.*, skip,/);
  expect(read).not.toThrow(/removable/);
});

test('hostile text ends in a StudyError, never in a hang or a crash', () => {
  const bomb =
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]';
  const deep = `p: ${'['.repeat(5000)}${']'.repeat(5000)}`;
  for (const text of [
    bomb,
    deep,
    '__proto__: {a: 1}',
    'constructor: 1',
    '? [a]\n: b',
    '*x',
    '!!js/function x: 1',
    '\u0000',
    'p: &a [*a]'
  ]) {
    expect(() => readStudy(`study: percolation\n${text}`)).toThrow(StudyError);
  }
});

test('any text gives a study or a StudyError', () => {
  const token = fc.constantFrom(
    'study: percolation',
    'network:',
    '  width: 8',
    '  depth: 3',
    'p: 0.5',
    'p: 0..1 by 0.1',
    '- 1',
    '{',
    '}',
    '[',
    ']',
    ':',
    '&a',
    '*a',
    '|',
    '"',
    '\t',
    'seed: x',
    '...',
    '0..',
    'mixed'
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(token, fc.string()), { maxLength: 12 }), parts => {
      try {
        readStudy(parts.join('\n'));
      } catch (error) {
        expect(error).toBeInstanceOf(StudyError);
      }
    }),
    { numRuns: 2000 }
  );
});

test('any object gives a study or a StudyError', () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 4 }), value => {
      try {
        readStudy(value, { kind: 'dropout', flat: true });
      } catch (error) {
        expect(error).toBeInstanceOf(StudyError);
      }
    }),
    { numRuns: 1000 }
  );
});
