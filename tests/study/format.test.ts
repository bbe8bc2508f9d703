// A result as a file: JSON holds all of it, CSV and JSON lines its columns.

import { formatResult, piecesOf } from '../../src/study/format';
import { described } from '../../src/study/figure';
import type { Result } from '../../src/study/result';
import * as measured from './figure.measured';
import { percolation, resultOf, steps } from './figure.samples';
import * as training from './training.samples';

const RESULTS: Record<string, Result> = {
  profiles: measured.profiles(),
  masks: measured.masks(),
  polynomials: measured.polynomials(),
  training: training.training(training.ONE_CELL),
  plane: training.training(training.PLANE)
};

test.each(Object.entries(RESULTS))('JSON of %s is the whole result but its times', (_, result) => {
  const { timing, ...read } = { timing: undefined, ...JSON.parse(formatResult(result, 'json')) };
  expect(timing).toBeUndefined();
  expect({ ...result, ...read }).toEqual(result);
  expect(Object.keys(read)).toEqual(Object.keys(result).filter(name => name !== 'timing'));
});

test('the results above have every member that a result can have', () => {
  const members = new Set(Object.values(RESULTS).flatMap(result => Object.keys(result)));
  for (const member of [
    ...['percolab', 'study', 'digest', 'rows', 'columns', 'traces', 'flow', 'updates'],
    ...['weight_updates', 'verdicts', 'timing', 'profiles', 'masks']
  ]) {
    expect(members).toContain(member);
  }
});

test('a result that is read back makes the same figure', () => {
  for (const result of Object.values(RESULTS)) {
    const read = JSON.parse(formatResult(result, 'json')) as Result;
    expect(described(read)).toEqual(described(result));
  }
});

const HOSTILE = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '=cmd|"/c calc"!A0, 2',
  'a=b',
  "'=1"
];

function rowsWith(values: readonly (number | string)[]): Result {
  return resultOf(
    { study: 'percolation' },
    values.map((seed, i) => ({ seed, p: i / 8, theta: 1 - i }))
  );
}

test('texts that a spreadsheet would take for formulas begin with an apostrophe in CSV', () => {
  const lines = formatResult(rowsWith(HOSTILE), 'csv').split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'seed,p,theta',
    "'=1+1,0,1",
    "'+1,0.125,0",
    "'-1,0.25,-1",
    "'@SUM(A1),0.375,-2"
  ]);
  expect(lines.slice(5)).toEqual([
    "'\tx,0.5,-3",
    '"\'\rx",0.625,-4',
    '"\'=cmd|""/c calc""!A0, 2",0.75,-5',
    'a=b,0.875,-6',
    "'=1,1,-7",
    ''
  ]);
});

test('numbers in CSV stay as they are, those that JSON lacks among them', () => {
  const numbers = [-1, -1e-300, 1e21, '-Infinity', 'Infinity', 'NaN'];
  const lines = formatResult(rowsWith(numbers), 'csv').trimEnd().split('\n').slice(1);
  expect(lines.map(line => line.split(',')[0])).toEqual(numbers.map(String));
});

test('JSON lines are the rows, value for value', () => {
  const result = rowsWith([...HOSTILE, 0.1 + 0.2, 5e-324, 'NaN', '-Infinity']);
  const lines = formatResult(result, 'jsonl').trimEnd().split('\n');
  const names = Object.keys(result.columns);
  expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(
    Array.from({ length: result.rows }, (_, row) =>
      Object.fromEntries(names.map(name => [name, result.columns[name][row]]))
    )
  );
  expect(Object.keys(JSON.parse(lines[0]) as object)).toEqual(names);
});

test('tables of many rows and of none come in pieces that are whole lines', () => {
  const result = percolation({ ps: steps(0, 1, 2501) });
  for (const format of ['csv', 'jsonl'] as const) {
    const pieces = [...piecesOf(result, format)];
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every(piece => piece.endsWith('\n'))).toBe(true);
    expect(pieces.join('').split('\n')).toHaveLength(format === 'csv' ? 2503 : 2502);
  }
  const none = resultOf({ study: 'percolation' }, []);
  expect(formatResult(none, 'csv')).toBe('\n');
  expect(formatResult(none, 'jsonl')).toBe('');
  expect(JSON.parse(formatResult(none, 'json'))).toEqual(none);
});
