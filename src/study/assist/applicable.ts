// Which keys still make sense in a study that is being written: not given yet, and of the network, the data and
// the model that the other keys have announced.

import { FORMS } from '../family';
import type { DataName, Family, Key, Kind } from '../key';
import { DATA_NAMES } from '../keys/data';
import { tableOf } from './describe';
import type { Scan } from './place';

const FAMILIES = Object.keys(FORMS) as Family[];

/** What a study says so far. */
export interface Draft {
  readonly kind: Kind | null;
  /** Full paths of the keys that are given. */
  readonly given: ReadonlySet<string>;
  /** What is written as the value of a key, where it is a scalar. */
  value(path: string): string | undefined;
}

/**
 * What a study says so far.
 *
 * @param found its scan
 * @param implied kind that its place implies; null for a file, whose `study` says it
 * @param offset the key that is written here counts as not given
 */
export function draftOf(found: Scan, implied: Kind | null, offset: number): Draft {
  const value = (path: string): string | undefined =>
    found.tokens.find(token => token.path === path)?.text.replace(/^(["'])(.*)\1$/, '$2');
  const said = value('study');
  const elsewhere = found.mentions.filter(({ from, to }) => offset < from || offset > to);
  return {
    kind: implied ?? (said === 'percolation' || said === 'dropout' ? said : null),
    given: new Set(elsewhere.map(({ path }) => path)),
    value
  };
}

/** Forms that the network can still have, given its keys so far; all of them where these contradict each other. */
export function familiesOf({ kind, given, value }: Draft): readonly Family[] {
  const rows = tableOf(kind).filter(({ path }) => given.has(path));
  const drop = value('network.drop');
  const fits = FAMILIES.filter(
    family =>
      rows.every(({ families }) => families?.includes(family) ?? true) &&
      (drop !== 'blocks' || family === 'blocks') &&
      tableOf(kind).some(({ families }) => families?.includes(family))
  );
  return fits.length > 0 ? fits : FAMILIES;
}

function sourcesOf({ given, value }: Draft): readonly DataName[] {
  const name = value('data.name') ?? (given.has('data') ? value('data') : 'teacher');
  const known = DATA_NAMES.filter(each => each === name);
  return known.length > 0
    ? known
    : name === undefined || name.startsWith('{')
      ? DATA_NAMES
      : ['arrays'];
}

/** Whether p is asked by element, or for units and weights apart. */
function suitsModel(path: string, models: readonly string[]): boolean {
  const isMixed = models.includes('mixed');
  return path === 'p_site' || path === 'p_bond'
    ? isMixed || models.length === 0
    : path !== 'p' || !isMixed;
}

/** Rows of the table that a study can still take, in the table's order. */
export function applicable(draft: Draft, models: readonly string[]): readonly Key[] {
  const families = familiesOf(draft);
  const sources = sourcesOf(draft);
  return tableOf(draft.kind).filter(
    key =>
      !draft.given.has(key.path) &&
      (key.families?.some(family => families.includes(family)) ?? true) &&
      (key.sources?.some(source => sources.includes(source)) ?? true) &&
      suitsModel(key.path, models)
  );
}
