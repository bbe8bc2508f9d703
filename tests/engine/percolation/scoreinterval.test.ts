import { rangeInterval, scoreInterval } from '../../../src/engine/percolation/scoreinterval';
import { studentQuantile } from '../../../src/engine/percolation/studentt';
import { wilson } from '../../../src/engine/percolation/wilson';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';

const key = keyFromSeed('score interval');

function moments(values: readonly number[]): [number, number, number] {
  const n = values.length;
  const mean = values.reduce((sum, each) => sum + each, 0) / n;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1);
  return [mean, variance, n];
}

/** Share of samples whose interval misses the mean below and above. */
function misses(
  interval: typeof scoreInterval,
  draw: (stream: Stream) => number,
  truth: number,
  trials: number
): [number, number] {
  const stream = new Stream(key, trials, 0, Purpose.trials);
  const samples = 4000;
  let above = 0;
  let below = 0;
  for (let sample = 0; sample < samples; sample++) {
    const { low, high } = interval(...moments(Array.from({ length: trials }, () => draw(stream))));
    above += low > truth ? 1 : 0;
    below += high < truth ? 1 : 0;
  }
  return [above / samples, below / samples];
}

test.each([
  [0, 10],
  [1, 10],
  [5, 10],
  [10, 10],
  [37, 4096],
  [4096, 4096]
])("%d of %d yeses: Wilson's interval", (yes, trials) => {
  const values = Array.from({ length: trials }, (_, i) => (i < yes ? 1 : 0));
  const found = scoreInterval(...moments(values));
  const { low, high } = wilson(yes, trials);
  expect(found.low).toBeCloseTo(low, 13);
  expect(found.high).toBeCloseTo(high, 13);
});

test('one trial, or values all the same, get no narrower an interval than a yes or no', () => {
  expect(scoreInterval(0.5, NaN, 4)).toEqual(wilson(2, 4));
  expect(scoreInterval(0.5, 0, 4)).toEqual(wilson(2, 4));
  expect(scoreInterval(0, 0, 50)).toEqual(wilson(0, 50));
});

test('a rounding error for a variance does not make a point of the interval', () => {
  const { low, high } = scoreInterval(0.5, 1e-33, 100);
  expect(high - low).toBeGreaterThan(0.01);
});

test('covers shares of a tenth of the spread of a yes or no, and keeps to 0 .. 1', () => {
  const truth = 0.3;
  const ten = (stream: Stream): number =>
    Array.from({ length: 10 }, () => stream.bernoulli(truth)).filter(yes => yes).length / 10;
  const [above, below] = misses(scoreInterval, ten, truth, 400);
  expect(above + below).toBeLessThan(0.065);
  // A plain Wilson interval would hardly ever miss here.
  expect(above + below).toBeGreaterThan(0.03);
});

test('covers small means of values that are mostly 0', () => {
  const rarely = (stream: Stream): number => (stream.bernoulli(0.05) ? 0.3 : 0);
  const [above, below] = misses(scoreInterval, rarely, 0.015, 200);
  expect(above + below).toBeLessThan(0.065);
});

test.each([20, 100, 300])('covers the mean of values that are alike but for a rare far one', n => {
  const draw = (stream: Stream): number =>
    stream.bernoulli(0.0155) ? 1 / 43 : stream.bernoulli(0.625) ? 42 / 43 : 1;
  const truth = 0.0155 / 43 + 0.9845 * ((0.625 * 42) / 43 + 0.375);
  const [above, below] = misses(scoreInterval, draw, truth, n);
  // From the variance alone: 0.28, 0.22 and 0.08.
  expect(above + below).toBeLessThan(0.065);
});

test("Student's quantile against the integral of its density", () => {
  for (const freedom of [1, 2, 3, 5, 7, 10, 11, 12, 20, 40, 100, 1000]) {
    // t = sqrt(f) tan(a): the density becomes cos(a)^(f - 1), up to a constant.
    const end = Math.atan(studentQuantile(freedom) / Math.sqrt(freedom));
    const integral = (to: number): number => {
      const steps = 20_000;
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        sum += Math.cos(((i + 0.5) * to) / steps) ** (freedom - 1);
      }
      return (sum * to) / steps;
    };
    expect(integral(end) / integral(Math.PI / 2)).toBeCloseTo(0.95, 6);
  }
});

test('a mean of bounded values is covered, however many of a sample are the same', () => {
  // Mostly 3 in 0 .. 4: half of the samples of 30 hold nothing else, and Student's t would miss there.
  const mostly = (stream: Stream): number => (stream.bernoulli(0.02) ? 1 : 3);
  const interval: typeof scoreInterval = (...moments) => rangeInterval(...moments, [0, 4]);
  const [above, below] = misses(interval, mostly, 2.96, 30);
  expect(above + below).toBeLessThan(0.06);
});

test('a mean of bounded values: ends within the range, a point where the range is one, NaN without trials', () => {
  const { low, high } = rangeInterval(7, 0, 20, [2, 7]);
  expect(high).toBe(7);
  expect(low).toBeCloseTo(2 + 5 * wilson(20, 20).low, 12);
  expect(rangeInterval(3, NaN, 1, [0, 6])).toEqual({
    low: 6 * wilson(0.5, 1).low,
    high: 6 * wilson(0.5, 1).high
  });
  expect(rangeInterval(0, 0, 9, [0, 0])).toEqual({ low: 0, high: 0 });
  expect(rangeInterval(NaN, NaN, 0, [0, 6])).toEqual({ low: NaN, high: NaN });
});
