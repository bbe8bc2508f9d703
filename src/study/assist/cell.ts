// A cell with a study, as help while typing sees it: the magic's line is blank, so that places are the cell's own.

import type { Kind } from '../key';
import { studyCell } from '../yaml/cell';

/** A cell that begins with one of the magics. */
export interface TypedCell {
  readonly kind: Kind;
  /** The cell with spaces up to the end of the magic's line; as long as the cell. */
  readonly text: string;
  /** Where the study begins; beyond the end while there is only the magic's line. */
  readonly start: number;
}

/**
 * The study in a cell.
 *
 * @param cell the cell's text
 * @returns null where it begins with neither of the magics
 */
export function typedCell(cell: string): TypedCell | null {
  const found = studyCell(cell);
  if (found === null) {
    return null;
  }
  const start = found.head.length + (found.head.endsWith('\n') ? 0 : 1);
  return { kind: found.kind, text: found.head.replace(/[^\n]/g, ' ') + found.body, start };
}
