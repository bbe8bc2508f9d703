// A study with less effort: what a reader sees while a control is being dragged. Only the precision is less; the grid,
// and so the picture, is the same.

import { changed, valueAt, type PlainStudy } from './change';

/** A cheaper study, and what is less in it. */
export interface Draft {
  readonly study: PlainStudy;
  /** Keys with less effort; none where the study is cheap enough as it is. */
  readonly reduced: readonly {
    readonly key: 'trials' | 'steps' | 'replicates' | 'passes';
    readonly from: string;
    readonly to: string;
  }[];
}

/** Least effort that still gives a picture. */
const LEAST = { trials: 64, steps: 20, replicates: 1, passes: 2 } as const;
/** Trials of a draft where the study asks for a precision. */
const TRIALS_OF_PRECISION = 1000;

type Key = keyof typeof LEAST;

function numbers(value: unknown): number[] {
  return [value].flat().filter(item => typeof item === 'number');
}

/** An integer with two digits that count, not above it. */
function rounded(value: number): number {
  const unit = Number(`1e${Math.max(0, String(Math.floor(value)).length - 2)}`);
  return Math.floor(value / unit) * unit;
}

/** Times a share, not below the least, repeated values once. */
function lessened(value: unknown, share: number, least: number): number[] {
  const less = numbers(value).map(item => Math.min(item, Math.max(least, rounded(item * share))));
  return [...new Set(less)];
}

/**
 * A draft of a study.
 *
 * @param study a resolved study
 * @param share of the study's cost that the draft should have, 0 to 1; at 1 the draft is the study
 */
export function draftOf(study: PlainStudy, share: number): Draft {
  if (share >= 1) {
    return { study, reduced: [] };
  }
  const reduced: { key: Key; from: string; to: string }[] = [];
  let draft = study;
  const lessen = (key: Key, part: number): void => {
    const before = valueAt(draft, key);
    if (before === undefined) return;
    const after = lessened(before, part, LEAST[key]);
    if (after.join() !== numbers(before).join()) {
      reduced.push({ key, from: numbers(before).join(', '), to: after.join(', ') });
      draft = changed(draft, key, after.length === 1 ? after[0] : after);
    }
  };
  if (study.study === 'percolation') {
    if (valueAt(study, 'precision') !== undefined) {
      reduced.push({ key: 'trials', from: '', to: String(TRIALS_OF_PRECISION) });
      draft = changed(
        changed(draft, 'precision', undefined),
        'trials',
        Math.max(LEAST.trials, TRIALS_OF_PRECISION)
      );
    } else {
      lessen('trials', share);
    }
    return { study: draft, reduced };
  }
  const replicates = numbers(valueAt(study, 'replicates'))[0] ?? 1;
  const kept = Math.max(LEAST.replicates, Math.floor(replicates * share));
  lessen('replicates', kept / replicates);
  lessen('steps', (share * replicates) / kept);
  lessen('passes', 0);
  return { study: draft, reduced };
}
