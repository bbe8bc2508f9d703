import { binomialRow } from '../../../src/engine/percolation/binomial';
import {
  mostTrialsForPrecision,
  trialsForPrecision
} from '../../../src/engine/percolation/precision';
import { wilson } from '../../../src/engine/percolation/wilson';

/** P(Binomial(n, s) = k), k = 0 .. n. */
function binomial(n: number, s: number): Float64Array {
  const row = new Float64Array(n + 1);
  binomialRow(n, s, 1 - s, row, 1);
  row[0] = Math.exp(n * Math.log1p(-s));
  return row;
}

/** Distance of the farther end of the interval from the estimate. */
function longerSide(open: number, trials: number): number {
  const { low, high } = wilson(open, trials);
  return Math.max(open / trials - low, high - open / trials);
}

const precisions = [0.3, 0.05, 0.01, 1e-3, 1e-6];

test.each(precisions)('precision %d: enough for every theta, and one less is not', precision => {
  const trials = mostTrialsForPrecision(precision);
  expect(Number.isInteger(trials)).toBe(true);
  expect(trials).toBeGreaterThanOrEqual(100);
  // The farthest that an end can be in closed form; counts of 1e12 would round.
  const most = (n: number): number => 1.959963984540054 / (2 * Math.sqrt(n));
  expect(most(trials)).toBeLessThanOrEqual(precision * (1 + 1e-15));
  expect(trials === 100 || most(trials - 2) > precision).toBe(true);
});

test.each([0.05, 0.02])(
  'precision %d: the farther end of every count is near enough, and barely',
  precision => {
    const trials = mostTrialsForPrecision(precision);
    const sides = Array.from({ length: trials + 1 }, (_, open) => longerSide(open, trials));
    expect(Math.max(...sides)).toBeLessThanOrEqual(precision * (1 + 1e-12));
    expect(Math.max(...sides)).toBeGreaterThan(0.998 * precision);
  }
);

test.each(precisions)(
  'precision %d: never more than the worst case, symmetric, less for a rarer event',
  precision => {
    const pilot = 4096;
    let before = 0;
    for (const open of [0, 1, 3, 10, 100, 1000, 1900, 2048]) {
      const trials = trialsForPrecision(open, pilot, precision);
      expect(Number.isInteger(trials)).toBe(true);
      expect(trials).toBe(trialsForPrecision(pilot - open, pilot, precision));
      expect(trials).toBeGreaterThanOrEqual(Math.max(100, before));
      expect(trials).toBeLessThanOrEqual(mostTrialsForPrecision(precision));
      before = trials;
    }
    expect(before).toBe(mostTrialsForPrecision(precision));
  }
);

test('a rare event costs a small part of the worst case', () => {
  expect(trialsForPrecision(4, 4096, 0.001)).toBeLessThan(0.05 * mostTrialsForPrecision(0.001));
});

test.each([
  [300, 0.02],
  [300, 0.05],
  [60, 0.04]
])(
  'pilot of %d: no end is farther than %d with probability 1 - 1e-6 for every theta, exactly',
  (pilot, precision) => {
    const trialsFor = Array.from({ length: pilot + 1 }, (_, open) =>
      trialsForPrecision(open, pilot, precision)
    );
    for (const theta of [
      1e-4, 0.001, 0.003, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.4, 0.45, 0.49, 0.5, 0.9
    ]) {
      let tooWide = 0;
      binomial(pilot, theta).forEach((chance, open) => {
        if (chance > 1e-12) {
          const trials = trialsFor[open];
          const wide = binomial(trials, theta).reduce(
            (sum, each, count) =>
              sum + (longerSide(count, trials) > precision * (1 + 1e-12) ? each : 0),
            0
          );
          tooWide += chance * wide;
        }
      });
      expect(tooWide).toBeLessThan(1e-6);
    }
  }
);
