// The verdicts of a result in words below its figure: the whole sentence for one cell, counts for many.

import { VERDICTS } from '../verdict';
import type { Result } from '../result';

/** Plain text; none where the result has no verdicts. */
export function verdictNotes({ verdicts }: Result): string[] {
  if (!verdicts || verdicts.row.length === 0) {
    return [];
  }
  if (verdicts.row.length === 1) {
    return [`Verdict: ${verdicts.words[0]}`];
  }
  const counts = VERDICTS.map(verdict => [
    verdict,
    verdicts.verdict.filter(own => own === verdict).length
  ]).filter(([, count]) => count !== 0);
  const said = counts.map(([verdict, count]) => `${verdict} ${count}`).join(', ');
  return [
    `Verdicts on ${verdicts.row.length} cells, each at the 5 % level of a single cell: ${said}.`
  ];
}
