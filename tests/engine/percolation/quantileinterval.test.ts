import { quantileInterval } from '../../../src/engine/percolation/quantileinterval';

/** P(Binomial(n, s) = k) from logarithms of factorials. */
function binomial(n: number, s: number): number[] {
  const logFactorial = [0];
  for (let i = 1; i <= n; i++) {
    logFactorial.push(logFactorial[i - 1] + Math.log(i));
  }
  return Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(
      logFactorial[n] -
        logFactorial[k] -
        logFactorial[n - k] +
        k * Math.log(s) +
        (n - k) * Math.log1p(-s)
    )
  );
}

/** Ranks (1 .. n) of the order statistics at the ends: 0 and n + 1 for the ends of the range. */
function ranks(n: number, level: number): { low: number; high: number; estimate: number } {
  const sorted = Float64Array.from({ length: n }, (_, i) => (i + 1) / (n + 1));
  const { low, high, estimate } = quantileInterval(sorted, level);
  const rank = (value: number): number => Math.round(value * (n + 1));
  return { low: rank(low), high: rank(high), estimate: rank(estimate) };
}

const levels = [0.001, 0.05, 0.1, 0.37, 0.5, 0.62, 0.9, 0.999];

test.each([1, 2, 3, 5, 6, 10, 37, 100, 1000])(
  '%d values: each tail is at most 2.5 %%, and as near as it can',
  n => {
    for (const level of levels) {
      const { low, high } = ranks(n, level);
      // The lower end is above the quantile when fewer than `low` values are below it; the upper when `high` or more are.
      const law = binomial(n, level);
      const below = (rank: number): number =>
        law.slice(0, Math.max(0, rank)).reduce((a, b) => a + b, 0);
      const from = (rank: number): number => law.slice(rank).reduce((a, b) => a + b, 0);
      expect(below(low)).toBeLessThanOrEqual(0.025);
      expect(from(high)).toBeLessThanOrEqual(0.025);
      expect(below(low + 1)).toBeGreaterThan(0.025);
      expect(from(high - 1)).toBeGreaterThan(0.025);
    }
  }
);

test('ranks near the median of large samples follow the normal law', () => {
  const n = 1_000_001;
  const sorted = Float64Array.from({ length: n }, (_, i) => i / n);
  const { estimate, low, high } = quantileInterval(sorted, 0.5);
  const reach = 1.959963984540054 * Math.sqrt(n / 4);
  expect(estimate).toBe(sorted[500_000]);
  expect(Math.abs(low * n - (n / 2 - reach))).toBeLessThan(2.5);
  expect(Math.abs(high * n - (n / 2 + reach))).toBeLessThan(2.5);
});

test('five values leave nothing out of the range, six do', () => {
  expect(quantileInterval(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5), 0.5)).toEqual({
    estimate: 0.3,
    low: 0,
    high: 1
  });
  expect(quantileInterval(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 0.5)).toEqual({
    estimate: 0.3,
    low: 0.1,
    high: 0.6
  });
});

test('turned around, the interval is turned around', () => {
  for (const n of [7, 50, 333]) {
    for (const level of [0.03125, 0.25, 0.5]) {
      const one = ranks(n, level);
      const other = ranks(n, 1 - level);
      expect([one.low, one.high]).toEqual([n + 1 - other.high, n + 1 - other.low]);
    }
  }
});

test('paths that never open count as threshold 0', () => {
  const sorted = Float64Array.from({ length: 40 }, (_, i) => (i < 30 ? -1 : 0.5));
  expect(quantileInterval(sorted, 0.5)).toEqual({ estimate: 0, low: 0, high: 0 });
  expect(quantileInterval(sorted, 0.8)).toEqual({ estimate: 0.5, low: 0, high: 0.5 });
});

test('no values or no level are an error', () => {
  expect(() => quantileInterval(new Float64Array(0), 0.5)).toThrow('level 0.5 of 0 values');
  expect(() => quantileInterval(Float64Array.of(0.5), 1)).toThrow('level 1 of 1 values');
  expect(() => quantileInterval(Float64Array.of(0.5), NaN)).toThrow(RangeError);
});
