// What a key of a study means, for the reader who is writing it: the same words as in the documentation.

import { allowed } from '../allowed';
import { FORMS } from '../family';
import { isOverTime, type Key, type Kind, type Setting } from '../key';
import { KEYS } from '../keys';

/** What is known of a key. */
export interface Description {
  /** Full path, e.g. `network.width`. */
  readonly path: string;
  readonly about: string;
  /** What its values may be. */
  readonly allowed: string;
  /** As it is written; null where there is none. */
  readonly default: string | null;
}

const GROUPS: Readonly<Record<string, string>> = {
  network: 'The network; each form has keys of its own.',
  'network.skip': 'Skip connections.',
  'network.tree': 'A tree, as the network.',
  data: 'What is learned.',
  optimizer: 'How a training step follows from the gradient.',
  'optimizer.schedule': 'How the learning rate changes.'
};

/** A value as YAML in one line. */
export function written(value: Setting | readonly Setting[]): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => written(item as Setting)).join(', ')}]`;
  }
  const one = value as Setting;
  return isOverTime(one)
    ? `{from: ${written(one.from)}, to: ${written(one.to)}, over: ${one.over}}`
    : String(one ?? 'none');
}

/** Keys of one kind, or of both; where both have one, the row of the first kind. */
export function tableOf(kind: Kind | null): readonly Key[] {
  return KEYS.filter(({ studies }) => kind === null || studies.includes(kind));
}

function takes({ takes: how, type }: Key): string {
  const range = type.is === 'integer' || type.is === 'number' ? ' or a range' : '';
  return how === 'axis'
    ? `; a list${range} sweeps it`
    : how === 'list'
      ? '; or a list of them'
      : '';
}

/** What is known of a row of the table. */
export function describeKey(key: Key): Description {
  return {
    path: key.path,
    about: key.about,
    allowed: allowed(key.type) + takes(key),
    default: key.default === undefined ? null : written(key.default)
  };
}

/**
 * What is known of a key or a group of keys.
 *
 * @param path full path, e.g. `network.width`, `network` or `study`
 * @param kind kind of study; null where the text does not say it
 * @returns null for a path that is in no table
 */
export function describe(path: string, kind: Kind | null): Description | null {
  if (path === 'study') {
    return {
      path,
      about: 'Kind of study; the magics %%percolation and %%dropout imply it.',
      allowed: 'percolation, dropout',
      default: null
    };
  }
  const table = tableOf(kind);
  const group = table.filter(key => key.path.startsWith(`${path}.`));
  const key = table.find(each => each.path === path) ?? group.find(({ shorthand }) => shorthand);
  if (group.length === 0) {
    return key ? describeKey(key) : null;
  }
  const names = [...new Set(group.map(each => each.path.slice(path.length + 1).split('.')[0]))];
  const mapping = `a mapping with ${names.join(', ')}`;
  const example = path === 'network' ? `; e.g. ${FORMS.rectangular.example}` : '';
  return key && path !== 'network.tree'
    ? { ...describeKey(key), path, allowed: `${allowed(key.type)}, or ${mapping}` }
    : { path, about: GROUPS[path] ?? '', allowed: mapping + example, default: null };
}
