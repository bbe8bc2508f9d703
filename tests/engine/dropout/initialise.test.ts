// Initial weights against their definitions: mean, variance and law, and the signs of the output weights.

import { initialise } from '../../../src/engine/dropout/initialise';
import type { Init } from '../../../src/engine/dropout/task';
import type { Factors } from '../../../src/engine/dropout/thinning';
import { newMachine, streamOf, unitFactors } from './machines';

const WIDTHS = [50, 80, 60, 70];

/** Weights of a layer, row by row, and the numbers of a row. */
interface Layer {
  readonly rows: number[][];
  readonly all: number[];
}

function initialised(
  init: Init,
  keeps: Partial<Factors> = {},
  widths: readonly number[] = WIDTHS,
  replicate = 0
): { layers: Layer[]; biases: number[] } {
  const none = widths.slice(1).map(() => -1);
  const architecture = {
    widths,
    bias: none.map(() => true),
    activation: 'tanh' as const,
    skips: none
  };
  const { machine } = newMachine({ architecture, rows: 1 });
  const stream = streamOf('initialise', undefined, replicate);
  initialise(machine, architecture, init, { ...unitFactors(none.length), ...keeps }, stream);
  return {
    layers: none.map((_, l) => {
      const rows = Array.from({ length: widths[l] }, (_, i) => [...machine.weightRow(l, i)]);
      return { rows, all: rows.flat() };
    }),
    biases: none.flatMap((_, l) => [...machine.biases(l)])
  };
}

/**
 * Compares numbers with N(mean, deviation^2): their mean, variance, and shares within 1 and 2 deviations, each to
 * 4.5 standard errors.
 */
function expectNormal(values: readonly number[], mean: number, deviation: number): void {
  const scores = values.map(value => (value - mean) / deviation);
  const average = (of: (score: number) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const within = (size: number) => (score: number) => (Math.abs(score) < size ? 1 : 0);
  const expectMean = (of: (score: number) => number, expected: number, variance: number): void =>
    expect(Math.abs(average(of) - expected)).toBeLessThan(
      4.5 * Math.sqrt(variance / scores.length)
    );
  expectMean(score => score, 0, 1);
  expectMean(score => score * score, 1, 2);
  expectMean(within(1), 0.682689, 0.682689 * 0.317311);
  expectMean(within(2), 0.9545, 0.9545 * 0.0455);
}

test.each([
  { init: 'he', variance: (fanIn: number) => 2 / fanIn },
  { init: 'glorot', variance: (fanIn: number, fanOut: number) => 2 / (fanIn + fanOut) }
] as const)('$init, whatever is removed', ({ init, variance }) => {
  const { layers, biases } = initialised(init, { weights: [0.1, 0.2, 0.3] });
  layers.forEach(({ all }, l) =>
    expectNormal(all, 0, Math.sqrt(variance(WIDTHS[l], WIDTHS[l + 1])))
  );
  expect(biases).toEqual(new Array(80 + 60 + 70).fill(0));
});

test.each([
  { widths: [6, 9, 9, 4], replicate: 0 },
  { widths: [1, 1, 12], replicate: 3 }
])('orthogonal: the fewer of rows and columns of $widths are orthonormal', made => {
  const { layers } = initialised('orthogonal', { weights: [0.1, 0.1, 0.1] }, made.widths);
  layers.forEach(({ rows }, l) => {
    const isWide = made.widths[l] <= made.widths[l + 1];
    const vectors = isWide ? rows : rows[0].map((_, j) => rows.map(row => row[j]));
    vectors.forEach((a, i) =>
      vectors.forEach((b, k) => {
        const product = a.reduce((sum, value, j) => sum + value * b[j], 0);
        expect(product).toBeCloseTo(i === k ? 1 : 0, 6);
      })
    );
  });
});

test('orthogonal matrices point anywhere: their first weights have mean 0 and variance 1 / n', () => {
  const first = Array.from(
    { length: 400 },
    (_, replicate) => initialised('orthogonal', {}, [5, 8], replicate).layers[0].all[0]
  );
  const mean = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(first))).toBeLessThan(4.5 / Math.sqrt(8 * 400));
  // x^2 has the law Beta(1/2, 7/2): mean 1/8, variance 7/320.
  const squares = mean(first.map(value => value * value));
  expect(Math.abs(squares - 1 / 8)).toBeLessThan(4.5 * Math.sqrt(7 / 320 / 400));
});

test.each<{ init: 'preserving' | 'balanced'; units: number[]; weights: number[] }>([
  { init: 'preserving', units: [1, 1], weights: [1, 1, 1] },
  { init: 'preserving', units: [0.03, 0.05], weights: [1, 1, 1] },
  { init: 'preserving', units: [1, 1], weights: [0.9, 0.03, 0.04] },
  { init: 'balanced', units: [0.03, 0.5], weights: [0.1, 0.25, 0.5] }
])('$init with mean factors $units of units and $weights of weights', made => {
  const { init, units, weights } = made;
  const [first, second, last] = initialised(init, { units, weights }).layers;
  expectNormal(first.all, 0, Math.sqrt(1 / WIDTHS[0]));
  const mean = (l: number): number => 1 / (WIDTHS[l] * units[l - 1] * weights[l]);
  expectNormal(second.all, mean(1), 0.1 * mean(1));
  expectNormal(last.all.map(Math.abs), mean(2), 0.1 * mean(2));
});

/** Sign of each output unit's weights, which all have the same. */
function outputSigns(init: Init, units: number, replicate: number): number[] {
  const { rows } = initialised(init, {}, [4, 5, units], replicate).layers[1];
  const signs = rows[0].map(Math.sign);
  rows.forEach(row => expect(row.map(Math.sign)).toEqual(signs));
  return signs;
}

test.each([1, 2, 3, 10])('balanced turns the weights of half of %d output units', units => {
  const patterns = new Set<string>();
  for (let replicate = 0; replicate < 20; replicate++) {
    const signs = outputSigns('balanced', units, replicate);
    expect(signs.filter(sign => sign < 0)).toHaveLength(Math.floor(units / 2));
    patterns.add(signs.join());
  }
  expect(patterns.size).toBeGreaterThan(units === 1 ? 0 : 1);
});

test('preserving turns the weights of each output unit with probability 1/2, whatever the others have', () => {
  const counts = new Map<string, number>();
  for (let replicate = 0; replicate < 800; replicate++) {
    const pattern = outputSigns('preserving', 3, replicate).join();
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  expect(counts.size).toBe(8);
  for (const count of counts.values()) {
    expect(Math.abs(count - 100)).toBeLessThan(4.5 * Math.sqrt(800 * (1 / 8) * (7 / 8)));
  }
});

test.each<Init>(['preserving', 'balanced'])(
  '%s draws the only layer of a network as the first',
  init => {
    const [only] = initialised(init, {}, [50, 100]).layers;
    expectNormal(only.all, 0, Math.sqrt(1 / 50));
  }
);

test.each<Init>(['he', 'glorot', 'orthogonal', 'preserving', 'balanced'])(
  '%s: removals change a factor and no draw',
  init => {
    const widths = [3, 4, 2];
    const [one, other] = [{}, { units: [0.25], weights: [1, 0.5] }].map(keeps =>
      initialised(init, keeps, widths).layers.map(({ all }) => all)
    );
    const isAveraging = init === 'preserving' || init === 'balanced';
    expect(other[0]).toEqual(one[0]);
    other[1].forEach((weight, i) =>
      expect(weight).toBeCloseTo(isAveraging ? 8 * one[1][i] : one[1][i], 6)
    );
  }
);
