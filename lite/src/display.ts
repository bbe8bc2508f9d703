// A value as data by MIME type: a result as in every other notebook, anything else as text.

import type { PartialJSONObject } from '@lumino/coreutils';
import { excerptSteps } from '../../src/study/excerpt';
import { picture } from '../../src/study/picture';
import { RESULT_MIME, type Result } from '../../src/study/result';
import { inTurns, type Turns } from '../../src/study/steps';
import { summary } from '../../src/study/summary';
import { inspect } from './inspect';
import type { Bundle } from './protocol';

/**
 * What a front end chooses from.
 *
 * @param value value of an expression
 * @param turns as for a result
 */
export async function bundleOf(value: unknown, turns: Turns): Promise<Bundle> {
  return isResult(value) ? bundleOfResult(value, turns) : { 'text/plain': inspect(value) };
}

/**
 * A result for every front end: itself or an excerpt, a static picture, a text.
 *
 * @param result the result of a study
 * @param turns says when others are to have theirs
 * @throws whatever ends the work at the end of a turn
 */
export async function bundleOfResult(result: Result, turns: Turns): Promise<Bundle> {
  const shown = await inTurns(excerptSteps(result), turns);
  await turns.giveWay?.();
  return {
    [RESULT_MIME]: shown as unknown as PartialJSONObject,
    'image/svg+xml': picture(shown),
    'text/plain': summary(shown)
  };
}

function isResult(value: unknown): value is Result {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['percolab', 'study', 'digest', 'rows', 'columns'].every(key => key in value)
  );
}
