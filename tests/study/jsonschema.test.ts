import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/study/jsonschema';
import { readStudy } from '../../src/study/read';

const validate = new Ajv2020({ strict: false }).compile(jsonSchema());

test('the committed schema is the one the code makes', () => {
  const committed: unknown = JSON.parse(readFileSync('schema/study.schema.json', 'utf8'));
  expect(committed).toEqual(jsonSchema());
});

const HEAD = 'study: percolation\nnetwork: {width: 8, depth: 4}\n';

test.each([
  [true, `${HEAD}p: 0.5`],
  [true, `${HEAD}p: 0..1 by 0.02`],
  [true, `${HEAD}p: [0.1, 0.2..0.4 by 0.1]`],
  [true, 'study: percolation\nnetwork: {widths: [4, 3]}\np: 1'],
  [true, 'study: percolation\nnetwork: {widths: [[4, 3], [2, 2]]}\np: 1'],
  [
    true,
    'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\noptimizer: {clip: none}\ndata: {name: csv, path: a.csv}'
  ],
  [
    true,
    'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\ndata: {name: teacher, task: classification, balance: [0.5, 0.77], train: 100..400 by 100}'
  ],
  [
    true,
    'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\ndata: {name: csv, path: a.csv, label: [a, b], task: regression}'
  ],
  [true, 'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\ndata: digits'],
  [
    false,
    'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\ndata: {name: teacher, balance: 1}'
  ],
  [false, 'study: dropout\nnetwork: {width: 8, depth: 4}\np: 0.5\ndata: [teacher, digits]'],
  [false, `${HEAD}p: 2`],
  [false, `${HEAD}p: half`],
  [false, `${HEAD}p: 0.5\nmodel: sites`],
  [false, `${HEAD}p: 0.5\ntrails: 3`],
  [false, 'study: dropout\nnetwork: {width: 8, depth: 4}\np: 1'],
  [false, 'study: percolation\nnetwork: {width: 0, depth: 4}\np: 1']
])('schema and reader agree (%s): %s', (valid, text) => {
  expect(validate(parse(text))).toBe(valid);
  const read = (): unknown => readStudy(text);
  if (valid) {
    expect(read).not.toThrow();
  } else {
    expect(read).toThrow();
  }
});
