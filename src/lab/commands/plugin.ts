// Commands: a new notebook with a study, from the launcher and the palette, and a study below the active cell, from
// the palette and the notebook's toolbar (schema/plugin.json says where in it).

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
  description: 'Commands that begin a study.',
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
    const kinds = [
      ['percolation', trans.__('New percolation study'), trans.__('Insert percolation study')],
      ['dropout', trans.__('New dropout study'), trans.__('Insert dropout study')]
    ] as const;
    const current = () => notebooks?.currentWidget ?? null;
    kinds.forEach(([kind, begin, insert], rank) => {
      const [beginId, insertId] = [`percolab:new-${kind}`, `percolab:insert-${kind}`];
      app.commands.addCommand(beginId, {
        label: begin,
        caption: trans.__('A new notebook with a study that runs'),
        icon: studyIcon,
        execute: async ({ cwd }) => {
          const { newStudy } = await import('./newstudy');
          return newStudy(app, kind, String(cwd ?? browser?.model.path ?? ''), trans);
        }
      });
      launcher?.add({ command: beginId, category: CATEGORY, rank });
      palette?.addItem({ command: beginId, category: CATEGORY });
      if (notebooks === null) return;
      app.commands.addCommand(insertId, {
        label: insert,
        caption: trans.__('Insert a study below the active cell'),
        icon: studyIcon,
        isEnabled: () => current()?.content.model?.readOnly === false,
        execute: async () => {
          const { insertStudy } = await import('./insertstudy');
          const panel = current();
          if (panel !== null) insertStudy(panel.content, kind);
        }
      });
      palette?.addItem({ command: insertId, category: CATEGORY });
    });
  }
};
