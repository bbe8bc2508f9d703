// Many tests at once: Holm's correction (Scandinavian Journal of Statistics 6 (1979) 65). Tests whose corrected p-value is at
// most 5 % are all right together with 95 %, however the tests depend on each other.

/**
 * Corrected p-values.
 *
 * @param pValues p-values of single tests; NaN where there was none, which counts as no test
 * @returns in the same order, each the largest of (tests that are left) x (p-value) up to its own, at most 1; NaN stays NaN
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()]
    .filter(i => !Number.isNaN(pValues[i]))
    .sort((a, b) => pValues[a] - pValues[b]);
  const corrected = pValues.map(() => NaN);
  let largest = 0;
  order.forEach((i, place) => {
    largest = Math.max(largest, Math.min(1, (order.length - place) * pValues[i]));
    corrected[i] = largest;
  });
  return corrected;
}
