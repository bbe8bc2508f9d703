import { rectangular } from '../../../src/engine/network/layered';
import { binomialTail } from '../../../src/engine/percolation/binomialtail';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { safeP } from '../../../src/engine/percolation/safep';
import type { ThetaCurve } from '../../../src/engine/percolation/threshold';

const site =
  (width: number, depth: number, input = 0): ThetaCurve =>
  p =>
    exactTheta(layerLaw(rectangular(width, depth), { site: p, bond: 0, input }, null));

test.each([
  [8, 16, 2_000, 500, 0.95],
  [8, 16, 2_000, 1, 0.99],
  [4, 12, 1_500, 1_500, 0.5],
  [16, 1_000, 1e9, 1_000_000, 0.95]
])(
  'site, W = %s, L = %s, %s steps, %s needed: the largest p that has them with probability %s',
  (width, depth, steps, needed, confidence) => {
    const curve = site(width, depth);
    const safe = safeP({ theta: curve, steps, needed, confidence });
    expect(safe.theta).toBe(curve(safe.p).theta);
    expect(safe.expectedUseful).toBe(steps * safe.theta);
    expect(Math.abs(safe.probability - confidence)).toBeLessThan(1e-6);
    const beyond = safe.p * (1 + 1e-6);
    expect(binomialTail(steps, needed, curve(beyond))).toBeLessThan(confidence);
    expect(binomialTail(steps, needed, curve(safe.p * (1 - 1e-6)))).toBeGreaterThan(confidence);
  }
);

test('one useful step: 1 - (1 - theta)^steps, in closed form', () => {
  const { p } = safeP({ theta: site(1, 1), steps: 10, needed: 1, confidence: 0.75 });
  expect(p).toBeCloseTo(0.25 ** (1 / 10), 13);
});

test('the reasons name the numbers, and set theta = 1/2 beside them', () => {
  const { p, reasoning } = safeP({ theta: site(8, 16), steps: 2_000, needed: 500 });
  const half = (1 - 0.5 ** (1 / 16)) ** (1 / 8);
  expect(p).toBeGreaterThan(half);
  expect(reasoning.join(' ')).toContain(`At p = ${Number(p.toPrecision(4))} theta is 0.26`);
  expect(reasoning.join(' ')).toContain(
    'falls to the 500 needed, theta = 0.25, not at theta = 1/2'
  );
  expect(reasoning.join(' ')).toContain(`theta = 1/2 at p = ${Number(half.toPrecision(4))}`);
});

test('no p is safe, or every p is', () => {
  const none = safeP({ theta: site(2, 3, 0.9), steps: 100, needed: 50 });
  expect(none.p).toBeNaN();
  expect(none.reasoning[0]).toContain('Even at p = 0');
  expect(safeP({ theta: site(2, 0), steps: 100, needed: 100 }).p).toBe(1);
});

test('impossible needs are refused', () => {
  const theta = site(4, 4);
  expect(() => safeP({ theta, steps: 100, needed: 101 })).toThrow(
    'allowed: an integer in 1 .. 100'
  );
  expect(() => safeP({ theta, steps: 2e9, needed: 1 })).toThrow(
    'allowed: an integer in 1 .. 1000000000'
  );
  expect(() => safeP({ theta, steps: 10, needed: 1, confidence: 1 })).toThrow('0 < confidence < 1');
});
