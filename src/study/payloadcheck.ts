// What the readers of a payload's sections have in common: how something is refused, and columns of equal length.

import type { Value } from './result';

/** A payload that is not a result; the message is short and holds nothing of the payload. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** Letters of one word. */
const LONGEST_STRING = 1_000;
/** Entries of a section. */
const LONGEST_SECTION = 1_000_000;

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isValue(value: unknown): value is Value {
  return typeof value === 'string' ? value.length <= LONGEST_STRING : Number.isFinite(value);
}

/** Refuses the payload where a condition does not hold. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new PayloadError(message);
  }
}

/** Whether something counts one of `count` things, from 0. */
export function isIndex(count: number): (value: unknown) => boolean {
  return value => Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;
}

/**
 * Columns of equal length, each entry of which belongs to a row of the result.
 *
 * @param value anything
 * @param names columns that must be there, `row` among them
 * @param rows rows of the result
 * @param what name of the section, in the plural
 * @throws PayloadError
 */
export function readSection(
  value: unknown,
  names: readonly string[],
  rows: number,
  what: string
): Readonly<Record<string, readonly Value[]>> {
  check(isObject(value), `its ${what} are not an object`);
  const { row } = value;
  check(Array.isArray(row) && row.every(isIndex(rows)), `its ${what} name no row`);
  check(row.length <= LONGEST_SECTION, `its ${what} have more than ${LONGEST_SECTION} entries`);
  for (const name of names) {
    const series = Object.hasOwn(value, name) ? value[name] : undefined;
    check(Array.isArray(series), `its ${what} are not lists`);
    check(series.length === row.length, `its ${what} differ in length`);
    check(series.every(isValue), `its ${what} hold what is no number and no short string`);
  }
  return Object.fromEntries(names.map(name => [name, value[name] as readonly Value[]]));
}
