// A study below the active cell of a notebook, with the extension before it if no cell loads that.

import type { Notebook } from '@jupyterlab/notebook';
import { EXAMPLES, type Kind, LOAD } from './examples';

/**
 * Inserts a study below the active cell, as one step that the notebook can undo, and makes the first of the new
 * cells active. A notebook that can't be changed is left alone.
 *
 * @param notebook where
 * @param kind of the study
 */
export function insertStudy(notebook: Notebook, kind: Kind): void {
  const { model } = notebook;
  if (model === null || model.readOnly) return;
  const sources = [...model.cells]
    .filter(({ type }) => type === 'code')
    .map(({ sharedModel }) => sharedModel.getSource());
  const below = notebook.activeCellIndex + 1;
  const cells = (loads(sources) ? [EXAMPLES[kind]] : [LOAD, EXAMPLES[kind]]).map(source => ({
    cell_type: 'code' as const,
    source
  }));
  model.sharedModel.insertCells(below, cells);
  notebook.deselectAll();
  notebook.activeCellIndex = below;
  notebook.mode = 'edit';
}

/** Whether a cell loads the extension, as a line of its own. */
export function loads(sources: readonly string[]): boolean {
  return sources.some(source => /^[ \t]*%(load_ext|reload_ext)[ \t]+percolab[ \t]*$/m.test(source));
}
