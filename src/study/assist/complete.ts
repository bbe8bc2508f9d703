// What can be written next in a study: keys that are not given yet, values, ranges, and how a network can begin.

import { familyOf, FORMS } from '../family';
import type { Key, Kind } from '../key';
import { suggest } from '../suggest';
import { applicable, draftOf, familiesOf, type Draft } from './applicable';
import { describe, describeKey, tableOf, type Description } from './describe';
import { mappingsFor, valuesFor } from './examples';
import type { End, Scan } from './place';
import { scan } from './scan';

/** Longest text that help is given for; longer ones are data, not something that is typed. */
export const LONGEST_HELPED = 100_000;

/** One thing that can be written. */
export interface Completion {
  /** As a list shows it. */
  readonly label: string;
  /** What replaces the text between `from` and the caret. */
  readonly insert: string;
  readonly is: 'key' | 'value' | 'range' | 'mapping';
  /** What the key means, or the key whose value it is. */
  readonly about: Description | null;
}

/** What can be written at a place, the likeliest first. */
export interface Completions {
  /** Where the text begins that a completion replaces; it ends at the caret. */
  readonly from: number;
  /** What is to be completed: a key, or the value of the key `path`. */
  readonly is: 'key' | 'value';
  readonly path: string;
  readonly items: readonly Completion[];
}

/** Those that begin with what is written; else those that have it within, else the nearest. */
function matching(items: readonly Completion[], typed: string): readonly Completion[] {
  const word = typed.toLowerCase();
  const starting = items.filter(({ label }) => label.toLowerCase().startsWith(word));
  if (starting.length > 0) {
    return starting;
  }
  const within = items.filter(({ label }) => label.toLowerCase().includes(word));
  const near = suggest(
    typed,
    items.map(({ label }) => label)
  );
  return within.length > 0 ? within : items.filter(({ label }) => label === near);
}

function modelsOf({ tokens }: Scan): readonly string[] {
  return tokens.filter(({ path }) => path === 'model').map(({ text }) => text);
}

/** What a network of this form can't do without comes first. */
function neededFirst(keys: readonly Key[], draft: Draft): readonly Key[] {
  const families = familiesOf(draft);
  const usual = familyOf(path => draft.given.has(path), draft.value('network.drop'));
  const needs: readonly string[] = FORMS[families.includes(usual) ? usual : families[0]].needs;
  const isNeeded = ({ path }: Key): number => (needs.includes(path) ? 0 : 1);
  return [...keys].sort((a, b) => isNeeded(a) - isNeeded(b));
}

function keysIn(group: string, found: Scan, draft: Draft, behind: string): Completion[] {
  const prefix = group === '' ? '' : `${group}.`;
  const rows = applicable(draft, modelsOf(found)).filter(({ path }) => path.startsWith(prefix));
  const ordered = group === 'network' ? neededFirst(rows, draft) : rows;
  const names = [...new Set(ordered.map(({ path }) => path.slice(prefix.length).split('.')[0]))];
  const top = group === '' && draft.kind === null && !draft.given.has('study') ? ['study'] : [];
  const hasColon = /^[\w]*[ \t]*:/.test(behind);
  return [...top, ...names]
    .filter(name => !draft.given.has(prefix + name))
    .map(name => ({
      label: name,
      insert: hasColon ? name : `${name}: `,
      is: 'key',
      about: describe(prefix + name, draft.kind)
    }));
}

function valuesOf(
  path: string,
  begun: string,
  draft: Draft,
  variables: readonly string[]
): Completion[] {
  const about = describe(path, draft.kind);
  const table = tableOf(draft.kind);
  const key =
    table.find(each => each.path === path) ??
    table.find(each => each.path.startsWith(`${path}.`) && each.shorthand);
  const isGroup = key !== undefined && key.path !== path;
  const kinds = path === 'study' ? ['percolation', 'dropout'] : [];
  const named = key ? valuesFor(key, begun) : kinds;
  // mnist and csv need more than their name: as mappings they have it.
  const plain = path === 'data' ? named.filter(name => name !== 'mnist' && name !== 'csv') : named;
  const values = key?.type.is === 'data' ? [...plain, ...variables] : plain;
  const mappings = key === undefined || isGroup ? mappingsFor(path) : [];
  return [
    ...values.map((label): Completion => ({
      label,
      insert: label,
      is: /^[{[]/.test(label) ? 'mapping' : label.includes('..') ? 'range' : 'value',
      about: about ?? (key ? describeKey(key) : null)
    })),
    ...mappings.map((label): Completion => ({ label, insert: label, is: 'mapping', about }))
  ];
}

/** Where a key's value may also stand in the line below, its name is taken for a group's by the scanner. */
function settled(end: End, kind: Kind | null): End {
  const isKey = end.is === 'key' && tableOf(kind).some(({ path }) => path === end.group);
  return isKey ? { is: 'value', path: end.group, from: end.from, inList: false } : end;
}

function unlike(items: readonly Completion[], taken: ReadonlySet<string>): Completion[] {
  const seen = new Set(taken);
  return items.filter(({ label }) => !seen.has(label) && seen.add(label));
}

/**
 * What can be written at a place of a study, valid or not.
 *
 * @param text the study as far as it is written
 * @param offset the caret, in UTF-16 units from 0
 * @param kind kind of study that is implied; null where the text says it
 * @param variables names that data can have besides those that are built in
 * @returns null where nothing can be offered
 */
export function completions(
  text: string,
  offset: number,
  kind: Kind | null,
  variables: readonly string[] = []
): Completions | null {
  if (text.length > LONGEST_HELPED || !(offset >= 0 && offset <= text.length)) {
    return null;
  }
  const found = scan(text);
  const draft = draftOf(found, kind, offset);
  const end = settled(scan(text.slice(0, offset)).end, draft.kind);
  if (end.is === 'nothing') {
    return null;
  }
  const typed = text.slice(end.from, offset);
  if (end.is === 'key') {
    const behind = text.slice(offset, offset + 200);
    const items = matching(keysIn(end.group, found, draft, behind), typed);
    return items.length === 0 ? null : { from: end.from, is: 'key', path: end.group, items };
  }
  const inPlace = found.tokens.filter(
    token => token.path === end.path && (offset < token.from || offset > token.to)
  );
  const taken = new Set(end.inList ? inPlace.map(token => token.text) : []);
  const gap = end.from > 0 && text[end.from - 1] === ':' ? ' ' : '';
  const items = matching(unlike(valuesOf(end.path, typed, draft, variables), taken), typed)
    .filter(({ is, label }) => !end.inList || is !== 'mapping' || label.startsWith('{from'))
    .map(item => ({ ...item, insert: gap + item.insert }));
  return items.length === 0 ? null : { from: end.from, is: 'value', path: end.path, items };
}
