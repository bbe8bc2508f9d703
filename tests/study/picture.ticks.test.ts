import { decadeTicks, linearTicks } from '../../src/study/picture/ticks';

const labels = (ticks: readonly { label: string }[]): string[] => ticks.map(({ label }) => label);

test('steps are 1, 2 or 5 times a power of ten', () => {
  expect(labels(linearTicks(-0.03, 1.03, 6))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
  expect(labels(linearTicks(0, 1, 4))).toEqual(['0', '0.5', '1']);
  expect(labels(linearTicks(4, 24, 5))).toEqual(['5', '10', '15', '20']);
  expect(labels(linearTicks(-2, 2, 4))).toEqual(['−2', '−1', '0', '1', '2']);
  expect(labels(linearTicks(0.9994, 0.9999, 6))).toEqual([
    '0.9994',
    '0.9995',
    '0.9996',
    '0.9997',
    '0.9998',
    '0.9999'
  ]);
});

test('very large and very small numbers carry a power of ten', () => {
  expect(labels(linearTicks(0, 1e18, 5))).toEqual([
    '0',
    '0.2·10¹⁸',
    '0.4·10¹⁸',
    '0.6·10¹⁸',
    '0.8·10¹⁸',
    '1·10¹⁸'
  ]);
  expect(labels(linearTicks(0, 3e-7, 3))).toEqual(['0', '1·10⁻⁷', '2·10⁻⁷', '3·10⁻⁷']);
});

test('ticks lie inside their axis and are never many', () => {
  for (const [low, high] of [
    [0, 1e-300],
    [1e15, 1e15 + 8],
    [-1e300, 1e300],
    [-3.7, 12.1]
  ]) {
    const ticks = linearTicks(low, high, 6);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThan(9);
    for (const { at } of ticks) {
      expect(at).toBeGreaterThanOrEqual(low - (high - low) * 1e-6);
      expect(at).toBeLessThanOrEqual(high + (high - low) * 1e-6);
    }
  }
});

test('decades', () => {
  expect(labels(decadeTicks(-0.1, 4.1, 6))).toEqual(['1', '10', '100', '1000', '10000']);
  expect(labels(decadeTicks(-5, 0, 6))).toEqual(['10⁻⁵', '10⁻⁴', '0.001', '0.01', '0.1', '1']);
  expect(labels(decadeTicks(0, 18, 6))).toEqual(['1', '10000', '10⁸', '10¹²', '10¹⁶']);
});
