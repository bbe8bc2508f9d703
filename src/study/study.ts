// A study that has been read and checked: every key has its values, and knows where it was written.

import type { DataSource } from '../engine/dropout/source';
import type { Position } from './diagnostic';
import type { GraphSource } from './graphsource';
import { isOverTime, type Family, type Kind, type Setting } from './key';
import { keysOf } from './keys';

/** A valid study. */
export interface Study {
  readonly kind: Kind;
  /** The form in which the network is given. */
  readonly family: Family;
  /** Values of each key that is set or has a default; more than one value of an axis key is a sweep. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  /** Data of a dropout study; null for percolation. */
  readonly data: DataSource | null;
  /** Edges of the network, or the file that holds them; null for every other form. */
  readonly graph: GraphSource | null;
  /** Hash of the data or of the graph that were read from a file or handed over; null before, and where the name says it all. */
  readonly fingerprint: string | null;
  /** Rows of the training set of a data set that was read; null before, and where each cell's teacher draws its own. */
  readonly trainingRows: number | null;
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
    const values = study.settings.get(key.path);
    if (key.path === 'network.edges' && study.graph && 'edges' in study.graph) {
      put(resolved, key.path, study.graph.edges);
    } else if (values !== undefined && key.path !== 'force') {
      // A list for the layers stands in a list, since by itself it would be a sweep.
      const isNested = 'byLayer' in key.type && Array.isArray(values[0]);
      const isList = key.takes === 'list' || values.length > 1 || isNested;
      put(resolved, key.path, isList ? values : values[0]);
    }
  }
  if (study.fingerprint !== null) {
    put(resolved, study.data ? 'data.sha256' : 'network.sha256', study.fingerprint);
  }
  return resolved;
}

/** Puts a value under its path, into groups that are made as needed. */
function put(resolved: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  let group = resolved;
  for (const name of names.slice(0, -1)) {
    group = (group[name] ??= {}) as Record<string, unknown>;
  }
  group[names.at(-1)!] = value;
}

/** One cell of the grid: a value for every key. */
export interface Cell {
  readonly index: number;
  /** The form in which the study gives its networks. */
  readonly family: Family;
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

/** Number of rows of the result: a training run each, or a cell; with quenched networks one of its fixed graphs. */
export function rowCount(study: Study): number {
  const cells = cellCount(study);
  const replicates = (single(study, 'replicates') ?? 1) as number;
  if (study.kind === 'dropout') {
    return cells * study.settings.get('arms')!.length * replicates;
  }
  const quenched = study.settings.get('network.quenched') ?? [false];
  const fixed = quenched.filter(value => value === true).length;
  return (cells / quenched.length) * (quenched.length - fixed + fixed * replicates);
}

/** An axis of the grid: its values, and the number of cells through which it keeps each. */
interface Axis {
  readonly values: readonly Setting[];
  readonly stride: number;
}

/** A cell that knows where it is and looks its values up, since a grid has many. */
class GridCell implements Cell {
  constructor(
    readonly index: number,
    private readonly study: Study,
    private readonly axes: ReadonlyMap<string, Axis>
  ) {}

  get family(): Family {
    return this.study.family;
  }

  get(path: string): Setting | undefined {
    const axis = this.axes.get(path);
    return axis
      ? axis.values[Math.floor(this.index / axis.stride) % axis.values.length]
      : this.study.settings.get(path)?.[0];
  }
}

/** All cells of the grid; the last axis varies fastest. */
export function cellsOf(study: Study): Cell[] {
  const axes = new Map<string, Axis>();
  let stride = 1;
  for (const path of axesOf(study).toReversed()) {
    const values = study.settings.get(path)!;
    axes.set(path, { values, stride });
    stride *= values.length;
  }
  return Array.from({ length: stride }, (_, index) => new GridCell(index, study, axes));
}

/** Keys whose lists are units or channels of all layers. */
const WIDTHS = ['network.widths', 'network.channels'];

/** Keys whose lists are heights and widths. */
const SIZES = ['network.size', 'network.image'];

/**
 * How a value stands in a column or a message: widths as `784-16-10`, sizes as `16x32`, rates by layer as
 * `0.2, 0.5`, a change as `0.8 to 0.2 over 1000`, null as `none`.
 */
export function show(path: string, value: Setting): string | number {
  if (typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  if (value === null || typeof value === 'boolean') {
    return value === null ? 'none' : String(value);
  }
  if (isOverTime(value)) {
    const [from, to] = [value.from, value.to].map(end => [end].flat().join(', '));
    return `${from} to ${to} over ${value.over}`;
  }
  return value.join(SIZES.includes(path) ? 'x' : WIDTHS.includes(path) ? '-' : ', ');
}

/** Keys that a result shows as columns also where they are not swept. */
const ALWAYS = [
  'network.widths',
  'network.width',
  'network.depth',
  'network.channels',
  'network.size',
  'network.tree.branching',
  'network.tree.depth',
  'p_site',
  'p_bond',
  'p'
];

/** Keys that stand in columns of their own among what was measured. */
const REPORTED = ['method', 'trials'];

/** Keys that a result shows as columns: those that are swept, and always those of size and p. */
export function columnPaths(study: Study): string[] {
  const swept = axesOf(study).filter(path => !REPORTED.includes(path));
  return keysOf(study.kind)
    .map(key => key.path)
    .filter(path => swept.includes(path) || (ALWAYS.includes(path) && study.settings.has(path)));
}
