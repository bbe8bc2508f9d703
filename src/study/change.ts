// A resolved study with one key changed, as a control or a program changes it, and read again. Keys that go with the
// changed one follow it: rates follow the model, lists by layer the depth, settings that were an optimizer's own the
// optimizer.

import { isOverTime, nameOf, type OverTime, type Setting } from './key';
import { defaultMomentum, defaultRate, OPTIMIZER_KEYS, type OptimizerName } from './keys/optimizer';
import { DATA_NAMES } from './keys/data';
import { readStudy } from './read';
import type { Result } from './result';
import type { Study } from './study';

/** A study as plain data. */
export type PlainStudy = Result['study'];

type Group = Readonly<Record<string, unknown>>;

function groupAt(group: Group, name: string): Group {
  const found = group[name];
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Group)
    : {};
}

/** The value at a path; undefined where the study does not have it. */
export function valueAt(study: PlainStudy, path: string): unknown {
  const names = path.split('.');
  const group = names.slice(0, -1).reduce<Group>(groupAt, study);
  return Object.hasOwn(group, names.at(-1)!) ? group[names.at(-1)!] : undefined;
}

function put(group: Group, names: readonly string[], value: unknown): Group {
  const [name, ...rest] = names;
  if (rest.length > 0) {
    // What is taken out of a group that is not there leaves no empty one behind.
    if (value === undefined && !Object.hasOwn(group, name)) return group;
    return { ...group, [name]: put(groupAt(group, name), rest, value) };
  }
  if (value !== undefined) {
    return { ...group, [name]: value };
  }
  return Object.fromEntries(Object.entries(group).filter(([key]) => key !== name));
}

function withValue(study: PlainStudy, path: string, value: unknown): PlainStudy {
  return put(study, path.split('.'), value) as PlainStudy;
}

/** The mixed model has two rates where the others have one. */
function withRates(study: PlainStudy, from: unknown, to: unknown): PlainStudy {
  if (to === 'mixed' && from !== 'mixed') {
    const rate = study['p'];
    const [site, bond] = from === 'bond' ? [0, rate] : [rate, 0];
    return withValue(withValue(withValue(study, 'p', undefined), 'p_site', site), 'p_bond', bond);
  }
  if (from === 'mixed' && to !== 'mixed') {
    const rate = study[to === 'bond' ? 'p_bond' : 'p_site'];
    const bare = withValue(withValue(study, 'p_site', undefined), 'p_bond', undefined);
    return withValue(bare, 'p', rate);
  }
  return study;
}

/** Keys whose lists have an entry for each layer. */
const BY_LAYER = ['p', 'p_site', 'p_bond', 'network.bias'];

/** One value whose lists by layer have some entries more, equal to their last, or fewer. */
function lengthened(value: unknown, more: number): unknown {
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    const added = Array.from({ length: Math.max(0, more) }, () => list.at(-1));
    return [...list.slice(0, list.length + Math.min(0, more)), ...added];
  }
  return isOverTime(value as Setting)
    ? mapEnds(value as OverTime, end => lengthened(end, more))
    : value;
}

function mapEnds({ from, to, over }: OverTime, each: (end: unknown) => unknown): unknown {
  return { from: each(from), to: each(to), over };
}

/** Rates and biases by layer have an entry for each layer of another depth too. */
function withLayers(study: PlainStudy, more: number): PlainStudy {
  return BY_LAYER.reduce((next, path) => {
    const value = valueAt(next, path);
    const each = (item: unknown): unknown => lengthened(item, more);
    if (value === undefined) return next;
    return withValue(next, path, Array.isArray(value) ? value.map(each) : each(value));
  }, study);
}

/** Settings that an optimizer has by default are left to the next one's defaults. */
function withoutDefaults(study: PlainStudy, optimizer: OptimizerName): PlainStudy {
  const moments = ['beta1', 'beta2', 'epsilon'].map(name => {
    const key = OPTIMIZER_KEYS.find(({ path }) => path === `optimizer.${name}`)!;
    return [key.path, key.default] as const;
  });
  const own: readonly (readonly [string, unknown])[] = [
    ['optimizer.rate', defaultRate(optimizer)],
    ['optimizer.momentum', defaultMomentum(optimizer)],
    ...moments
  ];
  return own
    .filter(([path, value]) => valueAt(study, path) === value)
    .reduce((bare, [path]) => withValue(bare, path, undefined), study);
}

/**
 * A study with another value of one key; it need not be valid.
 *
 * @param study a resolved study; it is left as it is
 * @param path the key
 * @param value as in YAML: a scalar, a list or the text of a range
 */
export function changed(study: PlainStudy, path: string, value: unknown): PlainStudy {
  const before = valueAt(study, path);
  const next = withValue(study, path, value);
  if (path === 'model') {
    return withRates(next, before, value);
  }
  if (path === 'network.depth' && typeof before === 'number' && typeof value === 'number') {
    return withLayers(next, value - before);
  }
  return path === 'optimizer.name' && typeof before === 'string'
    ? withoutDefaults(next, before as OptimizerName)
    : next;
}

/**
 * Reads a resolved study again.
 *
 * @param study the study of a result, perhaps with changes
 * @returns it, whatever it costs: planning refuses nothing
 * @throws StudyError where it is not valid, or comes from a version with other keys
 */
export function readAgain(study: PlainStudy): Study {
  // The hashes of data and graph tell what was read; they are no keys.
  const bare = ['data.sha256', 'network.sha256']
    .filter(path => valueAt(study, path) !== undefined)
    .reduce((plain, path) => withValue(plain, path, undefined), study);
  const name = valueAt(study, 'data.name');
  const isVariable = typeof name === 'string' && !DATA_NAMES.some(known => known === name);
  return readStudy({ ...bare, force: true }, isVariable ? { arrays: name } : {});
}

/** A value in a few words: a few values as they are, many numbers by their ends. */
function said(value: unknown): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > 3 && values.every(item => typeof item === 'number')) {
    return `${values[0]} to ${values.at(-1)}`;
  }
  return values
    .map(item => (typeof item === 'object' ? JSON.stringify(item) : String(item)))
    .join(', ');
}

function paths(study: Group, above = ''): string[] {
  return Object.entries(study).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('over' in value)
      ? paths(value as Group, `${above}${name}.`)
      : [`${above}${name}`]
  );
}

/**
 * What a study says otherwise than another, in words: `width 8, p 0 to 1`.
 *
 * @returns empty where they say the same
 */
export function difference(study: PlainStudy, other: PlainStudy): string {
  return paths(study)
    .filter(path => JSON.stringify(valueAt(study, path)) !== JSON.stringify(valueAt(other, path)))
    .map(path => `${nameOf(path)} ${said(valueAt(study, path))}`)
    .join(', ');
}
