// Help while typing studies: in cells below %%percolation and %%dropout, and in files *.percolab.yaml. Each part works
// where the application has what it needs; all that is heavy is loaded with the first study.

import type { Extension } from '@codemirror/state';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorExtensionRegistry, IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { ICompletionProviderManager } from '@jupyterlab/completer';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import { StudyCompletions } from './provider';
import { type LoadHelp, starter } from './starter';
import { isStudyFile } from './study';

/** An editor of files, as far as it is used here. */
interface FileEditor extends Widget {
  readonly content?: { readonly editor?: { injectExtension?: (extension: Extension) => void } };
}

/** Whether an editor's text is code: not that of a cell of another type. */
function isCode(model: object): boolean {
  const { type = 'code' } = model as { type?: string };
  return type === 'code';
}

/** Extends the editors and the completer. */
export const typing: JupyterFrontEndPlugin<void> = {
  id: 'percolab:typing',
  description: 'Helps while studies are typed.',
  autoStart: true,
  optional: [
    IEditorExtensionRegistry,
    IEditorLanguageRegistry,
    ICompletionProviderManager,
    ITranslator
  ],
  activate: (
    { docRegistry },
    extensions: IEditorExtensionRegistry | null,
    languages: IEditorLanguageRegistry | null,
    completers: ICompletionProviderManager | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('percolab');
    // In one place: each import costs bytes at start-up.
    const loadHelp = () => import('./help');
    const load: LoadHelp = async place => (await loadHelp()).help(place, languages, trans);
    extensions?.addExtension({
      name: 'percolab:typing',
      factory: ({ model }) =>
        isCode(model) ? { instance: () => starter('cell', load), reconfigure: () => null } : null
    });
    docRegistry.addWidgetExtension('Editor', {
      createNew: (widget: FileEditor, { path }: DocumentRegistry.Context) => {
        if (isStudyFile(path)) widget.content?.editor?.injectExtension?.(starter('file', load));
      }
    });
    if (completers) completers.registerProvider(new StudyCompletions(completers, loadHelp));
  }
};
