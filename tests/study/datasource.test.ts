// Keys of `data`: the short form and the long one, which keys go with which source, and what a cell's teacher asks.

import type { Kind } from '../../src/study/key';
import { readStudy } from '../../src/study/read';
import type { ReadOptions } from '../../src/study/sorter';
import { axesOf, cellsOf, columnPaths, resolve } from '../../src/study/study';
import { teacherOf } from '../../src/study/teacher';
import { atOnce } from '../../src/study/steps';
import { bindStudy } from '../../src/study/bind';
import { StudyError } from '../../src/study/diagnostic';

const NETWORK = 'network: {width: 8, depth: 4}\np: 0.5\n';

function read(text: string, options: ReadOptions = {}) {
  return readStudy(`${NETWORK}${text}`, { kind: 'dropout', ...options });
}

test('a name alone is short for a mapping with that name; teacher is what is not said', () => {
  const long = resolve(read('data: {name: teacher, offset: 0, train: 4000, test: 1000}'));
  expect(resolve(read('data: teacher'))).toEqual(long);
  expect(resolve(read(''))).toEqual(long);
  expect(long['data']).toEqual({ name: 'teacher', offset: 0, train: 4000, test: 1000 });
  expect(resolve(read('data: digits'))['data']).toEqual({ name: 'digits' });
});

test('where the data are, for the host', () => {
  expect(read('').data).toEqual({ name: 'teacher' });
  expect(read('data: digits').data).toEqual({ name: 'digits', classes: null });
  expect(read('data: {name: digits, classes: [3, 8]}').data).toEqual({
    name: 'digits',
    classes: [3, 8]
  });
  expect(read('data: {name: mnist, path: m}').data).toEqual({
    name: 'mnist',
    path: 'm',
    classes: null
  });
  expect(read('data: {name: csv, path: a.csv}').data).toEqual({
    name: 'csv',
    path: 'a.csv',
    label: null,
    task: null
  });
  expect(read('data: {name: csv, path: a.csv, label: [y, 7], task: regression}').data).toEqual({
    name: 'csv',
    path: 'a.csv',
    label: ['y', '7'],
    task: 'regression'
  });
});

test('arrays handed over are known by their name, and may be given a task', () => {
  const short = read('data: mine', { arrays: 'mine' });
  expect(short.data).toEqual({ name: 'arrays', variable: 'mine', task: null });
  expect(resolve(short)['data']).toEqual({ name: 'mine' });
  expect(read('data: {name: mine, task: regression}', { arrays: 'mine' }).data).toEqual({
    name: 'arrays',
    variable: 'mine',
    task: 'regression'
  });
  expect(() => read('data: mine')).toThrow(/variable that holds a pair/);
});

test('options of the teacher are axes', () => {
  const study = atOnce(
    bindStudy(
      read('data: {balance: [0.5, 0.77], train: [100, 400]}\nbatch: 100\nseed: [a, b]'),
      null
    )
  );
  expect(axesOf(study)).toEqual(['data.balance', 'data.train', 'seed']);
  expect(columnPaths(study)).toEqual([
    'network.width',
    'network.depth',
    'data.balance',
    'data.train',
    'seed',
    'p'
  ]);
  const teachers = cellsOf(study).map(teacherOf);
  expect(teachers).toHaveLength(8);
  expect(teachers[6]).toEqual({
    task: 'classification',
    balance: 0.77,
    offset: 0,
    train: 400,
    test: 1000
  });
  expect(resolve(study)['data']).toEqual({
    name: 'teacher',
    task: 'classification',
    balance: [0.5, 0.77],
    offset: 0,
    train: [100, 400],
    test: 1000
  });
});

test('a teacher that is told nothing is the teacher without options', () => {
  const [cell] = cellsOf(atOnce(bindStudy(read('data: teacher'), null)));
  expect(teacherOf(cell)).toEqual({
    task: 'classification',
    balance: null,
    offset: 0,
    train: 4000,
    test: 1000
  });
  const digits = { ...read('data: digits') };
  expect(teacherOf(cellsOf(digits)[0])).toBeNull();
});

test('keywords: options of the data may stand by themselves', () => {
  const flat = (keys: object) =>
    readStudy({ width: 8, depth: 4, p: 0.5, ...keys }, { kind: 'dropout', flat: true });
  expect(resolve(flat({ data: 'teacher', balance: 0.77, train: 50 }))).toEqual(
    resolve(read('data: {name: teacher, balance: 0.77, train: 50}'))
  );
  expect(resolve(flat({ data: { name: 'teacher', balance: 0.77 } }))).toEqual(
    resolve(read('data: {balance: 0.77}'))
  );
  expect(() => flat({ data: { balance: 0.77 }, balance: 0.5 })).toThrow(/given twice/);
});

test.each<[string, string, string, RegExp]>([
  ['an unknown name', 'data: digit', '3:7', /data.name: found "digit"; .*did you mean digits\?/],
  ['a list of names', 'data: [teacher, digits]', '3:7', /data.name: found a list of 2; allowed/],
  ['nothing', 'data:', '3:6', /data.name: found nothing/],
  ['a misspelt key', 'data: {name: teacher, balanse: 0.5}', '3:23', /did you mean balance\?/],
  ['balance 0', 'data: {balance: 0}', '3:17', /found 0; allowed: a number above 0 below 1/],
  ['balance 1', 'data: {balance: 1}', '3:17', /found 1; allowed: a number above 0 below 1/],
  ['no rows', 'data: {train: 0}', '3:15', /found 0; allowed: an integer from 1 to 1000000/],
  ['an offset too large', 'data: {offset: 1001}', '3:16', /allowed: a number from -1000 to 1000/],
  ['half a row', 'data: {test: 0.5}', '3:14', /found 0.5; allowed: an integer/],
  ['an unknown task', 'data: {task: regress}', '3:14', /did you mean regression\?/],
  [
    'mnist without a path',
    'data: mnist',
    '3:7',
    /data.path: mnist needs a path; write data: \{name/
  ],
  ['csv with an empty path', 'data: {name: csv, path: ""}', '3:14', /data.path: csv needs a path/],
  [
    'a balance of digits',
    'data: {name: digits, balance: 0.7}',
    '3:31',
    /data.balance: digits has no such key; allowed with it: name, classes, task/
  ],
  [
    'a label of the teacher',
    'data: {name: teacher, label: y}',
    '3:30',
    /teacher has no such key; allowed with it: name, task, balance, offset, train, test/
  ],
  [
    'digits as numbers',
    'data: {name: digits, task: regression}',
    '3:28',
    /data.task: found regression; digits has classes: remove task/
  ],
  [
    'two tasks of a file',
    'data: {name: csv, path: a, task: [classification, regression]}',
    '3:34',
    /only the teacher can be asked both/
  ],
  [
    'the balance of a regression',
    'data: {task: regression, balance: 0.7}',
    '3:35',
    /data.balance: regression has no classes; remove balance/
  ],
  [
    'balance and offset',
    'data: {offset: [0, 1], balance: 0.7}',
    '3:33',
    /data.balance: offset says how the classes lie; keep one of the two/
  ]
])('%s is refused', (_, text, place, message) => {
  const mistake = (): unknown => read(text);
  expect(mistake).toThrow(message);
  try {
    mistake();
  } catch (error) {
    const { at } = (error as StudyError).diagnostics[0];
    expect(`${at?.line}:${at?.column}`).toBe(place);
  }
});

test.each<Kind>(['percolation'])('a %s study has no data', kind => {
  expect(() => readStudy(`${NETWORK}data: teacher`, { kind })).toThrow(/data: unknown key/);
});
