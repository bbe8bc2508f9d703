import { signChange } from '../../../src/engine/math/root';

test('a root of a smooth function, found on its positive side', () => {
  const f = (x: number): number => 2 - x * x;
  const root = signChange(f, 0, 5);
  expect(Math.abs(root - Math.SQRT2)).toBeLessThan(1e-14);
  expect(f(root)).toBeGreaterThanOrEqual(0);
});

test('ends may be given in either order, and infinite values are bisected', () => {
  const f = (x: number): number => (x > 3 ? Infinity : x < -300 ? -Infinity : x - 0.25);
  expect(signChange(f, 40, -700)).toBeCloseTo(0.25, 14);
});

test('a jump is bisected', () => {
  const root = signChange(x => (x < 1 / 3 ? 1 : -1), 0, 1);
  expect(root).toBeLessThan(1 / 3);
  expect(1 / 3 - root).toBeLessThan(1e-14);
});

test('smooth functions take few evaluations', () => {
  let calls = 0;
  signChange(
    x => {
      calls += 1;
      return Math.exp(-x) - 0.001;
    },
    0,
    100
  );
  expect(calls).toBeLessThan(25);
});
