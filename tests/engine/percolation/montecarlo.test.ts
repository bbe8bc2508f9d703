import { fromWidths } from '../../../src/engine/network/layered';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { countOpenTrials, TRIALS_PER_BLOCK } from '../../../src/engine/percolation/montecarlo';
import { wilson } from '../../../src/engine/percolation/wilson';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const KEY = keyFromSeed('tests of Monte Carlo');

/** P(Binomial(n, p) <= k), summed from the small end. */
function binomialCdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

// The coverage that Wilson's interval really has at (n, theta) is known exactly: the sum of the binomial law
// over the counts whose interval holds theta. Summed over many cells, the number of intervals that cover is a
// sum of independent Bernoulli variables; it must lie within 4.5 of their standard deviations (1 in 150,000).
test.each(['site', 'bond', 'mixed'])('%s: intervals cover the exact value at their rate', model => {
  const trials = 100;
  let covered = 0;
  let expected = 0;
  let variance = 0;
  let cell = 0;
  for (const widths of [
    [2, 2, 2],
    [3, 1, 4, 2],
    [4, 4, 4, 4],
    [1, 5, 1],
    [2, 3, 3, 3, 2],
    [6, 6]
  ]) {
    for (let step = 1; step < 100; step++) {
      const p = step / 100;
      const removal = {
        site: model === 'bond' ? 0 : model === 'site' ? p : p / 2,
        bond: model === 'site' ? 0 : p
      };
      const network = fromWidths(widths);
      const { theta } = exactTheta(network, removal);
      if (theta > 0.999 || theta < 0.001) {
        continue;
      }
      let rate = 0;
      for (let k = 0; k <= trials; k++) {
        const { low, high } = wilson(k, trials);
        if (low <= theta && theta <= high) {
          rate += binomialCdf(k, trials, theta) - (k > 0 ? binomialCdf(k - 1, trials, theta) : 0);
        }
      }
      for (let repeat = 0; repeat < 6; repeat++) {
        const open = countOpenTrials(network, removal, KEY, cell++, 0, trials);
        const { low, high } = wilson(open, trials);
        covered += low <= theta && theta <= high ? 1 : 0;
        expected += rate;
        variance += rate * (1 - rate);
      }
    }
  }
  expect(cell).toBeGreaterThan(1500);
  expect(expected / cell).toBeGreaterThan(0.94);
  expect(Math.abs(covered - expected)).toBeLessThan(4.5 * Math.sqrt(variance));
});

test('many trials leave no room for a bias of a thousandth', () => {
  const network = fromWidths([3, 4, 2, 3]);
  const removal = { site: 0.25, bond: 0.55 };
  const { theta } = exactTheta(network, removal);
  const trials = 1e6;
  const open = countOpenTrials(network, removal, KEY, 1e6, 0, trials);
  expect(Math.abs(open / trials - theta)).toBeLessThan(
    4.5 * Math.sqrt((theta * (1 - theta)) / trials)
  );
});

test('trials cut at block borders are the same trials', () => {
  const network = fromWidths([4, 4, 4]);
  const removal = { site: 0, bond: 0.7 };
  const count = (block: number, trials: number): number =>
    countOpenTrials(network, removal, KEY, 7, block, trials);
  const whole = count(0, 3 * TRIALS_PER_BLOCK + 17);
  expect(count(0, TRIALS_PER_BLOCK) + count(1, 2 * TRIALS_PER_BLOCK) + count(3, 17)).toBe(whole);
});

test('certain cases are certain', () => {
  const network = fromWidths([3, 3, 3]);
  for (const [removal, open] of [
    [{ site: 0, bond: 0 }, 50],
    [{ site: 1, bond: 0 }, 0],
    [{ site: 0, bond: 1 }, 0],
    [{ site: 1, bond: 0.5 }, 0]
  ] as const) {
    expect(countOpenTrials(network, removal, KEY, 0, 0, 50)).toBe(open);
  }
  expect(countOpenTrials(fromWidths([3, 3]), { site: 1, bond: 0 }, KEY, 0, 0, 50)).toBe(50);
});

test('Wilson: published example and symmetry', () => {
  // 81 of 263: Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
  const { low, high } = wilson(81, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 10).low).toBe(0);
  expect(wilson(10, 10).high).toBe(1);
  expect(wilson(3, 10).low).toBeCloseTo(1 - wilson(7, 10).high, 15);
});

test('streams of different keys, cells, blocks and purposes share no words and no correlation', () => {
  const length = 20_000;
  const draw = (stream: Stream): number[] => Array.from({ length }, () => stream.uniform());
  const streams = [
    new Stream(KEY, 0, 0, Purpose.trials),
    new Stream(KEY, 1, 0, Purpose.trials),
    new Stream(KEY, 0, 1, Purpose.trials),
    new Stream(KEY, 0, 0, Purpose.masks),
    new Stream(keyFromSeed('another'), 0, 0, Purpose.trials)
  ].map(draw);
  expect(new Set(streams.flat()).size).toBe(streams.length * length);
  for (let a = 0; a < streams.length; a++) {
    const mean = streams[a].reduce((sum, x) => sum + x, 0) / length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / length));
    for (let b = 0; b < a; b++) {
      const product = streams[a].reduce((sum, x, i) => sum + (x - 0.5) * (streams[b][i] - 0.5), 0);
      expect(Math.abs(product / length)).toBeLessThan((4.5 * (1 / 12)) / Math.sqrt(length));
    }
  }
});
