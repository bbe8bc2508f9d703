// A result in a few lines of plain text, for places that show no figure.

import { countedRows, excerptNotes, wholeRows } from './excerptwords';
import type { Result } from './result';
import { sixDigits } from './sixdigits';

const MOST_LINES = 12;

/**
 * Plain text: what was studied, the first rows, what to beware of, the digest.
 *
 * @param result any result
 */
export function summary(result: Result): string {
  const names = Object.keys(result.columns);
  const shown = Math.min(result.rows, MOST_LINES);
  const body = Array.from({ length: shown }, (_, row) =>
    names.map(name => sixDigits(result.columns[name][row]))
  );
  const widths = names.map((name, i) => Math.max(name.length, ...body.map(line => line[i].length)));
  const lines = [names, ...body].map(line =>
    line.map((text, i) => text.padStart(widths[i])).join('  ')
  );
  const left = wholeRows(result) - shown;
  const more = left > 0 ? [`... ${left} more rows`] : [];
  const origin = result.cached ? ', from the cache' : '';
  const title = `${result.study.study} study, ${countedRows(result)}, percolab ${result.percolab}${origin}`;
  const notes = [...(result.notes ?? []), ...excerptNotes(result)];
  return [title, ...lines, ...more, ...notes, result.digest].join('\n');
}
