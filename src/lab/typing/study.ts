// Where a study stands in an editor: below the magic of a cell, or as all of a file.

import { typedCell } from '../../study/assist/cell';
import type { Kind } from '../../study/key';

/** A study as help while typing sees it; its places are those of the editor. */
export interface TypedStudy {
  readonly text: string;
  /** Implied by the magic; null in a file, which says it. */
  readonly kind: Kind | null;
  /** Where the study begins. */
  readonly start: number;
}

/** What an editor holds. */
export type Place = 'cell' | 'file';

/** Files that are studies. */
export function isStudyFile(path: string): boolean {
  return path.endsWith('.percolab.yaml');
}

/**
 * The study in an editor.
 *
 * @param text all of the editor's text
 * @returns null for a cell without one
 */
export function studyIn(text: string, place: Place): TypedStudy | null {
  return place === 'file' ? { text, kind: null, start: 0 } : typedCell(text);
}
