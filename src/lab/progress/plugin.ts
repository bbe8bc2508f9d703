// Progress of studies: in the output of the cell that runs one, and in the status bar while anything runs.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { IStatusBar } from '@jupyterlab/statusbar';
import { IServices } from '../services';
import { PROGRESS_MIME } from './mime';
import { ProgressRenderer } from './renderer';

// Below that of HTML, which is sent beside it for other front ends.
const RANK = 41;

/** Shows progress. */
export const progress: JupyterFrontEndPlugin<void> = {
  id: 'percolab:progress',
  description: 'Shows and stops running studies.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IServices],
  optional: [INotebookTracker, IStatusBar],
  activate: (
    app,
    registry: IRenderMimeRegistry,
    services: IServices,
    notebooks: INotebookTracker | null,
    statusBar: IStatusBar | null
  ) => {
    registry.addFactory(
      {
        safe: true,
        mimeTypes: [PROGRESS_MIME],
        createRenderer: ({ mimeType }) => new ProgressRenderer(mimeType, services, app, notebooks)
      },
      RANK
    );
    if (statusBar === null) return;
    const stop = services.running.onChange(() => {
      stop();
      import('../status')
        .then(({ showRunning }) => showRunning(statusBar, services))
        .catch(console.error);
    });
  }
};
