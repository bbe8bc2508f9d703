import { binomialTail } from '../../../src/engine/percolation/binomialtail';

/** P(N >= least) for theta = a / b in integers. */
function exactTail(trials: number, least: number, a: bigint, b: bigint): number {
  let choose = 1n;
  let sum = 0n;
  for (let n = 0; n <= trials; n++) {
    if (n >= least) {
      sum += choose * a ** BigInt(n) * (b - a) ** BigInt(trials - n);
    }
    choose = (choose * BigInt(trials - n)) / BigInt(n + 1);
  }
  // 60 more digits than a double needs, so that the quotient is right to the last bit.
  const scale = 10n ** 320n;
  return Number((sum * scale) / b ** BigInt(trials) / 10n ** 20n) / 1e300;
}

test.each([
  [1, 2n],
  [5, 2n],
  [12, 2n],
  [40, 7n],
  [60, 1n],
  [60, 9n]
])('%s trials, theta = %s/10: sums in integers', (trials, tenths) => {
  const theta = Number(tenths) / 10;
  const oneMinusTheta = Number(10n - tenths) / 10;
  for (let least = 0; least <= trials; least++) {
    const expected = exactTail(trials, least, tenths, 10n);
    const found = binomialTail(trials, least, { theta, oneMinusTheta });
    expect(Math.abs(found / expected - 1)).toBeLessThan(1e-13);
  }
});

// mpmath 1.3, 40 digits: exp(ln of the first term) times the sum of the ratios.
test.each([
  [2000, 120, 0.053, 0.090719348270483541],
  [1000000, 500, 0.0004, 8.0678436394523614e-7],
  [1000000000, 1000, 1.1e-6, 0.99894068259937924],
  [1000000000, 500100000, 0.5, 1.2700741798772834e-10],
  [1000000000, 499990000, 0.5, 0.73646570028456251],
  [1000000000, 10, 1e-10, 2.5163476958100414e-17]
])('%s trials, at least %s, theta = %s', (trials, least, theta, expected) => {
  const found = binomialTail(trials, least, { theta, oneMinusTheta: 1 - theta });
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-10);
});

test('ends', () => {
  expect(binomialTail(10, 0, { theta: 0, oneMinusTheta: 1 })).toBe(1);
  expect(binomialTail(10, 1, { theta: 0, oneMinusTheta: 1 })).toBe(0);
  expect(binomialTail(10, 10, { theta: 1, oneMinusTheta: 0 })).toBe(1);
  expect(binomialTail(1e9, 1, { theta: 1e-300, oneMinusTheta: 1 })).toBeCloseTo(1e-291, 300);
});
