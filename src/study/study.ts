// A study that has been read and checked: every key has its values, and knows where it was written.

import type { DataSource } from '../engine/dropout/source';
import type { Position } from './diagnostic';
import { keysOf, type Kind, type Setting } from './keys';

/** A valid study. */
export interface Study {
  readonly kind: Kind;
  /** Values of each key that is set or has a default; more than one value of an axis key is a sweep. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  /** Data of a dropout study; null for percolation. */
  readonly data: DataSource | null;
  /** Hash of the data that were read from a file or handed over; null before, and where the name says it all. */
  readonly fingerprint: string | null;
  /** Where a key was written; null where it was not, or not in text. */
  locate(path: string): Position | null;
  /** Name of the study's text, for messages. */
  readonly source: string;
}

/** The single value of a key that can't be swept. */
export function single(study: Study, path: string): Setting | undefined {
  return study.settings.get(path)?.[0];
}

/** The study as plain data: defaults filled in, ranges as lists, a swept key as the list of its values. */
export type ResolvedStudy = { readonly study: Kind; readonly [key: string]: unknown };

/**
 * Resolved form of a study: the public `study` field of a result, and the basis of its hash.
 *
 * @param study a valid study
 */
export function resolve(study: Study): ResolvedStudy {
  const resolved: Record<string, unknown> & { study: Kind } = { study: study.kind };
  for (const key of keysOf(study.kind)) {
    if (key.path === 'data') {
      resolved['data'] = study.fingerprint
        ? { ...study.data, sha256: study.fingerprint }
        : study.data;
    }
    const values = study.settings.get(key.path);
    if (values === undefined || key.path === 'force') {
      continue;
    }
    const value = key.takes === 'list' || values.length > 1 ? values : values[0];
    const [group, name] = key.path.includes('.') ? key.path.split('.') : [undefined, key.path];
    if (group === undefined) {
      resolved[name] = value;
    } else {
      resolved[group] = { ...(resolved[group] as object | undefined), [name]: value };
    }
  }
  return resolved;
}

/** One cell of the grid: a value for every key. */
export interface Cell {
  readonly index: number;
  /** The cell's value of a key; undefined where the study leaves it out. */
  get(path: string): Setting | undefined;
}

/** Keys that are swept, in canonical order. */
export function axesOf(study: Study): string[] {
  return keysOf(study.kind)
    .filter(key => key.takes === 'axis' && (study.settings.get(key.path)?.length ?? 0) > 1)
    .map(key => key.path);
}

/** Number of cells of the grid. */
export function cellCount(study: Study): number {
  return axesOf(study).reduce((product, path) => product * study.settings.get(path)!.length, 1);
}

/** All cells of the grid; the last axis varies fastest. */
export function cellsOf(study: Study): Cell[] {
  const axes = axesOf(study);
  const count = cellCount(study);
  return Array.from({ length: count }, (_, index) => {
    const at = new Map<string, Setting>();
    let rest = index;
    for (const path of axes.toReversed()) {
      const values = study.settings.get(path)!;
      at.set(path, values[rest % values.length]);
      rest = Math.floor(rest / values.length);
    }
    return { index, get: path => (at.has(path) ? at.get(path) : study.settings.get(path)?.[0]) };
  });
}

/** How a value stands in a column or a message: widths as `784-16-10`, null as `none`. */
export function show(value: Setting): string | number {
  if (typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  return value === null ? 'none' : typeof value === 'boolean' ? String(value) : value.join('-');
}

/** Keys that a result shows as columns: those that are swept, and always width, depth and p. */
export function columnPaths(study: Study): string[] {
  const always = ['network.widths', 'network.width', 'network.depth', 'p_site', 'p_bond', 'p'];
  const reported = ['method', 'trials'];
  const swept = axesOf(study).filter(path => !reported.includes(path));
  return keysOf(study.kind)
    .map(key => key.path)
    .filter(path => swept.includes(path) || (always.includes(path) && study.settings.has(path)));
}
