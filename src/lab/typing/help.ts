// Help for an editor that holds a study: highlighting, what words mean, mistakes. Loaded with the first study.

import type { Extension } from '@codemirror/state';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { TranslationBundle } from '@jupyterlab/translation';
import { cellLanguage } from './celllanguage';
import { meanings } from './meanings';
import { mistakes } from './mistakes';
import type { Place } from './study';

export { complete } from './complete';

/**
 * What an editor with a study is extended by.
 *
 * @param place a cell gets YAML below the line of its magic; a file is YAML for JupyterLab already
 * @param languages where JupyterLab's YAML is
 */
export async function help(
  place: Place,
  languages: IEditorLanguageRegistry | null,
  trans: TranslationBundle
): Promise<Extension> {
  const yaml = place === 'cell' ? await languages?.getLanguage('yaml') : null;
  return [
    yaml?.support ? cellLanguage(yaml.support.language.parser) : [],
    meanings(place, trans),
    mistakes(place)
  ];
}
