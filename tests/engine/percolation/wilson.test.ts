import { wilson } from '../../../src/engine/percolation/wilson';

test('Wilson: published example and symmetry', () => {
  // 81 of 263: Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
  const { low, high } = wilson(81, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 10).low).toBe(0);
  expect(wilson(10, 10).high).toBe(1);
  expect(wilson(3, 10).low).toBeCloseTo(1 - wilson(7, 10).high, 15);
});
