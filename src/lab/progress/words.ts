// Progress in words: as a line to read, and what is said aloud of it.

import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunningStudy } from '../running';
import type { Progress } from './payload';

const SEPARATOR = ' \u00b7 ';

/** The line beside the bar: share, parts, what is from the cache, rate and time left, as far as they are known. */
export function progressLine(
  { name, parts, kept, rate, secondsLeft }: Progress,
  trans: TranslationBundle
): string {
  if (parts === null) return trans.__('%1: running', name);
  const words = [
    trans.__('%1: %2 %', name, percent(parts)),
    trans.__('%1 of %2 parts', parts.done, parts.total)
  ];
  if (kept > 0) words.push(trans.__('%1 from the cache', kept));
  if (rate !== null) words.push(trans.__('%1 parts/s', Number(rate.toPrecision(2))));
  if (secondsLeft !== null) words.push(trans.__('about %1 left', duration(secondsLeft, trans)));
  return words.join(SEPARATOR);
}

/** The line of a run that is not under way any more. */
export function leftLine(progress: Progress, trans: TranslationBundle): string {
  const { name, asOf, parts } = progress;
  const share = parts === null ? trans.__('begun') : trans.__('%1 % done', percent(parts));
  return trans.__('%1: did not finish; %2 at %3', name, share, asOf);
}

/** The line of a run that ended when the page that began it had been reloaded. */
export function endedLine({ name, state }: Progress, trans: TranslationBundle): string {
  return state === 'done'
    ? trans.__('%1: done after this page was reloaded; run the cell again to see the result', name)
    : trans.__('%1: did not finish', name);
}

/** The running studies in a few words; of several, how far the oldest is. */
export function runningWords(studies: readonly RunningStudy[], trans: TranslationBundle): string {
  const [{ name, share, secondsLeft }] = studies;
  const words = [
    share === null
      ? trans.__('%1: running', name)
      : trans.__('%1: %2 %', name, Math.floor(100 * share)),
    ...(secondsLeft === null ? [] : [trans.__('about %1 left', duration(secondsLeft, trans))]),
    ...(studies.length === 1 ? [] : [trans.__('%1 more', studies.length - 1)])
  ];
  return words.join(', ');
}

/** Whole percent that are done, rounded down. */
export function percent({
  done,
  total
}: {
  readonly done: number;
  readonly total: number;
}): number {
  return Math.floor((100 * done) / total);
}

/** A duration to the second, minute or hour, whichever a reader needs. */
export function duration(seconds: number, trans: TranslationBundle): string {
  const whole = Math.round(seconds);
  if (whole < 60) return trans.__('%1 s', whole);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return trans.__('%1 min %2 s', minutes, whole % 60);
  return trans.__('%1 h %2 min', Math.floor(minutes / 60), minutes % 60);
}
