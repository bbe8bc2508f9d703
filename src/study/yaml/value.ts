// The values of one key as YAML: numbers as a range where it gives back the same numbers, all else in flow style.

import { parse } from 'yaml';
import { isOverTime, type Key, type Setting } from '../key';
import { readRange } from '../range';

/** Fewest evenly spaced numbers that are easier to read as a range than as a list. */
export const SHORTEST_RANGE = 5;

/** Text that YAML takes as it stands, also between brackets, and never for anything but text. */
const PLAIN = /^[a-z_](?:[\w ./-]*[\w./-])?$/i;

/** A whole number as a text; YAML reads a number, and the study the same text again. */
const WHOLE = /^(?:0|[1-9]\d{0,14})$/;

/** A value as it is written: one scalar or mapping, or the items of a list. */
export type Written = string | readonly string[];

/**
 * How the values of a key are written.
 *
 * @param key its row in the table
 * @param values what it takes, at least one
 * @param shortestRange fewest numbers that become a range
 */
export function writtenValues(
  key: Key,
  values: readonly Setting[],
  shortestRange = SHORTEST_RANGE
): Written {
  const items = values.map(writtenValue);
  if (values.length > 1) {
    return (values.length >= shortestRange && rangeOf(key, values)) || items;
  }
  // A list for the layers stands in a list, since by itself it would be a sweep.
  const isNested = 'byLayer' in key.type && Array.isArray(values[0]);
  return key.takes === 'list' || isNested ? items : items[0];
}

/** A written value on one line. */
export function inFlow(written: Written): string {
  return typeof written === 'string' ? written : `[${written.join(', ')}]`;
}

/** A text as a scalar that reads back as that text. */
export function writtenText(text: string): string {
  const isPlain = WHOLE.test(text) || (PLAIN.test(text) && parse(text) === text);
  return isPlain ? text : JSON.stringify(text);
}

/** One value on one line. */
function writtenValue(value: Setting): string {
  if (value === null) {
    return 'none';
  }
  if (typeof value === 'string') {
    return writtenText(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (isOverTime(value)) {
    const [from, to] = [value.from, value.to].map(writtenEnd);
    return `{from: ${from}, to: ${to}, over: ${value.over}}`;
  }
  return `[${value.join(', ')}]`;
}

function writtenEnd(end: number | readonly number[]): string {
  return typeof end === 'number' ? String(end) : `[${end.join(', ')}]`;
}

/** The range that gives exactly these values; null where there is none. */
function rangeOf({ takes, type }: Key, values: readonly Setting[]): string | null {
  const isNumeric = type.is === 'integer' || type.is === 'number';
  if (takes !== 'axis' || !isNumeric || !values.every(value => typeof value === 'number')) {
    return null;
  }
  const [first, second, last] = [values[0], values[1], values.at(-1)!];
  const step = Number((second - first).toPrecision(12));
  const forms = [
    `${first}..${last} by ${step}`,
    `${first}..${last} in ${values.length}`,
    ...(first > 0 && last > 0 ? [`${first}..${last} log ${values.length}`] : [])
  ];
  const same = (range: string): boolean => {
    const read = readRange(range, type.is === 'integer');
    return read.length === values.length && read.every((value, i) => value === values[i]);
  };
  // A step that does not lead to the end, or to more values than there may be, is no range at all.
  const leads = step !== 0 && Math.round((last - first) / step) === values.length - 1;
  return forms.slice(leads ? 0 : 1).find(same) ?? null;
}
