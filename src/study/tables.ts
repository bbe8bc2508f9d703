// The numbers of a result as tables: its rows, and every section that a figure may draw, so that all that is drawn
// can be read.

import { inputs } from './figure/axis';
import type { Mask, MaskState, Result, TablePart, Value } from './result';

/** Gives a title in the reader's language. */
export interface Titles {
  __(title: string): string;
}

/** Columns, and rows that are made when they are shown. */
export interface Rows {
  readonly title: string;
  readonly names: readonly string[];
  readonly rows: number;
  /** The cells of a row, from 0, in the order of the names. */
  cells(row: number): readonly Value[];
}

/** A table of a result. */
export interface Table extends Rows {
  /** Member of the result that it shows. */
  readonly part: TablePart;
  /** Rows that it has in the whole result, of which this one may be an excerpt. */
  readonly whole: number;
}

/** Columns of equal length that belong to rows of the result. */
interface Section {
  readonly row: readonly number[];
  readonly [name: string]: readonly Value[];
}

const NONE: Section = { row: [] };

const STATES: readonly MaskState[] = ['removed', 'open', 'reachable', 'live', 'cut'];

/**
 * All tables of a result that have a row, here or in the whole result.
 *
 * @param result a checked result
 * @param trans translates their titles
 */
export function tablesOf(result: Result, trans: Titles): Table[] {
  const { columns, rows, excerpt = {} } = result;
  const cell = inputs(result).map(({ name }) => name);
  // Beside its cell of the grid, a run of a training study has an arm and a replicate.
  const run = ['arm', 'replicate'].filter(
    name => Object.hasOwn(columns, name) && !cell.includes(name)
  );
  const table = (part: TablePart, own: Rows): Table => ({
    ...own,
    part,
    whole: Math.max(own.rows, excerpt[part] ?? 0)
  });
  const section = (part: TablePart, title: string, own: object, keys: readonly string[]): Table =>
    table(part, sectionTable(title, own as Section, columns, keys));
  const { profiles, verdicts, traces, flow, updates } = result;
  const runs = [...cell, ...run];
  return [
    table('columns', columnTable(trans.__('Results'), rows, columns)),
    section('profiles', trans.__('Profiles'), profiles ?? NONE, cell),
    section('verdicts', trans.__('Verdicts'), verdicts ?? NONE, cell),
    section('traces', trans.__('Traces by step'), traces ?? NONE, runs),
    section('flow', trans.__('Gradients by layer'), flow ?? NONE, runs),
    section('updates', trans.__('Updates by layer'), updates ?? NONE, runs),
    section('weight_updates', trans.__('Updates by weight'), weightUpdates(result), runs),
    section(
      'masks',
      trans.__('Masks: units and edges by layer and state'),
      maskCounts(result),
      cell
    )
  ].filter(({ whole }) => whole > 0);
}

function columnTable(title: string, rows: number, columns: Result['columns']): Rows {
  const names = Object.keys(columns);
  return { title, names, rows, cells: row => names.map(name => columns[name][row]) };
}

/** A section, each entry behind those cells of its row that say what it belongs to. */
function sectionTable(
  title: string,
  { row, ...own }: Section,
  columns: Result['columns'],
  keys: readonly string[]
): Rows {
  const lists = Object.values(own);
  return {
    title,
    names: [...keys, ...Object.keys(own)],
    rows: row.length,
    cells: at => [...keys.map(key => columns[key][row[at]]), ...lists.map(list => list[at])]
  };
}

/** Columns of a list of entries. */
function asSection<Name extends string>(
  names: readonly Name[],
  entries: readonly Readonly<Record<Name | 'row', Value>>[]
): Section {
  const list = (name: Name): [string, Value[]] => [name, entries.map(entry => entry[name])];
  return { row: entries.map(({ row }) => Number(row)), ...Object.fromEntries(names.map(list)) };
}

/** Each weight that was counted, with its units in the layers before and behind it, from 1. */
function weightUpdates({ weight_updates: layers = [] }: Result): Section {
  const entries = layers.flatMap(({ row, layer, to, count }) =>
    count.map((updates, i) => ({
      row,
      layer,
      from: Math.floor(i / to) + 1,
      to: (i % to) + 1,
      updates
    }))
  );
  return asSection(['layer', 'from', 'to', 'updates'], entries);
}

/** How many units of each layer, and edges that leave it, are in each state. */
function maskCounts({ masks = [] }: Result): Section {
  const entries = masks.flatMap(mask => [
    ...statesByLayer(mask, 'units', mask.layer, mask.unit),
    ...statesByLayer(
      mask,
      'edges',
      mask.from.map(unit => mask.layer[unit]),
      mask.edge
    )
  ]);
  return asSection(['of', 'layer', ...STATES], entries);
}

function statesByLayer(
  { row }: Mask,
  of: string,
  layer: readonly number[],
  states: readonly MaskState[]
): Readonly<Record<'row' | 'of' | 'layer' | MaskState, Value>>[] {
  const counts = new Map<number, Record<MaskState, number>>();
  layer.forEach((at, i) => {
    const found = counts.get(at) ?? { removed: 0, open: 0, reachable: 0, live: 0, cut: 0 };
    found[states[i]]++;
    counts.set(at, found);
  });
  return [...counts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([at, found]) => ({ row, of, layer: at, ...found }));
}
