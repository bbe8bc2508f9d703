// Reading the values of one key: scalars, lists and ranges, checked against the key's type.

import { clipped } from '../engine/clipped';
import { allowed } from './allowed';
import type { Diagnostic } from './diagnostic';
import type { Key, Setting, Type } from './key';
import { MOST_STEPS } from './keys/dropout';
import { LONGEST_RANGE, looksLikeRange, RangeFault, readRange } from './range';
import type { Node, Scalar } from './source';
import { suggest } from './suggest';

/** Steps of a change over time. */
export const STEPS = { is: 'integer', min: 1, max: MOST_STEPS } as const;

/** Collects mistakes while a study is read. */
export type Complain = (diagnostic: Diagnostic) => void;

/** How a node reads in a message. */
export function found(node: Node): string {
  if (node.is === 'scalar') {
    const { value } = node;
    const words =
      typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value ?? 'nothing');
    return words.slice(0, 60);
  }
  return node.is === 'list' ? `a list of ${node.items.length}` : 'a mapping';
}

function remedy(key: Key, value: Scalar | undefined): string {
  const { type } = key;
  if (type.is === 'choice' && typeof value === 'string') {
    const near = suggest(value, type.of);
    if (near) return `; did you mean ${near}?`;
    return type.elsewhere ? `; ${type.elsewhere}` : '';
  }
  if (type.is === 'text') {
    return '; quote it to make it a string';
  }
  const range = type.is === 'integer' ? '4..16 by 4' : type.is === 'number' ? '0..1 by 0.02' : '';
  if (key.takes !== 'axis' || range === '') return '';
  const several = `a list of them, or a range such as ${range}`;
  return 'byLayer' in type && type.byLayer ? `; for several values ${several}` : `, ${several}`;
}

/** The setting that a scalar stands for, or undefined where the type does not allow it. */
function convert(value: Scalar, type: Type): Setting | undefined {
  switch (type.is) {
    case 'integer':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= type.min &&
        value <= type.max
        ? value
        : undefined;
    case 'number': {
      if (type.none && (value === 'none' || value === null)) {
        return null;
      }
      const low = typeof value === 'number' && (type.above ? value > type.min : value >= type.min);
      const high = typeof value === 'number' && (type.below ? value < type.max : value <= type.max);
      return low && high ? value + 0 : undefined;
    }
    case 'choice':
      return typeof value === 'string' && type.of.includes(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    case 'widths':
    case 'size':
    case 'data':
    case 'edges':
      return undefined;
  }
}

function readScalar(node: Node, key: Key, complain: Complain): Setting[] {
  const { type } = key;
  const numeric = type.is === 'integer' || type.is === 'number';
  const value = node.is === 'scalar' ? node.value : undefined;
  if (numeric && key.takes === 'axis' && typeof value === 'string' && looksLikeRange(value)) {
    // All values of a range stand at one place: the first that is wrong tells enough.
    let told = false;
    const tellOnce: Complain = diagnostic => {
      if (!told) complain(diagnostic);
      told = true;
    };
    try {
      return readRange(value, type.is === 'integer').flatMap(item =>
        readScalar({ is: 'scalar', value: item, at: node.at }, key, tellOnce)
      );
    } catch (error) {
      if (error instanceof RangeFault) {
        complain({ at: node.at, key: key.path, message: error.message });
        return [];
      }
      throw error;
    }
  }
  const setting = value === undefined ? undefined : convert(value, type);
  if (setting === undefined) {
    const message = `found ${found(node)}; allowed: ${allowed(type)}${remedy(key, value)}`;
    complain({ at: node.at, key: key.path, message });
    return [];
  }
  return [setting];
}

/** An end of a change: a number, or a list with one for each layer. */
function readEnd(
  node: Node,
  key: Key,
  type: Extract<Type, { is: 'number' }>,
  complain: Complain
): number | number[] | undefined {
  const items = node.is === 'list' ? node.items : [node];
  const values = items.flatMap(item => {
    const value = item.is === 'scalar' ? convert(item.value, type) : undefined;
    return typeof value === 'number' ? [value] : [];
  });
  if (values.length < items.length || values.length === 0) {
    const message =
      `found ${found(node)} at an end of a change; allowed: a number from ${type.min} ` +
      `${type.below ? 'below' : 'to'} ${type.max}, or a list with one for each layer`;
    complain({ at: node.at, key: key.path, message });
    return undefined;
  }
  return node.is === 'list' ? values : values[0];
}

/** A mapping {from, to, over}. */
function readOverTime(
  node: Extract<Node, { is: 'map' }>,
  key: Key,
  type: Extract<Type, { is: 'number' }>,
  complain: Complain
): Setting[] {
  const part = (name: string): Node | undefined =>
    node.entries.find(entry => entry.key === name)?.value;
  const [from, to, over] = ['from', 'to', 'over'].map(part);
  if (!from || !to || !over || node.entries.length !== 3) {
    const keys = clipped(node.entries.map(entry => entry.key).join(', '));
    const message = `found a mapping with ${keys || 'nothing'}; allowed: {from: 0.8, to: 0.2, over: 1000}, over in steps`;
    complain({ at: node.at, key: key.path, message });
    return [];
  }
  const steps = over.is === 'scalar' ? convert(over.value, STEPS) : undefined;
  if (typeof steps !== 'number') {
    const message = `found over: ${found(over)}; allowed: ${allowed(STEPS)}`;
    complain({ at: over.at, key: key.path, message });
    return [];
  }
  const ends = [from, to].map(end => readEnd(end, key, type, complain));
  const [first, last] = ends;
  return first === undefined || last === undefined ? [] : [{ from: first, to: last, over: steps }];
}

/** What the lists of integers of a type may hold. */
export const INTEGERS = {
  widths: { most: 1e6, fits: (length: number) => length >= 2 },
  size: { most: 1e4, fits: (length: number) => length === 2 }
} as const;

function readIntegers(
  node: Node,
  key: Key,
  type: keyof typeof INTEGERS,
  complain: Complain
): Setting[] {
  if (node.is === 'list' && node.items.length > 0 && node.items.every(item => item.is === 'list')) {
    return node.items.flatMap(item => readIntegers(item, key, type, complain));
  }
  const { most, fits } = INTEGERS[type];
  const widths =
    node.is === 'list' ? node.items.map(item => (item.is === 'scalar' ? item.value : null)) : [];
  const valid = widths.every(
    width => typeof width === 'number' && Number.isInteger(width) && width >= 1 && width <= most
  );
  if (!fits(widths.length) || !valid) {
    const what =
      node.is === 'list' ? `[${node.items.map(found).join(', ').slice(0, 60)}]` : found(node);
    complain({
      at: node.at,
      key: key.path,
      message: `found ${what}; allowed: ${allowed(key.type)}`
    });
    return [];
  }
  return [widths as number[]];
}

/** Values of all items of a list. Ranges multiply: a short text could ask for more values than memory holds. */
function readAll(
  node: Extract<Node, { is: 'list' }>,
  key: Key,
  read: (item: Node) => Setting[],
  complain: Complain
): Setting[] {
  const values: Setting[] = [];
  for (const item of node.items) {
    for (const value of read(item)) values.push(value);
    if (key.takes === 'axis' && values.length > LONGEST_RANGE) {
      const message = `found more than ${LONGEST_RANGE} values, the most allowed; take fewer or larger steps`;
      complain({ at: node.at, key: key.path, message });
      return [];
    }
  }
  return values;
}

/** A list inside a list: one value, a number or a truth for each layer. */
function readByLayer(node: Extract<Node, { is: 'list' }>, key: Key, complain: Complain): Setting[] {
  const values = readAll(node, key, item => readScalar(item, key, complain), complain);
  return values.length === node.items.length && values.length > 0
    ? [values as number[] | boolean[]]
    : [];
}

/** One value: a scalar or range, a list for the layers, or a change over time. */
function readItem(item: Node, key: Key, complain: Complain): Setting[] {
  const { type } = key;
  if (item.is === 'list' && 'byLayer' in type && type.byLayer) {
    return readByLayer(item, key, complain);
  }
  return item.is === 'map' && type.is === 'number' && type.overTime
    ? readOverTime(item, key, type, complain)
    : readScalar(item, key, complain);
}

function dropRepeated(values: Setting[], node: Node, key: Key, complain: Complain): Setting[] {
  const seen = new Set<string | number>();
  for (const value of values) {
    const name = typeof value === 'number' ? value : JSON.stringify(value);
    if (seen.has(name)) {
      const message = `${clipped(String(name))} appears more than once; give every value once`;
      complain({ at: node.at, key: key.path, message });
      return [];
    }
    seen.add(name);
  }
  return values;
}

/**
 * Values of one key.
 *
 * @param node what was written
 * @param key its row in the table
 * @param complain told every mistake
 * @returns the values in their order; empty when there was a mistake
 */
export function readValues(node: Node, key: Key, complain: Complain): Setting[] {
  const { type } = key;
  if (type.is === 'widths' || type.is === 'size') {
    return dropRepeated(readIntegers(node, key, type.is, complain), node, key, complain);
  }
  if (node.is !== 'list') {
    return readItem(node, key, complain);
  }
  if (key.takes === 'one') {
    const message = `found ${found(node)}; allowed: one value, ${allowed(type)}; this key can't be swept`;
    complain({ at: node.at, key: key.path, message });
    return [];
  }
  if (node.items.length === 0) {
    const message = `found an empty list; allowed: ${allowed(type)}; give at least one value`;
    complain({ at: node.at, key: key.path, message });
    return [];
  }
  const values = readAll(node, key, item => readItem(item, key, complain), complain);
  return dropRepeated(values, node, key, complain);
}
