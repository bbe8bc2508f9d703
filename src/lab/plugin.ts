// The JupyterLab plugin: results of percolab in notebooks show as figures. It works wherever a render MIME
// registry is, so in JupyterLab and in Notebook 7.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { RESULT_MIME } from '../study/result';
import { ResultRenderer } from './renderer';
import { SharedSettings } from './settings';
import { typing } from './typing/plugin';

const ID = 'percolab:plugin';

// The lowest rank is shown. An output also holds a picture (80) and text (120) for readers without percolab,
// and HTML, the first of JupyterLab's own, has 50.
const RANK = 40;

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Shows the results of percolation and dropout studies.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ISettingRegistry, ITranslator],
  activate: (
    _app,
    registry: IRenderMimeRegistry,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('percolab');
    const settings = new SharedSettings();
    // At once, not after the settings: a notebook that is being restored copies the registry's factories.
    registry.addFactory(
      {
        safe: true,
        mimeTypes: [RESULT_MIME],
        createRenderer: ({ mimeType }) => new ResultRenderer(mimeType, settings, trans)
      },
      RANK
    );
    settingRegistry?.load(ID).then(
      kept => settings.follow(kept),
      (error: unknown) => console.error('percolab: the settings can\u2019t be read.', error)
    );
  }
};

export default [plugin, typing];
