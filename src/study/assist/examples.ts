// Values that can be offered for a key: the default first, then every choice, or ranges within what the key allows.

import { FORMS } from '../family';
import type { Key, Type } from '../key';
import { DATA_NAMES } from '../keys/data';
import { written } from './describe';

/** How mappings and lists of a type begin. */
const LISTS: Partial<Record<Type['is'], Readonly<Record<string, string>>>> = {
  widths: { 'network.channels': '[3, 16, 16, 10]', '': '[784, 16, 16, 10]' },
  size: { 'network.image': '[28, 28]', '': '[64, 64]' },
  edges: { '': '[[a, b], [b, c]]' }
};

/** Sides of a kernel are odd, which no type says. */
const ODD = ['3', '3..9 by 2'];

/** Groups of keys, as they are begun. */
const MAPPINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['network.skip', ['{span: 2, removable: true}']],
  ['network.tree', ['{branching: 2, depth: 8}']],
  [
    'data',
    [
      '{name: teacher, balance: 0.8}',
      '{name: mnist, path: FOLDER}',
      '{name: csv, path: FILE, label: COLUMN}'
    ]
  ],
  ['optimizer', ['{name: sgd, rate: 0.1}']],
  ['optimizer.schedule', ['{name: step, every: 1000, factor: 0.1}']]
]);

const RANGE_BEGUN = /^([+-]?[\d.]*\d)\s*\.\.\s*([+-]?\d[\d.]*)?/;

/** A step that a person would choose: 1, 2, 4 or 5 times a power of ten, for about eight values between the ends. */
function stepBetween(from: number, to: number): number {
  const [digits, exponent] = (Math.abs(to - from) / 8).toExponential().split('e');
  const nearest = [1, 2, 4, 5, 10].reduce((best, each) =>
    Math.abs(each - Number(digits)) < Math.abs(best - Number(digits)) ? each : best
  );
  return Number(`${to < from ? '-' : ''}${nearest}e${exponent}`);
}

type Numeric = Extract<Type, { is: 'number' | 'integer' }>;

/** Ends of a range that a person would begin with, within what a type allows. */
function usualEnds(type: Numeric, start: unknown): readonly [number, number] {
  if (type.is === 'number' && type.max <= 1) {
    const low = type.above ? 0.1 : type.min;
    return [low, type.below ? Math.min(0.9, type.max) : type.max];
  }
  const from =
    typeof start === 'number' && start > 0
      ? start
      : Math.max(type.min, type.is === 'integer' ? 2 : 0.1);
  const low = Math.min(from, type.max / 2);
  return [low, Math.min(type.max, low * 8)];
}

function rangesBetween(from: number, to: number, type: Numeric): string[] {
  const ends = `${from}..${to}`;
  const isWhole = type.is === 'integer';
  const even = from === 0 && to === 1 ? 0.02 : stepBetween(from, to);
  const step = isWhole ? Math.sign(even) * Math.max(1, Math.round(Math.abs(even))) : even;
  const linear = to === from ? [] : [`${ends} by ${step}`, `${ends} in ${isWhole ? 4 : 11}`];
  return from > 0 && to > 0 && to !== from ? [...linear, `${ends} log 4`] : linear;
}

/**
 * Ranges for a key of numbers.
 *
 * @param key its row
 * @param begun what is written so far; ends that are there already are kept
 */
function ranges({ type, default: start }: Key, begun: string): string[] {
  if (type.is !== 'number' && type.is !== 'integer') {
    return [];
  }
  const usual = usualEnds(type, start);
  const ends = RANGE_BEGUN.exec(begun);
  const from = ends ? Number(ends[1]) : usual[0];
  const to =
    ends?.[2] === undefined ? Math.max(usual[1], Math.min(type.max, from * 8)) : Number(ends[2]);
  return Number.isFinite(from) && Number.isFinite(to) ? rangesBetween(from, to, type) : [];
}

/**
 * Values that can be written for a key, the likeliest first.
 *
 * @param key its row
 * @param begun what is written so far
 */
export function valuesFor(key: Key, begun: string): string[] {
  const { type, path } = key;
  const usual =
    key.default === undefined ? [] : [key.default].flat().map(each => written(each as never));
  const swept = key.takes === 'axis' ? ranges(key, begun) : [];
  switch (type.is) {
    case 'choice':
      return [...usual, ...type.of];
    case 'boolean':
      return [...usual, 'true', 'false'];
    case 'number':
      return [
        ...usual,
        ...swept,
        ...(type.byLayer ? ['[[0.2, 0.5]]'] : []),
        ...(type.overTime ? ['{from: 0.8, to: 0.2, over: 1000}'] : []),
        ...(type.none ? ['none'] : [])
      ];
    case 'integer':
      return path === 'network.kernel' ? ODD : [...usual, ...swept];
    case 'data':
      return [...DATA_NAMES];
    case 'text':
      return usual;
    default: {
      const lists = LISTS[type.is] ?? {};
      return [lists[path] ?? lists['']];
    }
  }
}

/** What a group of keys can begin as. */
export function mappingsFor(group: string): readonly string[] {
  if (group === 'network') {
    return Object.values(FORMS).flatMap(({ example }) =>
      example.slice('network: '.length).split(' or network: ')
    );
  }
  return MAPPINGS.get(group) ?? [];
}
