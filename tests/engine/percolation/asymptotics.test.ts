import { rectangular } from '../../../src/engine/network/layered';
import {
  bondCriticalDepthLaw,
  criticalPLaw,
  siteCriticalDepthLaw,
  siteCriticalP,
  siteWindowLaw
} from '../../../src/engine/percolation/asymptotics';
import { criticalDepth } from '../../../src/engine/percolation/criticaldepth';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { thresholdsAt, type ThetaCurve } from '../../../src/engine/percolation/threshold';

const curve =
  (model: 'site' | 'bond', width: number, depth: number): ThetaCurve =>
  p => {
    const removal = { site: model === 'site' ? p : 0, bond: model === 'bond' ? p : 0 };
    return exactTheta(layerLaw(rectangular(width, depth), removal, null));
  };

test('site: the threshold is exact', () => {
  for (const [width, depth] of [
    [1, 1],
    [8, 16],
    [64, 1e12]
  ]) {
    const [p] = thresholdsAt(curve('site', width, depth), [0.3]);
    expect(siteCriticalP(width, depth, 0.3)).toBeCloseTo(p, 13);
    expect(criticalPLaw('site', width, depth, 0.3)).toMatchObject({ applies: true });
  }
  expect(siteCriticalP(8, 16, 0.5)).toBeCloseTo(0.674, 3);
  expect(siteCriticalP(8, 0, 0.5)).toBe(1);
});

test('site: critical depth for small p^W', () => {
  const exact = criticalDepth(16, { site: 0.5, bond: 0 }, 0.5);
  expect(siteCriticalDepthLaw(16, 0.5, 0.5) / exact).toBeCloseTo(1, 4);
});

test('site: the window from 90 % to 10 %', () => {
  const [high, low, half] = thresholdsAt(curve('site', 200, 1e12), [0.1, 0.9, 0.5]);
  expect((high - low) / siteWindowLaw(200, half)).toBeCloseTo(1, 2);
});

test('bond: the law for the critical depth is 3.15 and 1592 times too deep', () => {
  const ratio = (width: number, p: number): number =>
    bondCriticalDepthLaw(width, p, 0.5) / criticalDepth(width, { site: 0, bond: p }, 0.5);
  expect(ratio(8, 0.5)).toBeCloseTo(3.15, 2);
  expect(ratio(16, 0.9)).toBeCloseTo(1592, 0);
});

test.each([
  ['path count', 128, 0, 0.001],
  ['path count', 128, 1, 0.05],
  ['path count', 64, 10, 0.17],
  ['critical branching', 128, 30, 0.03],
  ['extinction', 32, 1e3, 0.06],
  ['extinction', 32, 1e6, 0.04],
  ['extinction', 64, 1e18, 0.015],
  ['extinction', 16, 1e18, 0.11],
  ['minimum cuts', 8, 1e18, 0.02],
  ['minimum cuts', 4, 1e9, 0.01],
  ['minimum cuts', 1, 1e6, 1e-5]
])('bond, %s: W = %s, L = %s has q within %s', (name, width, depth, error) => {
  const { p, law, applies } = criticalPLaw('bond', width, depth, 0.5);
  const [exact] = thresholdsAt(curve('bond', width, depth), [0.5]);
  expect(law).toContain(name);
  expect(applies).toBe(true);
  expect(Math.abs((1 - p) / (1 - exact) - 1)).toBeLessThan(error);
});

test('bond: limits of the laws in their regimes', () => {
  const W = 1e6;
  // L = c ln W, c = 1: W q -> 1/e.
  const logarithmic = criticalPLaw('bond', W, Math.round(Math.log(W)), 0.5);
  expect(W * (1 - logarithmic.p)).toBeCloseTo(Math.exp(-1), 1);
  // ln L = a W^2 with a = 1/2, W = 9: p -> e^-a.
  const { p } = criticalPLaw('bond', 9, Math.exp(81 / 2), 0.5);
  expect(p).toBeCloseTo(Math.exp(-0.5 - Math.LN2 / 9), 2);
});

test('bond: narrow networks outside the minimum-cut regime are told apart, and p stays a probability', () => {
  for (const depth of [0, 1, 2, 10, 100]) {
    for (const width of [1, 2, 5]) {
      const { p, applies, law } = criticalPLaw('bond', width, depth, 0.9);
      expect(p >= 0 && p <= 1).toBe(true);
      expect(applies).toBe(law.startsWith('minimum cuts'));
    }
  }
});
