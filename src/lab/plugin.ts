// The JupyterLab plugins. Results of percolab in notebooks show as figures wherever a render MIME registry is, so in
// JupyterLab and in Notebook 7; the others add what each of the two has a place for.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { RESULT_MIME } from '../study/result';
import { commands } from './commands/plugin';
import { documents } from './documents/plugin';
import { progress } from './progress/plugin';
import { ResultRenderer } from './renderer';
import { IServices, services } from './services';
import { typing } from './typing/plugin';

// The lowest rank is shown. An output also holds a picture (80) and text (120) for readers without percolab,
// and HTML, the first of JupyterLab's own, has 50.
const RANK = 40;

const results: JupyterFrontEndPlugin<void> = {
  id: 'percolab:plugin',
  description: 'Shows results of studies.',
  autoStart: true,
  requires: [IRenderMimeRegistry, IServices],
  optional: [INotebookTracker],
  activate: (
    app,
    registry: IRenderMimeRegistry,
    services: IServices,
    notebooks: INotebookTracker | null
  ) => {
    const reveal = async (element: HTMLElement) => {
      const { placeOf } = await import('./progress/place');
      placeOf(element, app, notebooks)?.reveal();
    };
    // At once, not after the settings: a notebook that is being restored copies the registry's factories.
    registry.addFactory(
      {
        safe: true,
        mimeTypes: [RESULT_MIME],
        createRenderer: ({ mimeType }) =>
          new ResultRenderer(mimeType, services, element => {
            reveal(element).catch(console.error);
          })
      },
      RANK
    );
  }
};

export default [services, results, progress, commands, documents, typing];
