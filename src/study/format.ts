// A result as a file: JSON with one line for each column, or its columns as CSV (RFC 4180) or JSON lines. Numbers are
// written in the shortest form that reads back as the same double. Files are made piece by piece: a large one need not fit
// into one text.

import { SECTIONS, type Result, type Value } from './result';

/** The forms that a file may have. */
export const FORMATS = ['json', 'jsonl', 'csv'] as const;

/** One of them. */
export type Format = (typeof FORMATS)[number];

/** Members that are columns. */
const LISTS: readonly string[] = ['columns', ...SECTIONS];

/** Rows of a piece. */
const BLOCK = 1000;

/** Signs at which spreadsheets take a text for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Members that differ from run to run of the same study. */
const OF_THE_RUN = ['timing', 'cached'];

/** JSON of an object with one line for each member, whose value comes in pieces. */
function* jsonObject(
  members: Iterable<readonly [name: string, value: Iterable<string>]>,
  indent: string
): Generator<string> {
  yield '{';
  let before = '\n';
  for (const [name, value] of members) {
    yield `${before}${indent}  ${JSON.stringify(name)}: `;
    yield* value;
    before = ',\n';
  }
  yield `\n${indent}}`;
}

/** Lists, each as one piece, made when it is wanted. */
function* jsonLists(lists: object): Generator<readonly [string, readonly string[]]> {
  for (const [name, list] of Object.entries(lists)) {
    yield [name, [JSON.stringify(list)]];
  }
}

function* jsonMembers(result: Result): Generator<readonly [string, Iterable<string>]> {
  for (const [name, value] of Object.entries(result).filter(([own]) => !OF_THE_RUN.includes(own))) {
    const isLists = LISTS.includes(name);
    yield [name, isLists ? jsonObject(jsonLists(value as object), '  ') : [JSON.stringify(value)]];
  }
}

/** All of a result but what is of the run: the same study gives the same file. */
function* toJson(result: Result): Generator<string> {
  yield* jsonObject(jsonMembers(result), '');
  yield '\n';
}

/** A text that begins like a formula gets an apostrophe, which a spreadsheet takes for "text follows"; numbers stay. */
function csvCell(value: Value): string {
  const isText = typeof value === 'string' && value !== '-Infinity';
  const text = isText && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows in pieces, each row by itself a text. */
function* rowPieces(rows: number, toText: (row: number) => string): Generator<string> {
  for (let from = 0; from < rows; from += BLOCK) {
    const size = Math.min(BLOCK, rows - from);
    yield Array.from({ length: size }, (_, i) => toText(from + i)).join('');
  }
}

function* toCsv({ rows, columns }: Result): Generator<string> {
  const lists = Object.values(columns);
  yield `${Object.keys(columns).join(',')}\n`;
  yield* rowPieces(rows, row => `${lists.map(list => csvCell(list[row])).join(',')}\n`);
}

function toJsonLines({ rows, columns }: Result): Generator<string> {
  const lists = Object.entries(columns);
  return rowPieces(rows, row => {
    const cells = lists.map(([name, list]) => [name, list[row]] as const);
    return `${JSON.stringify(Object.fromEntries(cells))}\n`;
  });
}

/** Members that every result has, and those that no file has. */
const EVERYWHERE = ['percolab', 'study', 'digest', 'rows', 'columns', 'excerpt', ...OF_THE_RUN];

/** What a result has beside its columns, which CSV and JSON lines leave out. */
export function besideColumns(result: Result): string[] {
  return Object.keys(result).filter(name => !EVERYWHERE.includes(name));
}

/** How the pieces of each form are made. */
const PIECES: Readonly<Record<Format, (result: Result) => Generator<string>>> = {
  json: toJson,
  jsonl: toJsonLines,
  csv: toCsv
};

/**
 * Text of a result in pieces.
 *
 * @param result any result
 * @param format json: all of it but what is of the run, such as times; csv: header and rows of its columns; jsonl: the same
 * rows, each an object on a line of its own
 */
export function piecesOf(result: Result, format: Format): Generator<string> {
  return PIECES[format](result);
}

/** Text of a result; see piecesOf. */
export function formatResult(result: Result, format: Format): string {
  return [...piecesOf(result, format)].join('');
}
