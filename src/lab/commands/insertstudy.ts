// A study below the active cell of a notebook, with the extension before it if no cell loads that.

import type { Notebook } from '@jupyterlab/notebook';
import { insertCells } from '../insertcells';
import { EXAMPLES, type Kind } from './examples';

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
  const below = notebook.activeCellIndex + 1;
  insertCells(notebook, below, EXAMPLES[kind]);
  notebook.deselectAll();
  notebook.activeCellIndex = below;
  notebook.mode = 'edit';
}
