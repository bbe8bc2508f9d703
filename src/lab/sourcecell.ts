// The notebook's cell whose output shows a result, found from the widget of the result: what is written goes through
// the shared document, so that undo and people who edit together see one change of some letters.

import type { Cell } from '@jupyterlab/cells';
import { StaticNotebook } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';
import type { SourceCell } from '../view/surroundings';
import { insertCells } from './insertcells';
import { putText } from './sharedtext';

/**
 * The cell of a result.
 *
 * @param widget the result's widget, in its place on the page
 * @returns null outside notebooks, and in a view of an output that was taken out of its notebook
 */
export function sourceCellOf(widget: Widget): SourceCell | null {
  let inner = widget;
  for (let outer = widget.parent; outer !== null; [inner, outer] = [outer, outer.parent]) {
    if (outer instanceof StaticNotebook) return cellIn(outer, inner as Cell);
  }
  return null;
}

function cellIn(notebook: StaticNotebook, cell: Cell): SourceCell {
  const { sharedModel } = cell.model;
  return {
    get text() {
      return sharedModel.getSource();
    },
    get isReadOnly() {
      return cell.isDisposed || cell.readOnly || (notebook.model?.readOnly ?? true);
    },
    write: text => putText(sharedModel, text),
    insertBelow: text => insertCells(notebook, notebook.widgets.indexOf(cell) + 1, text),
    onChange: listener => {
      const hear = (_: unknown, change: { readonly sourceChange?: unknown }): void => {
        if (change.sourceChange !== undefined) listener();
      };
      sharedModel.changed.connect(hear);
      return () => sharedModel.changed.disconnect(hear);
    }
  };
}
