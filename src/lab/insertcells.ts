// A study in a new cell of a notebook, with the extension before it if no cell loads that.

import type { StaticNotebook } from '@jupyterlab/notebook';
import { endStep } from './sharedtext';

/** What makes the magics known to a kernel. */
export const LOAD = '%load_ext percolab';

/**
 * Inserts a study's cell, as one step that the notebook can undo.
 *
 * @param notebook where; it has a model that can be changed
 * @param at place of the first new cell
 * @param source text of the study's cell
 */
export function insertCells(notebook: StaticNotebook, at: number, source: string): void {
  const { sharedModel: shared } = notebook.model!;
  const sources = shared.cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(cell => cell.getSource());
  endStep(shared);
  shared.insertCells(
    at,
    (loads(sources) ? [source] : [LOAD, source]).map(text => ({
      cell_type: 'code' as const,
      source: text,
      metadata: { trusted: true }
    }))
  );
  endStep(shared);
}

/** Whether a cell loads the extension, as a line of its own. */
export function loads(sources: readonly string[]): boolean {
  return sources.some(source => /^[ \t]*%(load_ext|reload_ext)[ \t]+percolab[ \t]*$/m.test(source));
}
