// A result as a file: JSON with one line for each column, or CSV (RFC 4180) of the columns. Numbers are written
// in the shortest form that reads back as the same double.

import type { Result, Value } from './result';

/** Members that are columns. */
const SECTIONS = ['columns', 'traces', 'flow', 'updates', 'verdicts', 'profiles'];

/** JSON of lists, one line for each. */
function jsonLists(lists: object): string {
  const members = Object.entries(lists).map(([name, values]) => [name, JSON.stringify(values)]);
  return jsonLines(Object.fromEntries(members), '  ');
}

/** JSON of an object with one line for each member. */
function jsonLines(members: Readonly<Record<string, string>>, indent: string): string {
  const lines = Object.entries(members).map(
    ([name, text]) => `${indent}  ${JSON.stringify(name)}: ${text}`
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Members that differ from run to run of the same study. */
const OF_THE_RUN = ['timing', 'cached'];

/** All of a result but what is of the run: the same study gives the same file. */
function toJson(result: Result): string {
  const members = Object.entries(result)
    .filter(([name]) => !OF_THE_RUN.includes(name))
    .map(([name, value]: [string, unknown]) => [
      name,
      SECTIONS.includes(name) ? jsonLists(value as object) : JSON.stringify(value)
    ]);
  return `${jsonLines(Object.fromEntries(members) as Record<string, string>, '')}\n`;
}

function quote(value: Value): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toCsv({ rows, columns }: Result): string {
  const lines = [Object.keys(columns).map(quote).join(',')];
  for (let row = 0; row < rows; row++) {
    const cells = Object.values(columns).map(column => quote(column[row]));
    lines.push(cells.join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Members that every result has, and those that no file has. */
const EVERYWHERE = ['percolab', 'study', 'digest', 'rows', 'columns', ...OF_THE_RUN];

/** What a result has beside its columns, which CSV leaves out. */
export function besideColumns(result: Result): string[] {
  return Object.keys(result).filter(name => !EVERYWHERE.includes(name));
}

/**
 * Text of a result.
 *
 * @param result any result
 * @param format json: all of it but what is of the run, such as times; csv: header and rows of its columns
 */
export function formatResult(result: Result, format: 'json' | 'csv'): string {
  return format === 'json' ? toJson(result) : toCsv(result);
}
