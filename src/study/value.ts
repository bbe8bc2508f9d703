// Reading the values of one key: scalars, lists and ranges, checked against the key's type.

import { allowed } from './allowed';
import type { Diagnostic } from './diagnostic';
import type { Key, Setting, Type } from './key';
import { looksLikeRange, RangeFault, readRange } from './range';
import type { Node, Scalar } from './source';
import { suggest } from './suggest';

/** Collects mistakes while a study is read. */
export type Complain = (diagnostic: Diagnostic) => void;

/** How a node reads in a message. */
export function found(node: Node): string {
  if (node.is === 'scalar') {
    const { value } = node;
    const words = typeof value === 'string' ? JSON.stringify(value) : String(value ?? 'nothing');
    return words.slice(0, 60);
  }
  return node.is === 'list' ? `a list of ${node.items.length}` : 'a mapping';
}

function remedy(key: Key, value: Scalar | undefined): string {
  const { type } = key;
  if (type.is === 'choice' && typeof value === 'string') {
    const near = suggest(value, type.of);
    return near ? `; did you mean ${near}?` : '';
  }
  if (type.is === 'text') {
    return '; quote it to make it a string';
  }
  const range = type.is === 'integer' ? '4..16 by 4' : type.is === 'number' ? '0..1 by 0.02' : '';
  return key.takes === 'axis' && range ? `, a list of them, or a range such as ${range}` : '';
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
    try {
      return readRange(value, type.is === 'integer').flatMap(item =>
        readScalar({ is: 'scalar', value: item, at: node.at }, key, complain)
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

/** What the lists of integers of a type may hold. */
const INTEGERS = {
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

/** A list inside a list: one value, a number for each layer. */
function readByLayer(node: Extract<Node, { is: 'list' }>, key: Key, complain: Complain): Setting[] {
  const values = node.items.flatMap(item => readScalar(item, key, complain));
  return values.length === node.items.length && values.length > 0 ? [values as number[]] : [];
}

function dropRepeated(values: Setting[], node: Node, key: Key, complain: Complain): Setting[] {
  const seen = new Set<string>();
  for (const value of values) {
    const name = JSON.stringify(value);
    if (seen.has(name)) {
      const message = `${name} appears more than once; give every value once`;
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
    return readScalar(node, key, complain);
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
  const byLayer = type.is === 'number' && type.byLayer === true;
  const values = node.items.flatMap(item =>
    byLayer && item.is === 'list'
      ? readByLayer(item, key, complain)
      : readScalar(item, key, complain)
  );
  return dropRepeated(values, node, key, complain);
}
