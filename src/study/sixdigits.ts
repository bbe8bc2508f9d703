// Numbers as people read them where a result is shown without a program: in plain text and in static tables.

import type { Value } from './result';

/** A value with six significant digits at most; whole numbers and words as they are. */
export function sixDigits(value: Value): string {
  return typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(6)))
    : String(value);
}
