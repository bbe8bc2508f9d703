// Completion of studies in JupyterLab's completer: keys, values, ranges and networks, beside what the kernel knows.

import type { CodeEditor } from '@jupyterlab/codeeditor';
import {
  type Completer,
  CompleterModel,
  type CompletionHandler,
  CompletionProviderManager,
  type ICompletionContext,
  type ICompletionProvider,
  type ICompletionProviderManager
} from '@jupyterlab/completer';
import { isStudyFile, studyIn, type TypedStudy } from './study';

/** Types of what is offered for a study, here and by the kernel; see src/study/assist/complete.ts. */
const TYPES = new Set(['key', 'value', 'range', 'mapping']);

/** What is offered for studies, where there is any: other providers take the words of the cell for Python's. */
function ownFirst(items: CompletionHandler.ICompletionItems): CompletionHandler.ICompletionItems {
  const own = items.filter(({ type }) => TYPES.has(type ?? ''));
  return own.length > 0 ? own : items;
}

function studyOf(editor: CodeEditor.IEditor, widget: object): TypedStudy | null {
  const { context } = widget as { context?: { path?: string } };
  const isFile = isStudyFile(context?.path ?? '');
  return studyIn(editor.model.sharedModel.getSource(), isFile ? 'file' : 'cell');
}

/** What JupyterLab's completer asks. */
export class StudyCompletions implements ICompletionProvider {
  readonly identifier = 'percolab:studies';
  // JupyterLab takes the model of its completer from the provider of the highest rank; the debugger's has 1000.
  readonly rank = 1100;
  readonly renderer = null;

  /** @param manager where all providers are registered */
  constructor(private readonly manager: ICompletionProviderManager) {}

  isApplicable({ editor, widget }: ICompletionContext): Promise<boolean> {
    return Promise.resolve(!!editor && studyOf(editor, widget) !== null);
  }

  /** The model of the provider that would give it without this one, such as a language server's, or JupyterLab's own. */
  async modelFactory(context: ICompletionContext): Promise<Completer.IModel> {
    const { manager } = this;
    const others = manager instanceof CompletionProviderManager ? manager.getProviders() : null;
    const other = [...(others?.values() ?? [])]
      .filter(provider => provider !== this && provider.modelFactory)
      .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0];
    const model = (await other?.modelFactory?.(context)) ?? new CompleterModel();
    const set = model.setCompletionItems?.bind(model);
    if (set) model.setCompletionItems = items => set(ownFirst(items));
    return model;
  }

  async fetch(
    { offset }: CompletionHandler.IRequest,
    { editor, widget }: ICompletionContext
  ): Promise<CompletionHandler.ICompletionItemsReply> {
    const { complete } = await import('./help');
    const study = editor && studyOf(editor, widget);
    return study ? complete(study, offset) : { start: offset, end: offset, items: [] };
  }
}
