// Whether a planned study can be run: its cost, which the reader may accept, and what it must keep in memory, which
// nobody can. Asked of sums, before any of that size is made.

import { COST_LIMIT_SECONDS } from './cost';
import { StudyError, type Diagnostic } from './diagnostic';
import { sayDuration } from './duration';
import type { Work } from './measure/part';
import { single, type Study } from './study';

/** Most shards of a plan, about 200 bytes each with their results. */
export const MOST_SHARDS = 1_000_000;

/** Most numbers that the results of all shards may hold, 800 MB: they are kept until the study is reduced. */
export const MOST_NUMBERS = 100_000_000;

function complaint(study: Study, message: string): Diagnostic {
  return { at: study.locate('network'), key: '', message };
}

/** What to take fewer of. */
function fewer(study: Study): string {
  return study.kind === 'dropout'
    ? 'take fewer cells, arms or replicates'
    : 'take fewer cells or trials';
}

/**
 * Refuses a study whose results hold too many numbers.
 *
 * @param study the study
 * @param numbers most numbers that those hold which are known so far
 * @throws StudyError
 */
export function checkNumbers(study: Study, numbers: number): void {
  if (numbers > MOST_NUMBERS) {
    const other =
      study.kind === 'dropout' ? 'shallower networks' : 'leave out the measure that needs most';
    const message =
      `found results with ${numbers} numbers or more, all of which are kept until the end; allowed: up to ` +
      `${MOST_NUMBERS}; ${fewer(study)}, or ${other}`;
    throw new StudyError([complaint(study, message)], study.source);
  }
}

/**
 * Refuses a study that costs or keeps too much.
 *
 * @param study the study
 * @param work what its shards come to
 * @throws StudyError naming the limits that it is above; `force: true` lifts that of the cost alone
 */
export function checkAffordable(study: Study, { count, seconds, numbers }: Work): void {
  const diagnostics: Diagnostic[] = [];
  if (count > MOST_SHARDS) {
    const message =
      `found work in ${count} pieces, of each of which a result is kept; allowed: up to ${MOST_SHARDS}; ` +
      `${fewer(study)}, or divide it into several studies`;
    diagnostics.push(complaint(study, message));
  }
  if (seconds > COST_LIMIT_SECONDS && single(study, 'force') !== true) {
    const message =
      `the estimated cost is ${sayDuration(seconds)} of one core; allowed: up to ` +
      `${sayDuration(COST_LIMIT_SECONDS)}; take fewer cells, trials or steps, or write force: true`;
    diagnostics.push(complaint(study, message));
  }
  if (diagnostics.length > 0) {
    throw new StudyError(diagnostics, study.source);
  }
  checkNumbers(study, numbers);
}
