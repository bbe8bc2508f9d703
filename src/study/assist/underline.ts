// The mistakes of a study, as stretches of its text: what the reader would refuse, underlined before it runs.
// What needs a file or a variable of the kernel is not looked at, and never called a mistake.

import { StudyError, type Diagnostic } from '../diagnostic';
import type { Kind } from '../key';
import { DATA_NAMES } from '../keys/data';
import { readStudy } from '../read';
import { LONGEST_HELPED } from './complete';
import type { Scan } from './place';
import { scan } from './scan';

/** A mistake and where it stands, in UTF-16 units from 0. */
export interface Underline {
  readonly from: number;
  readonly to: number;
  readonly key: string;
  readonly message: string;
}

function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    start = text.indexOf('\n', start) + 1;
  }
  return Math.min(start + column - 1, text.length);
}

/** The last place before `at` that is not blank, as a stretch of one character. */
function before(text: string, at: number): { from: number; to: number } {
  const to = text.slice(0, at).trimEnd().length;
  return { from: Math.max(0, to - 1), to: Math.max(to, Math.min(1, text.length)) };
}

function stretch(text: string, found: Scan, from: number): { from: number; to: number } {
  const known = [...found.mentions, ...found.tokens].find(each => each.from === from);
  if (known && known.to > from) {
    const [line] = text.slice(from, known.to).split('\n', 1);
    return { from, to: from + line.trimEnd().length };
  }
  const word = /^(?:\w[^\s,[\]{}:#]*|\S)/.exec(text.slice(from, from + 200));
  return word ? { from, to: from + word[0].length } : before(text, from);
}

/** A name that may be a variable of the notebook; only the kernel knows. */
function variableOf(found: Scan): string | undefined {
  const named =
    found.tokens.find(({ path }) => path === 'data.name') ??
    found.tokens.find(({ path }) => path === 'data');
  const name = named?.text.replace(/^(["'])(.*)\1$/, '$2') ?? '';
  const isBuiltIn = DATA_NAMES.some(each => each === name);
  return !isBuiltIn && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : undefined;
}

function diagnose(
  text: string,
  kind: Kind | null,
  arrays: string | undefined
): readonly Diagnostic[] {
  try {
    readStudy(text, { kind: kind ?? undefined, arrays });
    return [];
  } catch (error) {
    if (error instanceof StudyError) {
      return error.diagnostics;
    }
    throw error;
  }
}

/**
 * The mistakes of a study, by place.
 *
 * @param text the study
 * @param kind kind of study that a cell's magic implies; null for a file, which has no variables beside it
 * @returns empty for a valid study, and for one that is not begun
 */
export function underlines(text: string, kind: Kind | null): Underline[] {
  if (text.length > LONGEST_HELPED || text.replace(/#.*/g, '').trim() === '') {
    return [];
  }
  const found = scan(text);
  const first = text.search(/\S/);
  return diagnose(text, kind, kind === null ? undefined : variableOf(found)).map(
    ({ at, key, message }) => ({
      ...stretch(text, found, at ? offsetOf(text, at) : first),
      key,
      message
    })
  );
}
