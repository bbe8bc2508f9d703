// Commands: a new notebook with a study, from the launcher and the palette, and a study below the active cell, from
// the palette and the notebook's toolbar (schema/plugin.json says where in it); and, from the palette, an end to what is kept.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { INotebookTracker } from '@jupyterlab/notebook';
import { studyIcon } from '../icon';
import { IServices } from '../services';

/** Name of the commands' group in the launcher and the palette. */
const CATEGORY = 'Percolab';

/** Adds the commands. */
export const commands: JupyterFrontEndPlugin<void> = {
  id: 'percolab:commands',
  description: 'Commands of studies.',
  autoStart: true,
  requires: [IServices],
  optional: [ICommandPalette, ILauncher, IDefaultFileBrowser, INotebookTracker],
  activate: (
    app,
    { trans }: IServices,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    browser: IDefaultFileBrowser | null,
    notebooks: INotebookTracker | null
  ) => {
    const { commands } = app;
    const load = () => import('./load');
    const offer = (
      command: string,
      options: Parameters<(typeof commands)['addCommand']>[1]
    ): void => {
      commands.addCommand(command, options);
      palette?.addItem({ command, category: CATEGORY });
    };
    const kinds = [
      ['percolation', trans.__('New percolation study'), trans.__('Insert percolation study')],
      ['dropout', trans.__('New dropout study'), trans.__('Insert dropout study')]
    ] as const;
    const current = () => notebooks?.currentWidget ?? null;
    kinds.forEach(([kind, begin, insert], rank) => {
      const command = `percolab:new-${kind}`;
      offer(command, {
        label: begin,
        caption: trans.__('A new notebook with a study that runs'),
        icon: studyIcon,
        execute: async ({ cwd }) => {
          const { newStudy } = await load();
          return newStudy(app, kind, String(cwd ?? browser?.model.path ?? ''), trans);
        }
      });
      launcher?.add({ command, category: CATEGORY, rank });
      if (notebooks === null) return;
      offer(`percolab:insert-${kind}`, {
        label: insert,
        caption: trans.__('Insert a study below the active cell'),
        icon: studyIcon,
        isEnabled: () => current()?.content.model?.readOnly === false,
        execute: async () => {
          const { insertStudy } = await load();
          const panel = current();
          if (panel !== null) insertStudy(panel.content, kind);
        }
      });
    });
    offer('percolab:clear-cache', {
      label: trans.__('Clear the cache of this browser'),
      execute: async () => (await load()).clearCache(trans)
    });
  }
};
