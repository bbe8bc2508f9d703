// Logarithms of binomial terms, for laws whose probabilities lie outside the double range.

import { log } from './log';
import { Sum } from './sum';

/** x * y for a count x and a logarithm y, with 0 * -Infinity = 0 (an impossible event that needn't happen). */
export function times(count: number, logarithm: number): number {
  return count === 0 ? 0 : count * logarithm;
}

/** ln of the binomial coefficients of n, over 0 .. n. */
export function logChoose(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  const sum = new Sum();
  for (let j = 1; j <= n; j++) {
    sum.add(log((n - j + 1) / j));
    table[j] = sum.value;
  }
  return table;
}
