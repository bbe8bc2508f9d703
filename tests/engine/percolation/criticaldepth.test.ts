import { rectangular } from '../../../src/engine/network/layered';
import { criticalDepth } from '../../../src/engine/percolation/criticaldepth';
import { decayRate } from '../../../src/engine/percolation/decayrate';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';

const theta = (width: number, depth: number, site: number, bond: number): number =>
  exactTheta(layerLaw(rectangular(width, depth), { site, bond }, null)).theta;

test.each([
  [8, 0.5, 0, 0.5],
  [8, 0.8, 0, 0.05],
  [8, 0, 0.8, 0.5],
  [16, 0, 0.9, 0.5],
  [16, 0, 0.9, 1e-9],
  [4, 0, 0.95, 0.5],
  [4, 0, 0.5, 0.99],
  [6, 0.3, 0.4, 0.1],
  [20, 0.1, 0.85, 0.5]
])('W = %s, site %s, bond %s: the last depth with theta >= %s', (width, site, bond, thetaStar) => {
  const depth = criticalDepth(width, { site, bond }, thetaStar);
  expect(Number.isInteger(depth)).toBe(true);
  expect(theta(width, depth, site, bond)).toBeGreaterThanOrEqual(thetaStar);
  expect(theta(width, depth + 1, site, bond)).toBeLessThan(thetaStar);
});

test('a tie counts as reached: theta = 2^-L at W = 1, p = 1/2', () => {
  for (let depth = 1; depth <= 60; depth++) {
    expect(criticalDepth(1, { site: 0.5, bond: 0 }, 2 ** -depth)).toBe(depth);
  }
});

test('great depths: theta there is theta*', () => {
  const depth = criticalDepth(8, { site: 0, bond: 0.5 }, 0.5);
  expect(depth).toBeGreaterThan(1e16);
  expect(theta(8, depth, 0, 0.5)).toBeCloseTo(0.5, 12);
  const deeper = criticalDepth(12, { site: 0, bond: 0.5 }, 0.5);
  expect(deeper * decayRate(12, { site: 0, bond: 0.5 })).toBeCloseTo(Math.LN2, 12);
});

test('theta* next to 1 where closing is rare: the last depth with theta >= theta*', () => {
  const [width, p, thetaStar] = [6, 0.25, 1 - 1e-13];
  const allowed = -Math.log(thetaStar);
  const lost = (depth: number): number =>
    -exactTheta(layerLaw(rectangular(width, depth), { site: 0, bond: p }, null)).logTheta;
  const depth = criticalDepth(width, { site: 0, bond: p }, thetaStar);
  expect(Number.isInteger(depth)).toBe(true);
  expect(lost(depth)).toBeLessThanOrEqual(allowed);
  expect(lost(depth + 1)).toBeGreaterThan(allowed);
});

test('ends: nothing removed, too much removed', () => {
  expect(criticalDepth(4, { site: 0, bond: 0 }, 0.5)).toBe(Infinity);
  expect(criticalDepth(64, { site: 0, bond: 0.5 }, 0.5)).toBe(Infinity); // about 1e1213
  expect(criticalDepth(2, { site: 0, bond: 0.99 }, 0.5)).toBeNaN();
  expect(criticalDepth(2, { site: 1, bond: 0 }, 0.5)).toBe(0);
  expect(criticalDepth(2, { site: 1, bond: 0.1 }, 0.5)).toBe(0);
  expect(() => criticalDepth(5000, { site: 0, bond: 0.5 }, 0.5)).toThrow('allowed: up to 4096');
});
