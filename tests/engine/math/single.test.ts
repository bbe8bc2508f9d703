// Elementary functions in single precision against the platform's in double, on dense grids, at the ends of their ranges
// and at what is no number; cos(pi x) against the platform's and at its exact points.

import { cospi } from '../../../src/engine/math/cospi';
import {
  singleExp,
  singleNormal,
  singleSigmoid,
  singleTanh
} from '../../../src/engine/math/single';
import { normalBelow } from '../dropout/reference';

const f = Math.fround;

/** Single-precision numbers from a to b, evenly apart, and numbers near 0 of every size on both sides. */
function* grid(a: number, b: number, count: number): Generator<number> {
  for (let i = 0; i <= count; i++) {
    yield f(a + ((b - a) * i) / count);
  }
  for (let k = -149; k < 3; k++) {
    for (const m of [1, 1.2345, 1.75]) {
      yield f(m * 2 ** k);
      yield -f(m * 2 ** k);
    }
  }
}

/** Distance in units of the last place of single precision. */
function ulps(value: number, reference: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(reference))), -126);
  return reference === 0
    ? Math.abs(value) / 2 ** -149
    : Math.abs(value - reference) / 2 ** (exponent - 23);
}

/** The worst of a grid. */
function worst(of: (x: number) => number, points: Iterable<number>): { x: number; error: number } {
  let found = { x: NaN, error: -1 };
  for (const x of points) {
    const error = of(x);
    if (!(error <= found.error)) {
      found = { x, error };
    }
  }
  return found;
}

const COUNT = 200_000;

test.each([
  ['exp', singleExp, Math.exp, -87, 88, 2],
  ['tanh', singleTanh, Math.tanh, -12, 12, 4],
  ['sigmoid', singleSigmoid, (x: number) => 1 / (1 + Math.exp(-x)), -87, 40, 4]
] as const)('%s stays within its stated error', (_, ours, theirs, a, b, bound) => {
  const { x, error } = worst(x => ulps(ours(x), theirs(x)), grid(a, b, COUNT));
  expect({ x, error: error < bound ? 'small' : error }).toEqual({ x, error: 'small' });
});

/** The points of a grid at which something does not hold. */
function failures(holds: (x: number) => boolean, points: Iterable<number>): number[] {
  return [...points].filter(x => !holds(x));
}

test('every result is a single-precision number', () => {
  const isSingle = (x: number): boolean => {
    const { below, density } = singleNormal(x);
    const values = [singleExp(x), singleTanh(x), singleSigmoid(x), below, density];
    return values.every(value => f(value) === value);
  };
  expect(failures(isSingle, grid(-90, 90, 20_000))).toEqual([]);
});

test('the normal law and its density stay within their stated errors', () => {
  const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);
  const law = worst(x => relative(singleNormal(x).below, normalBelow(x)), grid(-5, 9, COUNT));
  expect(law.error).toBeLessThan(1e-6);
  const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const slope = worst(x => relative(singleNormal(x).density, density(x)), grid(-5, 5, COUNT));
  expect(slope.error).toBeLessThan(1e-6);
  // Further out the number is small, and its error smaller than can be told in a sum.
  const far = worst(
    x => (x < -5 ? Math.abs(singleNormal(x).below - normalBelow(x)) : 0),
    grid(-13, -5, COUNT)
  );
  expect(far.error).toBeLessThan(1e-12);
});

test('exact points, ends and what is no number', () => {
  expect([singleExp(0), singleExp(-0)]).toEqual([1, 1]);
  expect(singleExp(1e30)).toBe(singleExp(88));
  expect(singleExp(Infinity)).toBe(singleExp(88));
  expect(singleExp(-1e30)).toBe(singleExp(-87));
  expect(singleExp(-Infinity)).toBe(singleExp(-87));
  expect([singleTanh(Infinity), singleTanh(-Infinity), singleTanh(1e30)]).toEqual([1, -1, 1]);
  expect([singleTanh(0), singleTanh(-0)]).toEqual([0, -0]);
  expect(singleSigmoid(0)).toBe(0.5);
  expect([singleSigmoid(Infinity), singleSigmoid(40)]).toEqual([1, 1]);
  expect(singleSigmoid(-Infinity)).toBeLessThan(1e-37);
  expect(singleNormal(0).below).toBeCloseTo(0.5, 7);
  expect([singleNormal(40).below, singleNormal(1e30).below, singleNormal(Infinity).below]).toEqual([
    1, 1, 1
  ]);
  for (const x of [-40, -1e30, -Infinity]) {
    expect(Math.abs(singleNormal(x).below)).toBeLessThan(1e-37);
    expect(singleNormal(x).density).toBeLessThan(1e-37);
  }
  for (const value of [
    singleExp(NaN),
    singleTanh(NaN),
    singleSigmoid(NaN),
    singleNormal(NaN).below,
    singleNormal(NaN).density
  ]) {
    expect(value).toBeNaN();
  }
});

test('tanh is odd, the density even, and nothing leaves its range', () => {
  const points = [...grid(-12, 12, 40_000)];
  const isWithin = (value: number): boolean => value >= 0 && value <= 1;
  expect(failures(x => singleTanh(-x) === -singleTanh(x), points)).toEqual([]);
  expect(failures(x => isWithin(Math.abs(singleTanh(x))), points)).toEqual([]);
  expect(failures(x => isWithin(singleSigmoid(x)), points)).toEqual([]);
  expect(failures(x => isWithin(singleNormal(x).below), points)).toEqual([]);
  expect(failures(x => singleNormal(-x).density === singleNormal(x).density, points)).toEqual([]);
});

test('cos(pi x) is exact at 0, 1/2 and 1, odd about 1/2, and near the platform elsewhere', () => {
  expect([cospi(0), cospi(0.5), cospi(1)]).toEqual([1, 0, -1]);
  // sqrt(1/2), sqrt(3)/2 and (1 + sqrt 5)/4 to their last digits.
  expect(cospi(0.25)).toBeCloseTo(0.7071067811865476, 15);
  expect(cospi(1 / 3)).toBeCloseTo(0.5, 15);
  expect(cospi(1 / 6)).toBeCloseTo(0.8660254037844386, 15);
  expect(cospi(0.2)).toBeCloseTo(0.8090169943749475, 15);
  const points = Array.from({ length: 100_001 }, (_, i) => i / 100_000);
  expect(worst(x => Math.abs(cospi(x) - Math.cos(Math.PI * x)), points).error).toBeLessThan(
    2 ** -51
  );
  expect(failures(x => x > 0.5 || cospi(1 - x) === -cospi(1 - (1 - x)), points)).toEqual([]);
});
