// What a word in a study means: the key itself, or the key whose value it is.

import type { Kind } from '../key';
import { draftOf } from './applicable';
import { LONGEST_HELPED } from './complete';
import { describe, type Description } from './describe';
import { scan } from './scan';

/** A word that means something, and what. */
export interface Hover extends Description {
  readonly from: number;
  readonly to: number;
}

/**
 * What stands at a place of a study, valid or not.
 *
 * @param text the study as far as it is written
 * @param offset the place, in UTF-16 units from 0
 * @param kind kind of study that is implied; null where the text says it
 * @returns null where there is neither a key nor the value of one
 */
export function hoverAt(text: string, offset: number, kind: Kind | null): Hover | null {
  if (text.length > LONGEST_HELPED) {
    return null;
  }
  const found = scan(text);
  const holds = ({ from, to }: { from: number; to: number }): boolean =>
    from <= offset && offset <= to;
  const key = found.mentions.find(holds);
  // Of brackets inside brackets, the innermost; they are listed as they close.
  const place = key ?? found.tokens.find(token => holds(token) && !/^[{[]/.test(token.text));
  const meaning = place && describe(place.path, draftOf(found, kind, offset).kind);
  return meaning ? { ...meaning, from: place.from, to: place.to } : null;
}

/** A description in plain lines, for front ends that show text. */
export function asText({ path, about, allowed, default: usual }: Description): string {
  const lines = [path, about, `Allowed: ${allowed}.`];
  return [...lines, ...(usual === null ? [] : [`Default: ${usual}.`])].filter(Boolean).join('\n');
}
