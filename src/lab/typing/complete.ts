// What can be written next in a study, as JupyterLab's completer lists it.

import type { CompletionHandler } from '@jupyterlab/completer';
import { completions } from '../../study/assist/complete';
import { asText } from '../../study/assist/hover';
import type { TypedStudy } from './study';

/**
 * The completer's answer.
 *
 * @param study null where there is none, so that nothing is offered
 * @param offset the caret, in UTF-16 units of the editor's text
 */
export function complete(
  study: TypedStudy | null,
  offset: number
): CompletionHandler.ICompletionItemsReply {
  const found =
    study === null || offset < study.start ? null : completions(study.text, offset, study.kind);
  return {
    start: found?.from ?? offset,
    end: offset,
    items: (found?.items ?? []).map(({ label, insert, is, about }) => ({
      label,
      insertText: insert,
      type: is,
      ...(about ? { documentation: asText(about) } : {})
    }))
  };
}
