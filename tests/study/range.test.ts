import fc from 'fast-check';
import { readRange } from '../../src/study/range';

test.each([
  ['0..1 by 0.25', [0, 0.25, 0.5, 0.75, 1]],
  ['0..0.3 by 0.1', [0, 0.1, 0.2, 0.3]],
  ['1..0 by -0.5', [1, 0.5, 0]],
  ['0..1 by 0.3', [0, 0.3, 0.6, 0.9]],
  ['4..64 in 5', [4, 19, 34, 49, 64]],
  ['1..1000 log 4', [1, 10, 100, 1000]],
  ['1e-3..1 log 4', [0.001, 0.01, 0.1, 1]],
  [' .5 .. 1. by 5e-1 ', [0.5, 1]],
  ['3..3 by 1', [3]],
  ['0..0.9999999999 by 0.1', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
  ['0..1 by 0.5000000001', [0, 0.5000000001]],
  ['1e-120..5e-120 by 2e-120', [1e-120, 3e-120, 5e-120]],
  ['0..1e300 by 5e299', [0, 5e299, 1e300]],
  ['0..1 in 4', [0, 0.333333333333333, 0.666666666666667, 1]],
  ['0.9999999999999998..1 in 3', [0.9999999999999998, 0.9999999999999999, 1]],
  ['0.5..0.5 in 2', [0.5]]
])('%s', (text, values) => {
  expect(readRange(text, false)).toEqual(values);
});

test('51 values of 0..1 by 0.02 are what a person would write', () => {
  const values = readRange('0..1 by 0.02', false);
  expect(values).toHaveLength(51);
  expect(values.every(value => String(value).length <= 4)).toBe(true);
  expect(values.at(-1)).toBe(1);
});

test('integer keys round and drop repetitions', () => {
  expect(readRange('1..1000 log 7', true)).toEqual([1, 3, 10, 32, 100, 316, 1000]);
  expect(readRange('1..4 log 9', true)).toEqual([1, 2, 3, 4]);
});

test.each([
  ['0..1', 'allowed: a..b by step'],
  ['0..1 by', 'not a range'],
  ['0..1 by 0', 'never arrives'],
  ['0..1 by -0.1', 'write 0..1 by 0.1'],
  ['0..1 in 1', 'an integer from 2'],
  ['0..1 log 5', 'both ends must be above 0'],
  ['0..1 by 1e-9', 'take a larger step'],
  ['4..8 by 16', 'has only its start'],
  ['0..1e999 by 1', 'finite'],
  ['a..b by 1', 'not a range']
])('%s is refused with a remedy', (text, message) => {
  expect(() => readRange(text, false)).toThrow(message);
});

test('every value lies between the ends, in order, whatever the step', () => {
  const end = fc.integer({ min: -1000, max: 1000 }).map(n => n / 8);
  const step = fc.integer({ min: 1, max: 80 }).map(n => n / 16);
  fc.assert(
    fc.property(end, end, step, (a, b, by) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      fc.pre(from === to || to - from >= by);
      const values = readRange(`${from}..${to} by ${by}`, false);
      expect(values[0]).toBe(from);
      expect(to - values.at(-1)!).toBeGreaterThanOrEqual(0);
      expect(to - values.at(-1)!).toBeLessThan(by);
      values.slice(1).forEach((value, i) => expect(value - values[i]).toBeCloseTo(by, 9));
    })
  );
});
