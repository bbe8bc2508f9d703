import { rectangular } from '../../../src/engine/network/layered';
import { decayRate, logDecayRate } from '../../../src/engine/percolation/decayrate';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';

const theta = (width: number, depth: number, site: number, bond: number) =>
  exactTheta(layerLaw(rectangular(width, depth), { site, bond }, null));

test('site removal: p^W', () => {
  expect(decayRate(8, { site: 0.5, bond: 0 })).toBeCloseTo(1 / 256, 16);
  expect(logDecayRate(1e6, { site: 0.5, bond: 0 })).toBe(1e6 * Math.log(0.5));
});

test('width 1: a unit and a weight must be kept', () => {
  expect(decayRate(1, { site: 0, bond: 0.3 })).toBeCloseTo(0.3, 15);
  expect(decayRate(1, { site: 0.2, bond: 0.3 })).toBeCloseTo(1 - 0.8 * 0.7, 15);
});

/** Smaller root of the characteristic polynomial of the chain on {1, 2}, written for delta without cancellation. */
function widthTwo(p: number): number {
  const [m1, m2] = [p, p * p];
  const [s1, s2] = [1 - m1, (1 - p) * (1 + p)];
  // I - Q = [[a, -s1^2], [-2 s2 m2, d]]; delta is its smaller eigenvalue.
  const a = m1 * m1 + s1 * s1;
  const d = m2 * m2 + 2 * m2 * s2;
  // a d - 2 s1^2 s2 m2, with the part that cancels left out by hand.
  const determinant = m2 * m2 * (m1 * m1 + s1 * s1) + 2 * m2 * s2 * m1 * m1;
  const trace = a + d;
  return (2 * determinant) / (trace + Math.sqrt(trace * trace - 4 * determinant));
}

test.each([1e-60, 1e-6, 0.1, 0.5, 0.9, 0.999])('width 2 at p = %s, closed form', p => {
  expect(Math.abs(decayRate(2, { site: 0, bond: p }) / widthTwo(p) - 1)).toBeLessThan(1e-12);
});

test('rates below the double range: width 2, three minimum cuts of four weights', () => {
  for (const p of [1e-60, 1e-69, 1e-71, 1e-75, 1e-100]) {
    const expected = Math.log(3) + 4 * Math.log(p);
    expect(Math.abs(logDecayRate(2, { site: 0, bond: p }) / expected - 1)).toBeLessThan(1e-14);
  }
  expect(decayRate(2, { site: 0, bond: 1e-74 }) / 3e-296).toBeCloseTo(1, 10);
});

test.each([
  [8, 0, 0.5],
  [16, 0, 0.9],
  [6, 0.3, 0.4],
  [12, 0.1, 0.85]
])(
  'one layer more multiplies theta by 1 - delta: W = %s, site %s, bond %s',
  (width, site, bond) => {
    const ratio =
      theta(width, 2_000, site, bond).logTheta - theta(width, 1_999, site, bond).logTheta;
    const delta = decayRate(width, { site, bond });
    expect(Math.abs(Math.log1p(-delta) - ratio)).toBeLessThan(1e-11 * delta);
  }
);

test('theta ~ e^{-L delta} to five digits', () => {
  const delta = decayRate(8, { site: 0, bond: 0.5 });
  const depth = Math.round(1 / delta);
  expect(Math.abs(theta(8, depth, 0, 0.5).theta / Math.exp(-depth * delta) - 1)).toBeLessThan(1e-5);
});

test('ends: nothing removed, everything removed, too wide', () => {
  expect(decayRate(5, { site: 0, bond: 0 })).toBe(0);
  expect(decayRate(5, { site: 0, bond: 1 })).toBe(1);
  expect(decayRate(5, { site: 1, bond: 0.5 })).toBe(1);
  expect(() => decayRate(5000, { site: 0, bond: 0.5 })).toThrow('allowed: up to 4096');
});
