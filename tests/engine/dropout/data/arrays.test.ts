// Rows of numbers that a program hands over.

import { rowsDataset, type LabelledRows } from '../../../../src/engine/dropout/data/arrays';
import type { Task } from '../../../../src/engine/dropout/data/labels';
import { DataError } from '../../../../src/engine/dropout/dataset';

const X = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8]
];

function read(y: LabelledRows['y'], task: Task | null = null, x: LabelledRows['x'] = X) {
  return rowsDataset({ name: 'mine', x, y }, task);
}

test('whole numbers are classes', () => {
  const data = read([1, 0, 1, 0]);
  expect(data).toMatchObject({
    name: 'mine',
    inputs: 2,
    outputs: 2,
    task: 'classification',
    test: null
  });
  expect([...data.train.x]).toEqual(X.flat());
  expect([...data.train.y]).toEqual([1, 0, 1, 0]);
  expect(data.train.targets).toBeNull();
});

test('numbers that are not whole are targets, one or several for each row', () => {
  const one = read([0.5, 1, 0.25, 0]);
  expect(one).toMatchObject({ inputs: 2, outputs: 1, task: 'regression' });
  expect([...one.train.targets!]).toEqual([0.5, 1, 0.25, 0]);
  expect([...one.train.y]).toEqual([0, 0, 0, 0]);
  const two = read([Float32Array.of(0.5, 1), [2, 3], [4, 5], [6, 7]]);
  expect(two).toMatchObject({ outputs: 2, task: 'regression' });
  expect([...two.train.targets!]).toEqual([0.5, 1, 2, 3, 4, 5, 6, 7]);
});

test('what can be both is asked about, and then taken as it is said', () => {
  expect(() => read([0, 1, 2, 3])).toThrow(
    /^mine, y: found 4 different numbers in 4 rows: .*write task: classification or task: regression/
  );
  expect(read([0, 1, 2, 3], 'classification')).toMatchObject({ outputs: 4 });
  expect(read([0, 1, 2, 3], 'regression')).toMatchObject({ outputs: 1 });
  expect(read([-10, 1, 2, 300], 'regression').train.targets).toEqual(
    Float32Array.of(-10, 1, 2, 300)
  );
  const oneHot = [
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0]
  ];
  expect(() => read(oneHot)).toThrow(/found 2 columns of whole numbers; .*the place of their 1/);
  expect(read(oneHot, 'regression')).toMatchObject({ outputs: 2, task: 'regression' });
});

test.each<[string, LabelledRows['y'], Task | null, LabelledRows['x'], RegExp]>([
  ['no rows', [], null, [], /mine: found 0 rows x and 0 labels y/],
  ['a label too few', [0, 1, 0], null, X, /found 4 rows x and 3 labels y/],
  ['a ragged row', [0, 1], null, [[1, 2], [3]], /mine, row 1: found 1 numbers/],
  ['an infinite input', [0, 1], null, [[1], [Infinity]], /mine, row 1: found Infinity/],
  ['a label below 0', [0, -1, 0, -1], null, X, /mine, row 1: found label -1; allowed: .* from 0/],
  ['a label that is no number', [0, NaN, 1, 0], null, X, /mine, y, row 1: found NaN/],
  ['ragged targets', [[1], [2, 3], [4], [5]], null, X, /mine, y, row 1: found 2 targets/],
  ['one class', [0, 0, 0, 0], null, X, /mine, y: found the same label in all rows/],
  ['one target', [2, 2, 2, 2], 'regression', X, /mine, y: found the same number in all rows/],
  ['targets as classes', [0.5, 1, 2, 3], 'classification', X, /found numbers; classification takes/]
])('%s is refused', (_, y, task, x, message) => {
  expect(() => read(y, task, x)).toThrow(message);
  expect(() => read(y, task, x)).toThrow(DataError);
});
