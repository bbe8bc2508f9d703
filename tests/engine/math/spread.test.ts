import { joinSpreads, type Spread } from '../../../src/engine/math/spread';

const none: Spread = { count: 0, mean: 0, deviations: 0 };
const spreadOf = (values: readonly number[]): Spread =>
  values.map(mean => ({ count: 1, mean, deviations: 0 })).reduce(joinSpreads, none);

test('numbers one by one have the mean and the deviations of their definition', () => {
  expect(spreadOf([1, 2, 4, 9])).toEqual({ count: 4, mean: 4, deviations: 9 + 4 + 0 + 25 });
});

test('parts of unequal sizes make the whole, whatever the order', () => {
  const values = Array.from({ length: 40 }, (_, i) => ((i * 17) % 23) / 8);
  const [whole, a, b] = [values, values.slice(0, 7), values.slice(7)].map(spreadOf);
  for (const joined of [joinSpreads(a, b), joinSpreads(b, a)]) {
    expect(joined.count).toBe(40);
    expect(joined.mean).toBeCloseTo(whole.mean, 13);
    expect(joined.deviations).toBeCloseTo(whole.deviations, 12);
  }
});

test('nothing changes nothing', () => {
  const some = spreadOf([3, 5]);
  expect(joinSpreads(some, none)).toEqual(some);
  expect(joinSpreads(none, some)).toEqual(some);
});

test('no digit of a small spread is lost beside a large mean', () => {
  const { mean, deviations } = spreadOf([1e9, 1e9 + 1, 1e9 + 2]);
  expect(mean).toBe(1e9 + 1);
  expect(deviations).toBe(2);
});
