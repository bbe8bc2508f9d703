// A result as a file holds all of it.

import { formatResult } from '../../src/study/format';
import { described } from '../../src/study/figure';
import type { Result } from '../../src/study/result';
import * as measured from './figure.measured';
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
