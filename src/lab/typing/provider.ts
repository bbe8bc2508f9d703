// What JupyterLab's completer asks, as little as can be said before a study is typed: the answers are in help.ts,
// loaded with the rest of the help.

import type {
  Completer,
  CompletionHandler,
  ICompletionContext,
  ICompletionProvider,
  ICompletionProviderManager
} from '@jupyterlab/completer';
import { modelFor } from './completermodel';
import { isStudyFile, studyIn, type TypedStudy } from './study';

/** The study in the editor that asks; null where it holds none. */
export function studyOf({ editor, widget }: ICompletionContext): TypedStudy | null {
  const { context } = widget as { context?: { path?: string } };
  const place = isStudyFile(context?.path ?? '') ? 'file' : 'cell';
  return editor ? studyIn(editor.model.sharedModel.getSource(), place) : null;
}

/** Completes studies. */
export class StudyCompletions implements ICompletionProvider {
  readonly identifier = 'percolab:studies';
  // JupyterLab takes the model of its completer from the provider of the highest rank; the debugger's has 1000.
  readonly rank = 1100;
  readonly renderer = null;

  /**
   * @param manager where all providers are registered
   * @param loadHelp loads the answers
   */
  constructor(
    private readonly manager: ICompletionProviderManager,
    private readonly loadHelp: () => Promise<Pick<typeof import('./help'), 'complete'>>
  ) {}

  async isApplicable(context: ICompletionContext): Promise<boolean> {
    return studyOf(context) !== null;
  }

  // JupyterLab asks for it in every notebook, with a study or without.
  modelFactory(context: ICompletionContext): Promise<Completer.IModel> {
    return modelFor(context, this, this.manager);
  }

  async fetch(
    { offset }: CompletionHandler.IRequest,
    context: ICompletionContext
  ): Promise<CompletionHandler.ICompletionItemsReply> {
    return (await this.loadHelp()).complete(studyOf(context), offset);
  }
}
