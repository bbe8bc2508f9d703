// Reading the `data` key: a name, or a mapping with a name and what that source needs.

import type { DataSource } from '../engine/dropout/source';
import { DATA_NAMES } from './keys/dropout';
import type { Entry, Node } from './source';
import { suggest } from './suggest';
import { found, type Complain } from './value';

const KEYS_OF_SOURCE: Record<string, readonly string[]> = {
  teacher: ['name'],
  digits: ['name'],
  mnist: ['name', 'path'],
  csv: ['name', 'path', 'label']
};

const EXAMPLES: Record<string, string> = {
  mnist: '{name: mnist, path: FOLDER}',
  csv: '{name: csv, path: FILE, label: COLUMN}'
};

function text(entry: Entry | undefined): string | undefined {
  return entry?.value.is === 'scalar' && typeof entry.value.value === 'string'
    ? entry.value.value
    : undefined;
}

function unknownName(node: Node, complain: Complain): null {
  const word = node.is === 'scalar' && typeof node.value === 'string' ? node.value : '';
  const near = suggest(word, DATA_NAMES);
  complain({
    at: node.at,
    key: 'data',
    message:
      `found ${found(node)}; allowed: ${DATA_NAMES.join(', ')}` +
      ` or, in a notebook, the name of a variable that holds a pair (X, y)${near ? `; did you mean ${near}?` : ''}`
  });
  return null;
}

/**
 * The data source that was named.
 *
 * @param node what was written; undefined means teacher
 * @param variable name of the arrays that were handed over beside the study, if any
 * @param complain told every mistake
 * @returns the source, or null when there was a mistake
 */
export function readDataSource(
  node: Node | undefined,
  variable: string | undefined,
  complain: Complain
): DataSource | null {
  if (node === undefined) {
    return { name: 'teacher' };
  }
  const entries: readonly Entry[] =
    node.is === 'map' ? node.entries : [{ key: 'name', at: node.at, value: node }];
  const entry = (key: string): Entry | undefined => entries.find(item => item.key === key);
  const name = text(entry('name'));
  if (variable !== undefined && name === variable) {
    return { name: 'arrays', variable };
  }
  if (name === undefined || !(DATA_NAMES as readonly string[]).includes(name)) {
    return unknownName(entry('name')?.value ?? node, complain);
  }
  const keys = KEYS_OF_SOURCE[name];
  const stray = entries.find(item => !keys.includes(item.key));
  if (stray) {
    const near = suggest(stray.key, keys);
    const message = `unknown key; allowed with ${name}: ${keys.join(', ')}${near ? `; did you mean ${near}?` : ''}`;
    complain({ at: stray.at, key: `data.${stray.key}`, message });
    return null;
  }
  if (name === 'teacher' || name === 'digits') {
    return { name };
  }
  const path = text(entry('path'));
  if (path === undefined || path === '') {
    const at = entry('path')?.value.at ?? node.at;
    complain({
      at,
      key: 'data.path',
      message: `${name} needs a path; write data: ${EXAMPLES[name]}`
    });
    return null;
  }
  if (name === 'mnist') {
    return { name, path };
  }
  const label = entry('label');
  if (label !== undefined && text(label) === undefined) {
    const message = `found ${found(label.value)}; allowed: the name of a column, in quotes if it is a number`;
    complain({ at: label.value.at, key: 'data.label', message });
    return null;
  }
  return { name: 'csv', path, label: text(label) ?? null };
}
