// What is said of an excerpt: how much of the whole result is there, and where the rest is.

import type { Result } from './result';
import { tablesOf } from './tables';

/** Rows that the whole result has. */
export function wholeRows({ rows, excerpt }: Result): number {
  return excerpt?.columns ?? rows;
}

/** So many of so many rows, e.g. `1 row`, `12 rows` or `12 of 40 rows`. */
export function counted(rows: number, whole: number): string {
  return rows < whole ? `${rows} of ${whole} rows` : rows === 1 ? '1 row' : `${rows} rows`;
}

/** The rows of a result. */
export function countedRows(result: Result): string {
  return counted(result.rows, wholeRows(result));
}

/** Plain text for readers of an excerpt; none for a whole result. */
export function excerptNotes(result: Result): string[] {
  if (result.excerpt === undefined) return [];
  const parts = tablesOf(result, { __: title => title })
    .filter(({ rows, whole }) => rows < whole)
    .map(({ title, rows, whole }) => `${title}, ${counted(rows, whole)}`);
  return [
    `This is an excerpt of a result that is too large to be stored here: ${parts.join('; ')}. The full table: ` +
      'Result.save("FILE.csv") in Python, percolab run STUDY.yaml --out FILE.csv on the command line.'
  ];
}
