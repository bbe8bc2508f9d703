// Whether numbers are uniform on 0 .. 1: the test of Kolmogorov and Smirnov, by its limit law with Stephens's correction
// (Journal of the Royal Statistical Society B 32 (1970) 115).

/**
 * @param values numbers in 0 .. 1, at least ten
 * @returns the largest distance of their distribution function from the diagonal, and its p-value
 */
export function kolmogorov(values: readonly number[]): { statistic: number; p: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const statistic = Math.max(
    ...sorted.map((value, i) => Math.max(value - i / n, (i + 1) / n - value))
  );
  const x = statistic * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
  let p = 0;
  for (let k = 1; k <= 100; k++) p += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return { statistic, p: x < 0.3 ? 1 : Math.min(1, Math.max(0, p)) };
}
