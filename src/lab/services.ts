// What each plugin of this extension may ask for: the reader's settings, the studies that run now, and the words in
// the reader's language.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import { RunningStudies } from './running';
import { SharedSettings } from './settings';

/** One of each for the whole application. */
export interface IServices {
  readonly settings: SharedSettings;
  readonly running: RunningStudies;
  readonly trans: TranslationBundle;
}

export const IServices = new Token<IServices>(
  'percolab:IServices',
  'What the plugins of Percolab share.'
);

/** JupyterLab names settings after their schema, schema/plugin.json. */
const SETTINGS = 'percolab:plugin';

/** Provides the services. */
export const services: JupyterFrontEndPlugin<IServices> = {
  id: 'percolab:services',
  description: 'Provides what the plugins share.',
  optional: [ISettingRegistry, ITranslator],
  provides: IServices,
  activate: (
    _app,
    registry: ISettingRegistry | null,
    translator: ITranslator | null
  ): IServices => {
    const settings = new SharedSettings();
    registry?.load(SETTINGS).then(
      kept => settings.follow(kept),
      (error: unknown) => console.error('percolab: the settings can\u2019t be read.', error)
    );
    const trans = (translator ?? nullTranslator).load('percolab');
    return { settings, running: new RunningStudies(), trans };
  }
};
