// The model of JupyterLab's completer where a study is typed: of what all providers offer it shows what is for studies.

import {
  type Completer,
  CompleterModel,
  type CompletionHandler,
  CompletionProviderManager,
  type ICompletionContext,
  type ICompletionProvider,
  type ICompletionProviderManager
} from '@jupyterlab/completer';

/** Types of what is offered for a study, here and by the kernel; see src/study/assist/complete.ts. */
const TYPES = new Set(['key', 'value', 'range', 'mapping']);

/** What is offered for studies, where there is any: other providers take the words of the cell for Python's. */
function ownFirst(items: CompletionHandler.ICompletionItems): CompletionHandler.ICompletionItems {
  const own = items.filter(({ type }) => TYPES.has(type ?? ''));
  return own.length > 0 ? own : items;
}

/** The model of the provider that would give it without `own`, such as a language server's, or JupyterLab's own. */
export async function modelFor(
  context: ICompletionContext,
  own: ICompletionProvider,
  manager: ICompletionProviderManager
): Promise<Completer.IModel> {
  const others = manager instanceof CompletionProviderManager ? manager.getProviders() : null;
  const other = [...(others?.values() ?? [])]
    .filter(provider => provider !== own && provider.modelFactory)
    .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0];
  const model = (await other?.modelFactory?.(context)) ?? new CompleterModel();
  const set = model.setCompletionItems?.bind(model);
  if (set) model.setCompletionItems = items => set(ownFirst(items));
  return model;
}
