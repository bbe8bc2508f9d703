import { fromWidths } from '../../../src/engine/network/layered';
import { exactTheta, type PathProbability } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { splittingRuns, splittingSummary } from '../../../src/engine/percolation/splitting';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { layeredGraph } from './layeredgraph';
import { bruteForce, randomGraph } from './randomgraph';

const key = keyFromSeed('splitting');

type Model = 'site' | 'bond' | 'mixed';

const ratesOf = (model: Model, p: number) => ({
  site: model === 'bond' ? 0 : p,
  bond: model === 'site' ? 0 : p
});

function exact(widths: readonly number[], model: Model, p: number): PathProbability {
  return exactTheta(layerLaw(fromWidths(widths), ratesOf(model, p), null));
}

/** The p at which theta, or its complement, has the given value. */
function rateFor(
  widths: readonly number[],
  model: Model,
  side: 'open' | 'closed',
  value: number
): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 100; i++) {
    const p = (low + high) / 2;
    const { theta, oneMinusTheta } = exact(widths, model, p);
    if (side === 'open' ? theta > value : oneMinusTheta < value) {
      low = p;
    } else {
      high = p;
    }
  }
  return low;
}

const sides = ['open', 'closed'] as const;
const networks: [Model, number[]][] = [
  ['site', [2, 3, 3, 2]],
  ['bond', [2, 3, 2]],
  ['mixed', [3, 2, 2, 2, 1]]
];
const rare = networks.flatMap(([model, widths]) =>
  sides.flatMap(side => [1e-6, 1e-9, 1e-12].map(value => [model, side, value, widths] as const))
);

test.each(rare)('%s, %s: %d agrees with the exact value', (model, side, value, widths) => {
  const p = rateFor(widths, model, side, value);
  const { theta, oneMinusTheta } = exact(widths, model, p);
  const wanted = side === 'open' ? theta : oneMinusTheta;
  const { site, bond } = ratesOf(model, p);
  const runs = splittingRuns(layeredGraph(widths, site, bond), key, 1, 0, 24);
  expect(runs.side).toBe(side);
  const mean = runs.estimates.reduce((sum, each) => sum + each, 0) / 24;
  const variance = runs.estimates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 23;
  expect(Math.abs(mean - wanted) / Math.sqrt(variance / 24)).toBeLessThan(3.5);
  // The population must be worth its work: a run alone tells the order of magnitude.
  expect(Math.sqrt(variance) / mean).toBeLessThan(1.2);
});

test.each([
  // Without moves the deviation of a run would be larger in the first, and moves that keep a wrong law show in the second.
  [new Array<number>(20).fill(3), 0.92, 32, 0.75],
  [new Array<number>(16).fill(2), 0.75, 48, 0.45]
])('deep networks: widths %p, p = %d', (widths, p, runs, spread) => {
  const { estimates } = splittingRuns(layeredGraph(widths, 0, p), key, 4, 0, runs);
  const { theta } = exact(widths, 'bond', p);
  const mean = estimates.reduce((sum, each) => sum + each, 0) / runs;
  const deviationOf = (values: readonly number[]): number => {
    const centre = values.reduce((sum, each) => sum + each, 0) / runs;
    return Math.sqrt(values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (runs - 1));
  };
  const error = deviationOf(estimates) / Math.sqrt(runs);
  expect(Math.abs(mean - theta) / error).toBeLessThan(3.5);
  expect(deviationOf(estimates.map(Math.log))).toBeLessThan(spread);
});

test('far below: 1e-60', () => {
  const widths = [2, 2, 2];
  const p = rateFor(widths, 'bond', 'closed', 1e-60);
  const { estimates } = splittingRuns(layeredGraph(widths, 0, p), key, 2, 0, 24);
  const { low, high } = splittingSummary(estimates);
  const { oneMinusTheta } = exact(widths, 'bond', p);
  expect(low).toBeLessThan(oneMinusTheta);
  expect(high).toBeGreaterThan(oneMinusTheta);
  expect(high / low).toBeLessThan(10);
});

test('intervals cover on random graphs, directed or not, with shared elements and classes of their own rates', () => {
  const random = new Stream(key, 0, 0, Purpose.trials);
  let asked = 0;
  let missed = 0;
  const deviations: number[] = [];
  while (asked < 150) {
    const scale = 10 ** (-3 * random.uniform());
    const small = [scale, scale * random.uniform(), random.bernoulli(0.2) ? 0 : random.uniform()];
    const rates = random.bernoulli(0.5) ? small : small.map(p => 1 - p);
    const graph = randomGraph(random, rates);
    const truth = bruteForce(graph);
    if (truth.open === 0 || truth.closed === 0) {
      continue;
    }
    asked += 1;
    const { side, estimates } = splittingRuns(graph, key, asked, 0, 12);
    const { mean, low, high } = splittingSummary(estimates);
    missed += low <= truth[side] && truth[side] <= high ? 0 : 1;
    deviations.push(mean / truth[side] - 1);
  }
  expect(missed / asked).toBeLessThanOrEqual(0.07);
  // Unbiased: the relative deviations of all graphs cancel.
  const mean = deviations.reduce((sum, each) => sum + each, 0) / asked;
  const variance = deviations.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (asked - 1);
  expect(Math.abs(mean) / Math.sqrt(variance / asked)).toBeLessThan(3.5);
});

test('runs are the same wherever they are cut, and differ from each other', () => {
  const graph = layeredGraph([3, 3, 3], 0, 0.97);
  const whole = splittingRuns(graph, key, 7, 0, 6);
  const parts = [splittingRuns(graph, key, 7, 0, 2), splittingRuns(graph, key, 7, 2, 4)];
  expect(parts.flatMap(({ estimates }) => estimates)).toEqual(whole.estimates);
  expect(new Set(whole.estimates).size).toBe(6);
});

test('a certain event is told as such', () => {
  const open = splittingRuns(layeredGraph([2, 2, 2], 0, 0), key, 0, 0, 3);
  const closed = splittingRuns(layeredGraph([2, 2, 2], 1, 0.5), key, 0, 0, 3);
  expect(open).toEqual({ side: 'open', estimates: [1, 1, 1] });
  expect(closed).toEqual({ side: 'closed', estimates: [1, 1, 1] });
  expect(splittingSummary(closed.estimates)).toEqual({ mean: 1, low: 1, high: 1 });
});

test('a removal probability that 1 - p does not feel is not taken for 0', () => {
  const { side, estimates } = splittingRuns(layeredGraph([1, 2, 1], 1e-18, 0), key, 3, 0, 32);
  const { low, high } = splittingSummary(estimates);
  expect(side).toBe('closed');
  expect(low).toBeLessThan(1e-36);
  expect(high).toBeGreaterThan(1e-36);
});

test('the summary owns up to what few or dead runs do not tell', () => {
  expect(splittingSummary([1e-9])).toEqual({ mean: 1e-9, low: 0, high: 1 });
  expect(splittingSummary([0.25, 0.25])).toEqual({ mean: 0.25, low: 0, high: 1 });
  const dead = splittingSummary(new Array<number>(60).fill(0));
  expect(dead.mean).toBe(0);
  expect(dead.high).toBeCloseTo(1 - 0.05 ** (1 / 60), 12);
  const tiny = splittingSummary([1e-290, 2e-290, 3e-290, 2e-290]);
  const plain = splittingSummary([0.1, 0.2, 0.3, 0.2]);
  expect(tiny.low / 1e-289).toBeCloseTo(plain.low, 12);
});

test('the interval of skewed runs covers', () => {
  const random = new Stream(key, 0, 1, Purpose.trials);
  const sigma = 0.6;
  const samples = 2000;
  for (const runs of [8, 16, 64]) {
    let missed = 0;
    for (let sample = 0; sample < samples; sample++) {
      const estimates = Array.from(
        { length: runs },
        () => 1e-9 * Math.exp(sigma * random.normal())
      );
      const { low, high } = splittingSummary(estimates);
      const truth = 1e-9 * Math.exp((sigma * sigma) / 2);
      missed += low <= truth && truth <= high ? 0 : 1;
    }
    expect(missed / samples).toBeLessThan(0.07);
  }
});
