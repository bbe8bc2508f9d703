// Reading a result that comes from outside, e.g. from a notebook: nothing in it is believed before it is checked.

import { inOrder } from './columnorder';
import type { Result, Traces, Value } from './result';

/** A payload that is not a result; the message is short and holds nothing of the payload. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

const MOST_COLUMNS = 64;
const MOST_ROWS = 1_000_000;
const LONGEST_TRACES = 1_000_000;
const LONGEST_STRING = 1_000;
const LONGEST_STUDY = 5_000_000;
/** Letters that the different words of all columns may have together. */
const LONGEST_WORDS = 5_000_000;
/** Letters of the words that a study has for one key. */
const LONGEST_SETTING = 5_000;
/** Keys of a study whose values are words that are shown. */
const WORDS = ['model', 'method', 'seed'];
const COLUMN_NAME = /^[a-z][a-z0-9_]{0,39}$/;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' ? value.length <= LONGEST_STRING : Number.isFinite(value);
}

function check(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new PayloadError(message);
  }
}

function readColumns(value: unknown, rows: number): Result['columns'] {
  check(isObject(value), 'it has no columns');
  const names = Object.keys(value);
  check(names.length <= MOST_COLUMNS, `it has more than ${MOST_COLUMNS} columns`);
  for (const name of names) {
    check(COLUMN_NAME.test(name), 'a column has an impossible name');
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

function checkStudy(study: Json): void {
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

function readTraces(value: unknown, rows: number): Traces {
  check(isObject(value), 'its traces are not an object');
  const { row, step, loss, open } = value;
  for (const series of [row, step, loss, open]) {
    check(Array.isArray(series), 'a trace is not a list');
    check(series.length <= LONGEST_TRACES, `its traces have more than ${LONGEST_TRACES} entries`);
    check(series.length === (row as unknown[]).length, 'its traces differ in length');
    check(series.every(isValue), 'a trace holds something that is no number and no short string');
  }
  const inRange = (at: unknown): boolean =>
    Number.isInteger(at) && (at as number) >= 0 && (at as number) < rows;
  check((row as unknown[]).every(inRange), 'a trace has no row');
  check((step as unknown[]).every(Number.isInteger), 'a trace has a step that is no integer');
  return { row, step, loss, open } as unknown as Traces;
}

/**
 * The result in a payload.
 *
 * @param payload anything
 * @throws PayloadError when it is not a result, or larger than any result may be
 */
export function parseResult(payload: unknown): Result {
  check(isObject(payload), 'it is not an object');
  const { percolab, study, digest, rows, columns, traces } = payload;
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
  return traces === undefined ? read : { ...read, traces: readTraces(traces, rows as number) };
}
