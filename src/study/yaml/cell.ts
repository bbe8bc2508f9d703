// A notebook's cell that holds a study: the line of its magic, and the study below it.

import type { Kind } from '../key';

const MAGIC = /^\s*%%(percolation|dropout)(?![^\s])[^\n]*(?:\n|$)/;

/** A cell in its parts. */
export interface StudyCell {
  readonly kind: Kind;
  /** Everything up to the end of the magic's line. */
  readonly head: string;
  /** The study. */
  readonly body: string;
}

/**
 * The parts of a cell.
 *
 * @param text the cell's text
 * @returns null where it begins with neither of the magics
 */
export function studyCell(text: string): StudyCell | null {
  const found = MAGIC.exec(text);
  if (found === null) {
    return null;
  }
  const [head, kind] = found;
  return { kind: kind as Kind, head, body: text.slice(head.length) };
}
