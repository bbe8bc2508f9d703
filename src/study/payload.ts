// Reading a result that comes from outside, e.g. from a notebook: nothing in it is believed before it is checked.

import { inOrder } from './columnorder';
import { check, isIndex, isObject, isValue, readSection, type Json } from './payloadcheck';
import { readTraining } from './payloadtraining';
import {
  SECTIONS,
  type Mask,
  type MaskState,
  type Profiles,
  type Result,
  type TablePart,
  type Value
} from './result';
import { LARGEST_DRAWING, MOST_DRAWINGS } from './sectionlimits';

export { PayloadError } from './payloadcheck';

const MOST_COLUMNS = 96;
/** More than a notebook's: files hold whole results. */
const MOST_ROWS = 1_000_000;
/** Rows of a table of which an excerpt may be. */
const MOST_WHOLE = 1e12;
const LONGEST_STUDY = 8_000_000;
const STATES: readonly unknown[] = [
  'removed',
  'open',
  'reachable',
  'live',
  'cut'
] satisfies MaskState[];
/** Letters that the different words of all columns may have together. */
const LONGEST_WORDS = 5_000_000;
/** Letters of the words that a study has for one key. */
const LONGEST_SETTING = 5_000;
/** Keys of a study whose values are words that are shown. */
const WORDS = ['model', 'method', 'seed'];
/** Lists and groups inside each other; a study takes five. */
const DEEPEST_STUDY = 12;
/** Tables that an excerpt may be of. */
const PARTS: readonly string[] = [
  'columns',
  ...SECTIONS,
  'weight_updates',
  'masks'
] satisfies TablePart[];
const COLUMN_NAME = /^[a-z][a-z0-9_]{0,39}$/;

function readColumns(value: unknown, rows: number): Result['columns'] {
  check(isObject(value), 'it has no columns');
  const names = Object.keys(value);
  check(names.length <= MOST_COLUMNS, `it has more than ${MOST_COLUMNS} columns`);
  for (const name of names) {
    // `constructor`, a name that every object answers to.
    check(COLUMN_NAME.test(name) && !(name in Object.prototype), 'a column has an impossible name');
    const column = value[name];
    check(Array.isArray(column), 'a column is not a list');
    check(column.length === rows, 'its columns differ in length');
    check(column.every(isValue), 'a column holds something that is no number and no short string');
  }
  const columns = names.map(name => [name, value[name] as readonly Value[]] as const);
  const length = columns.reduce((sum, [, column]) => sum + lengthOfWords(column), 0);
  check(length <= LONGEST_WORDS, `its words have more than ${LONGEST_WORDS} letters`);
  return Object.fromEntries(columns);
}

function lengthOfWords(column: readonly Value[]): number {
  const words = new Set(column.filter(value => typeof value === 'string'));
  return [...words].reduce((sum, word) => sum + word.length, 0);
}

/** Whether a value can be walked through by functions that call themselves. */
function isShallow(value: unknown, depth = 0): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (depth < DEEPEST_STUDY && Object.values(value).every(part => isShallow(part, depth + 1)))
  );
}

function checkStudy(study: Json): void {
  check(isShallow(study), 'its study nests too deeply');
  check(JSON.stringify(study).length <= LONGEST_STUDY, 'its study is too long');
  for (const name of WORDS.filter(word => study[word] !== undefined)) {
    const words: unknown[] = [study[name]].flat();
    check(
      words.every(word => typeof word === 'string'),
      `its ${name} is no text`
    );
    const length = words.reduce<number>((sum, word) => sum + word.length, 0);
    check(length <= LONGEST_SETTING, `its ${name} is too long`);
  }
}

function readProfiles(value: unknown, rows: number): Profiles {
  const names = ['row', 'measure', 'at', 'value', 'low', 'high'];
  const profiles = readSection(value, names, rows, 'profiles');
  check(
    profiles['measure'].every(name => typeof name === 'string' && COLUMN_NAME.test(name)),
    'a profile has an impossible name'
  );
  return profiles as unknown as Profiles;
}

function readMask(value: unknown, rows: number): Mask {
  check(isObject(value), 'a mask is not an object');
  const { row, layer, place, unit, from, to, edge } = value;
  check(isIndex(rows)(row), 'a mask has no row');
  for (const list of [layer, place, unit, from, to, edge]) {
    check(Array.isArray(list), 'a mask holds something that is not a list');
  }
  const [units, edges] = [(layer as unknown[]).length, (from as unknown[]).length];
  check(
    units + edges <= LARGEST_DRAWING,
    `a mask has more than ${LARGEST_DRAWING} units and edges`
  );
  check(
    (place as unknown[]).length === units && (unit as unknown[]).length === units,
    'the units of a mask differ in number'
  );
  check(
    (to as unknown[]).length === edges && (edge as unknown[]).length === edges,
    'the edges of a mask differ in number'
  );
  check(
    [...(layer as unknown[]), ...(place as unknown[])].every(Number.isFinite),
    'a mask has a unit without place'
  );
  check(
    [...(from as unknown[]), ...(to as unknown[])].every(isIndex(units)),
    'a mask has an edge without unit'
  );
  check(
    [...(unit as unknown[]), ...(edge as unknown[])].every(state => STATES.includes(state)),
    'a mask has an unknown state'
  );
  return { row, layer, place, unit, from, to, edge } as unknown as Mask;
}

function readMasks(value: unknown, rows: number): readonly Mask[] {
  check(Array.isArray(value), 'its masks are not a list');
  check(value.length <= MOST_DRAWINGS, `it has more than ${MOST_DRAWINGS} masks`);
  return value.map(mask => readMask(mask, rows));
}

function readExcerpt(value: unknown): NonNullable<Result['excerpt']> {
  check(isObject(value), 'its excerpt is not an object');
  const parts = Object.entries(value);
  check(
    parts.every(([part, rows]) => PARTS.includes(part) && isIndex(MOST_WHOLE)(rows)),
    'its excerpt is of no table'
  );
  return Object.fromEntries(parts);
}

/**
 * The result in a payload.
 *
 * @param payload anything
 * @throws PayloadError when it is not a result, or larger than any result may be
 */
export function parseResult(payload: unknown): Result {
  check(isObject(payload), 'it is not an object');
  const { percolab, study, digest, rows, columns, profiles, masks, excerpt } = payload;
  check(typeof percolab === 'string' && percolab.length <= 40, 'it names no version');
  check(isObject(study), 'it holds no study');
  const { study: kind } = study;
  check(kind === 'percolation' || kind === 'dropout', 'it holds no study of a known kind');
  checkStudy(study);
  check(
    typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest),
    'its digest is not a digest'
  );
  check(Number.isInteger(rows) && (rows as number) >= 0, 'its number of rows is not a number');
  check((rows as number) <= MOST_ROWS, `it has more than ${MOST_ROWS} rows`);
  const read = {
    percolab,
    study: study as Result['study'],
    digest,
    rows: rows as number,
    columns: inOrder(kind, readColumns(columns, rows as number))
  };
  const count = rows as number;
  return {
    ...read,
    ...readTraining(payload, count),
    ...(payload['cached'] === true ? { cached: true } : {}),
    ...(profiles === undefined ? {} : { profiles: readProfiles(profiles, count) }),
    ...(masks === undefined ? {} : { masks: readMasks(masks, count) }),
    ...(excerpt === undefined ? {} : { excerpt: readExcerpt(excerpt) })
  };
}
