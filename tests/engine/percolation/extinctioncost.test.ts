import { logDecayRate } from '../../../src/engine/percolation/decayrate';
import { extinctionCost } from '../../../src/engine/percolation/extinctioncost';

test.each([
  [1.5, 0.297],
  [2, 0.822],
  [3, 1.962],
  [4, 3.079]
])('I(%s) = %s', (lambda, expected) => {
  expect(extinctionCost(lambda)).toBeCloseTo(expected, 3);
});

test('the exact decay rates fall with the width as e^{-W I}', () => {
  const rate = (width: number, lambda: number): number =>
    logDecayRate(width, { site: 0, bond: 1 - lambda / width });
  for (const lambda of [1.5, 2, 3, 4]) {
    // Two widths, to drop the prefactor; four, to drop what is left of order 1 / width.
    const slope = (width: number): number =>
      (rate(width, lambda) - rate(2 * width, lambda)) / width;
    const limit = 2 * slope(64) - slope(32);
    expect(Math.abs(limit / extinctionCost(lambda) - 1)).toBeLessThan(0.005);
  }
});

test('ends and joins: none up to lambda = 1, lambda - ln 2 for large lambda, increasing', () => {
  expect(extinctionCost(1)).toBe(0);
  expect(extinctionCost(0.5)).toBe(0);
  expect(extinctionCost(50)).toBe(50 - Math.LN2);
  expect(Math.abs(extinctionCost(20) - (20 - Math.LN2))).toBeLessThan(1e-4);
  expect(Math.abs(extinctionCost(1.02) - 2 * 0.02 ** 2)).toBeLessThan(5e-5);
  const costs = [1.01, 1.05, 1.2, 1.5, 2, 3, 5, 7, 10, 15, 20.1].map(extinctionCost);
  costs.slice(1).forEach((cost, i) => expect(cost).toBeGreaterThan(costs[i]));
});
