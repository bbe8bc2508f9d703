// Progress in an output of JupyterLab: joins the view to the cell that it stands in.

import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { IOutputAreaModel } from '@jupyterlab/outputarea';
import type { Widget } from '@lumino/widgets';
import type { IServices } from '../services';
import { placeOf } from './place';
import { ProgressView } from './progressview';

/** Shows progress in the widget of an output. */
export function showProgress(
  widget: Widget,
  { running, trans }: IServices,
  app: JupyterFrontEnd,
  notebooks: INotebookTracker | null
): ProgressView {
  return new ProgressView(widget.node, {
    find: () => placeOf(widget.node, app, notebooks),
    // After the message that ended the run, and before the next one.
    remove: () => queueMicrotask(() => removeOutput(widget)),
    running,
    trans
  });
}

/** An output area, as far as it is needed: a widget is asked for it that may be any other. */
interface Area {
  readonly model?: IOutputAreaModel;
  readonly widgets?: readonly Widget[];
}

/** Takes the output that a widget shows out of its cell, and so out of the notebook. */
function removeOutput(widget: Widget): void {
  const output = widget.parent;
  const area = output?.parent as Area | null | undefined;
  const place = output && area?.widgets ? area.widgets.indexOf(output) : -1;
  if (place >= 0) area?.model?.remove(place);
}
