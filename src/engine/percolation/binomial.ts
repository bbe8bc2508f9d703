// Binomial probabilities by ratios of neighbours, starting at the mode: only products and quotients of
// positive numbers, so every term keeps full relative precision until it underflows.

/**
 * Probabilities of Binomial(n, s) at 1 .. n, written to `row`.
 *
 * @param n number of trials, integer >= 1
 * @param s success probability, 0 <= s <= 1
 * @param complement 1 - s, given apart so that it is exact also where s is near 1
 * @param row receives P(j) at row[offset + j - 1]
 * @param offset where the row begins
 */
export function binomialRow(
  n: number,
  s: number,
  complement: number,
  row: Float64Array,
  offset: number
): void {
  const mode = Math.min(n, Math.floor((n + 1) * s));
  const up = s / complement;
  const down = complement / s;
  let total = 1;
  if (mode > 0) {
    row[offset + mode - 1] = 1;
  }
  for (let j = mode + 1, term = 1; j <= n; j++) {
    term *= ((n - j + 1) / j) * up;
    row[offset + j - 1] = term;
    total += term;
  }
  for (let j = mode - 1, term = 1; j >= 0; j--) {
    term *= ((j + 1) / (n - j)) * down;
    total += term;
    if (j > 0) {
      row[offset + j - 1] = term;
    }
  }
  for (let j = 1; j <= n; j++) {
    row[offset + j - 1] /= total;
  }
}
