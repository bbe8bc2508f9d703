// Elementary functions in single precision, as networks use them: IEEE operations in a stated order, each rounded to
// single precision, so that four numbers of a SIMD vector get the same bits as one here. exp by Cody and Waite's
// argument reduction and its Taylor series, the normal law from exp and a polynomial (derived here).

const f = Math.fround;

const LOG2_E = f(1.44269504);
const LN2_HIGH = f(0.693359375); // 9 bits: k * LN2_HIGH is exact
const LN2_LOW = f(-0.00021219444);
const LOWEST = -87;
const HIGHEST = 88;
/** Adding and taking away 1.5 * 2^23 rounds to the nearest integer, ties to even. */
const ROUNDER = 12582912;

/** 1/7!, 1/6!, ... 1/2!: the next term is below 2^-25 of the sum for |r| <= 0.347. */
const TAIL = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2].map(f);

/** P(N(0, 1) > t) / exp(-t^2 / 2) as a polynomial in 1 / (1 + t / 4), highest power first; relative error 1.5e-8. */
const RATIO = [
  0.0339466773, -0.196177089, 0.395000909, -0.333468587, 0.304486351, -0.0203837849, 0.121567849,
  0.0948202698, 0.100228996, -0.0000215999828
].map(f);

const DENSITY = f(0.398942292); // 1 / sqrt(2 pi)

/** 2^k at POWERS[k + 126], k = -126 .. 127. */
const POWERS = Float32Array.from({ length: 254 }, (_, i) => 2 ** (i - 126));

function nearest(x: number): number {
  return f(f(x + ROUNDER) - ROUNDER);
}

/** exp(x - k ln 2) - 1, |x - k ln 2| <= 0.35. */
function reduced(x: number, k: number): number {
  const r = f(f(x - f(k * LN2_HIGH)) - f(k * LN2_LOW));
  let tail = TAIL[0];
  for (let i = 1; i < TAIL.length; i++) {
    tail = f(TAIL[i] + f(tail * r));
  }
  return f(r + f(f(r * r) * tail));
}

/**
 * exp x in single precision.
 *
 * @param x a single-precision number; taken as -87 where it is below, as 88 where it is above
 * @returns error below 2 ulp; NaN for NaN
 */
export function singleExp(x: number): number {
  const y = x < LOWEST ? LOWEST : x > HIGHEST ? HIGHEST : x;
  if (Number.isNaN(y)) {
    return NaN;
  }
  const k = nearest(f(y * LOG2_E));
  const scale = POWERS[k + 126];
  return f(scale + f(scale * reduced(y, k)));
}

/**
 * tanh x in single precision, odd to the bit.
 *
 * @returns error below 4 ulp
 */
export function singleTanh(x: number): number {
  if (Number.isNaN(x)) {
    return NaN;
  }
  const size = Math.min(Math.abs(x), 10);
  const y = f(size + size);
  const k = nearest(f(y * LOG2_E));
  const scale = POWERS[k + 126];
  const e = f(f(scale - 1) + f(scale * reduced(y, k)));
  const value = f(e / f(e + 2));
  return x < 0 || Object.is(x, -0) ? -value : value;
}

/**
 * 1 / (1 + exp(-x)) in single precision.
 *
 * @returns error below 4 ulp for x >= -87
 */
export function singleSigmoid(x: number): number {
  return f(1 / f(1 + singleExp(-x)));
}

/**
 * The normal law in single precision.
 *
 * @returns below: P(N(0, 1) <= x), error below 1e-6 of it for x >= -5; density: its derivative
 */
export function singleNormal(x: number): { below: number; density: number } {
  const bell = singleExp(f(f(x * x) * -0.5));
  const s = f(1 / f(1 + f(0.25 * Math.abs(x))));
  let ratio = RATIO[0];
  for (let i = 1; i < RATIO.length; i++) {
    ratio = f(RATIO[i] + f(ratio * s));
  }
  const tail = f(bell * ratio);
  return { below: x < 0 ? tail : f(1 - tail), density: f(bell * DENSITY) };
}
