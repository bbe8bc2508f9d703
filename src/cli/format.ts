// A result as a file: JSON with one line for each column, or CSV (RFC 4180) of the columns. Numbers are written
// in the shortest form that reads back as the same double.

import type { Profiles, Result, Traces, Value } from '../study/result';

/** JSON of lists, one line for each. */
function jsonLists(lists: Result['columns'] | Traces | Profiles): string {
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

function toJson(result: Result): string {
  const { percolab, study, digest, rows, columns, traces, profiles, masks } = result;
  const members = {
    percolab: JSON.stringify(percolab),
    study: JSON.stringify(study),
    digest: JSON.stringify(digest),
    rows: JSON.stringify(rows),
    columns: jsonLists(columns),
    ...(traces && { traces: jsonLists(traces) }),
    ...(profiles && { profiles: jsonLists(profiles) }),
    ...(masks && {
      masks: `[\n    ${masks.map(mask => JSON.stringify(mask)).join(',\n    ')}\n  ]`
    })
  };
  return `${jsonLines(members, '')}\n`;
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

/** What a result has beside its columns, which CSV leaves out. */
export function besideColumns({ traces, profiles, masks }: Result): string[] {
  return Object.entries({ traces, profiles, masks })
    .filter(([, part]) => part !== undefined)
    .map(([name]) => name);
}

/**
 * Text of a result.
 *
 * @param result any result
 * @param format json: all of it; csv: header and rows of its columns
 */
export function formatResult(result: Result, format: 'json' | 'csv'): string {
  return format === 'json' ? toJson(result) : toCsv(result);
}
