import { fromWidths, rectangular, type LayeredNetwork } from '../../../src/engine/network/layered';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import {
  thresholdLaw,
  thresholdsAt,
  type ThetaCurve
} from '../../../src/engine/percolation/threshold';
import golden from '../../golden/path-probability.json';
import random from '../../golden/path-probability-random.json';

const site =
  (width: number, depth: number, input = 0): ThetaCurve =>
  p =>
    exactTheta(layerLaw(rectangular(width, depth), { site: p, bond: 0, input }, null));
const bond =
  (width: number, depth: number, input = width, output = width): ThetaCurve =>
  p =>
    exactTheta(layerLaw(rectangular(width, depth, input, output), { site: 0, bond: p }, null));

test.each([
  [1, 1, 0.5],
  [8, 16, 0.5],
  [8, 16, 1e-6],
  [64, 1e18, 0.9],
  [1, 1e15, 0.999],
  [2, 5, 1e-200]
])('site, W = %s, L = %s, theta* = %s: closed form', (width, depth, thetaStar) => {
  const expected = (-Math.expm1(Math.log(thetaStar) / depth)) ** (1 / width);
  const [p] = thresholdsAt(site(width, depth), [thetaStar]);
  expect(Math.abs(p / expected - 1)).toBeLessThan(2e-13);
});

interface Golden {
  p_site: number;
  p_bond: number;
  width?: number;
  depth?: number;
  widths?: number[];
  uniform?: { W: number; L: number; W_in: number; W_out: number };
  theta: string;
}

function networkOf({ uniform, widths, width, depth }: Golden): LayeredNetwork {
  if (uniform) {
    return rectangular(uniform.W, uniform.L, uniform.W_in, uniform.W_out);
  }
  return widths ? fromWidths(widths) : rectangular(width!, depth!);
}

const inside = ([...golden.values, ...random.values] as Golden[]).filter(
  ({ p_site, p_bond, theta }) =>
    p_site === 0 && p_bond > 0 && Number(theta) > 1e-3 && Number(theta) < 0.999
);

test('golden path probabilities lead back to their p', () => {
  expect(inside.length).toBeGreaterThan(5);
  for (const value of inside) {
    const network = networkOf(value);
    const curve: ThetaCurve = p => exactTheta(layerLaw(network, { site: 0, bond: p }, null));
    const [p] = thresholdsAt(curve, [Number(value.theta)]);
    expect(Math.abs(p / value.p_bond - 1)).toBeLessThan(1e-12);
  }
});

test('one layer of bonds: theta = 1 - p^(W^2)', () => {
  const [p] = thresholdsAt(bond(3, 0), [0.25]);
  expect(p).toBeCloseTo(0.75 ** (1 / 9), 14);
});

test('the value found still has theta >= theta*, and thresholds fall with theta*', () => {
  const curve = bond(8, 12);
  const stars = [0.01, 0.5, 0.99];
  const ps = thresholdsAt(curve, stars);
  ps.forEach((p, i) => expect(curve(p).theta).toBeGreaterThanOrEqual(stars[i]));
  expect(ps[0]).toBeGreaterThan(ps[1]);
  expect(ps[1]).toBeGreaterThan(ps[2]);
});

test('degenerate curves: NaN where theta(0) is too small, 1 where nothing can close', () => {
  const dropped = site(2, 3, 0.9); // theta(0) = 1 - 0.81
  expect(thresholdsAt(dropped, [0.5])).toEqual([NaN]);
  expect(thresholdsAt(dropped, [0.1])[0]).toBeGreaterThan(0);
  expect(thresholdsAt(site(4, 0), [0.5])).toEqual([1]);
});

test('law of the threshold: from 1e-4 to 1 - 1e-4 in equal steps, median at p_c(1/2)', () => {
  const curve = site(8, 16);
  const { p, below } = thresholdLaw(curve);
  expect(p).toHaveLength(65);
  expect(below[0]).toBeCloseTo(1e-4, 12);
  expect(below[64]).toBeCloseTo(1 - 1e-4, 12);
  expect(p[32]).toBeCloseTo((p[0] + p[64]) / 2, 14);
  below.forEach((value, i) => {
    expect(value).toBeCloseTo(1 - (1 - p[i] ** 8) ** 16, 12);
  });
});

test('law of degenerate thresholds', () => {
  expect(thresholdLaw(site(4, 0))).toEqual({ p: [1], below: [0] });
  const { p, below } = thresholdLaw(site(2, 3, 0.9));
  expect(p[0]).toBe(0);
  expect(below[0]).toBeCloseTo(0.81, 14);
});

test('a root takes some 28 values of theta, which the estimated cost counts on', () => {
  for (const [width, depth] of [
    [3, 2],
    [8, 16],
    [16, 1e5]
  ]) {
    let values = 0;
    const curve: ThetaCurve = p => {
      values += 1;
      return exactTheta(layerLaw(rectangular(width, depth), { site: 0, bond: p }, null));
    };
    thresholdsAt(curve, [0.5]);
    expect(values).toBeGreaterThan(20);
    expect(values).toBeLessThan(36);
  }
});
