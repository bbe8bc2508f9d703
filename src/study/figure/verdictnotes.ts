// The verdicts of a result in words below its figure: the whole sentence for one cell, counts for many.

import { VERDICTS } from '../verdict';
import type { Result, Verdicts } from '../result';

const BREAKDOWN = 'percolation breakdown';
const LEVEL = 0.05;

/** How many claims of a cause stand when all cells are looked at together. */
function together({ verdict, p_holm: corrected }: Verdicts): string[] {
  const claims = verdict.flatMap((own, i) => (own === BREAKDOWN ? [i] : []));
  if (corrected === undefined || claims.length === 0) {
    return [];
  }
  const standing = claims.filter(i => Number(corrected[i]) <= LEVEL).length;
  const rest = standing < claims.length ? '; the others need more replicates' : '';
  return [
    `Of the ${BREAKDOWN}s ${standing} of ${claims.length} hold at 5 % over all cells together (Holm)${rest}.`
  ];
}

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
    [
      `Verdicts on ${verdicts.row.length} cells, each at the 5 % level of a single cell: ${said}.`,
      ...together(verdicts)
    ].join(' ')
  ];
}
