// What the plugins of this extension share: the reader's settings and the studies that run now.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import { RunningStudies } from './running';
import { SharedSettings } from './settings';

/** What is shared. */
export interface IShared {
  readonly settings: SharedSettings;
  readonly running: RunningStudies;
  readonly trans: TranslationBundle;
}

export const IShared = new Token<IShared>('percolab:IShared');

/** JupyterLab names settings after their schema, schema/plugin.json. */
const SETTINGS = 'percolab:plugin';

/** Provides what is shared. */
export const shared: JupyterFrontEndPlugin<IShared> = {
  id: 'percolab:shared',
  description: 'Settings and running studies.',
  optional: [ISettingRegistry, ITranslator],
  provides: IShared,
  activate: (_app, registry: ISettingRegistry | null, translator: ITranslator | null): IShared => {
    const settings = new SharedSettings();
    registry?.load(SETTINGS).then(
      kept => settings.follow(kept),
      (error: unknown) => console.error('percolab: the settings can\u2019t be read.', error)
    );
    const trans = (translator ?? nullTranslator).load('percolab');
    return { settings, running: new RunningStudies(), trans };
  }
};
