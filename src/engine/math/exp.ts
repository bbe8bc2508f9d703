// exp and expm1 from IEEE additions, multiplications and divisions alone: ECMAScript leaves the last
// bit of Math.exp to the platform, and a digest must not depend on it. Argument reduction by ln 2 in two
// parts (Cody and Waite), then the Taylor series on |r| <= ln(2)/2 (derived here).

const LN2_HIGH = 0.6931471803691238; // 33 bits: k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;

/** 1/2!, 1/3!, ... 1/14!: the next term is below 2^-60 of the sum for |r| <= 0.347. */
const TAIL = [
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
  1 / 87178291200
];

/** (exp(r) - 1 - r) / r^2 for |r| <= 0.36. */
function tail(r: number): number {
  let sum = 0;
  for (let i = TAIL.length - 1; i >= 0; i--) {
    sum = sum * r + TAIL[i];
  }
  return sum;
}

/** 2^k at POWERS[k + 1022], k = -1022 .. 1023: a table is ten times as fast as the operator. */
const POWERS = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i - 1022));

/** x * 2^k for integer k, without overflow or loss on the way; rounds once where the result is subnormal. */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k > 1023) {
    return x * 2 ** 1023 * 2 ** (k - 1023);
  }
  return k < -1022 ? x * 2 ** (k + 1022) * 2 ** -1022 : x * POWERS[k + 1022];
}

/**
 * Exponential function.
 *
 * @param x any number
 * @returns exp(x), error below 1 ulp (subnormal results: 1 ulp of the subnormal spacing); 0.84 is the most found on 10^6
 *   points (tests/engine/math/accuracy.ts)
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) {
    return NaN;
  }
  if (x > OVERFLOW) {
    return Infinity;
  }
  if (x < UNDERFLOW) {
    return 0;
  }
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const correction = high - r - low;
  return scaleByPowerOfTwo(1 + (r + (correction + r * r * tail(r))), k);
}

/**
 * exp(x) - 1 without cancellation.
 *
 * @param x any number
 * @returns exp(x) - 1, error below 2 ulp; 1.47 is the most found on 10^6 points
 */
export function expm1(x: number): number {
  if (x === 0 || Number.isNaN(x)) {
    return x;
  }
  if (x > 40 || x < -40) {
    return x > 40 ? exp(x) : -1;
  }
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const correction = high - r - low;
  const small = r + (correction + r * r * tail(r)); // exp(r) - 1
  if (k === 0) {
    return small;
  }
  const scale = POWERS[k + 1022];
  return k > 0 ? scale * small + (scale - 1) : scale - 1 + scale * small;
}
