// Numbers with as many decimals as the reader wants to see, and never with more digits than there are.

import type { Value } from '../study/result';

/**
 * A cell of a table in words.
 *
 * @param value a number, or a word, which stays as it is
 * @param decimals most digits behind the decimal point, 0 to 17; a number of which they would leave nothing has a
 *   power of ten and as many decimals before it. null is all digits.
 */
export function rounded(value: Value, decimals: number | null): string {
  const all = String(value);
  if (decimals === null || typeof value !== 'number' || Number.isInteger(value)) return all;
  const fixed = value.toFixed(decimals);
  const short = Number(fixed) === 0 ? value.toExponential(decimals) : fixed;
  return short.length < all.length ? short : all;
}
