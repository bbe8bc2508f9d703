// A result that is a file: the figure, or what is wrong with the file. It follows the file when that changes.

import { parseResult, PayloadError } from '../../study/payload';
import { element } from '../../view/element';
import type { Content } from '../lazywidget';
import { ShownResult } from '../view';
import { parseJson } from './parsejson';
import type { Surroundings } from './plugin';

/** Milliseconds without a change after which a file that is being written or typed is looked at. */
const PAUSE = 300;

/**
 * Shows the result in a file.
 *
 * @param node the element to fill
 * @param around the file, and the reader's settings
 */
export function showResultFile(
  node: HTMLElement,
  { context: { model, path }, services, reveal }: Surroundings
): Content {
  const { trans } = services;
  let pane: ShownResult | null = null;
  let text: string | null = null;
  let timer = 0;
  const show = () => {
    // What a reader has done to the figure stays where the file says the same.
    if (text === model.toString()) return;
    text = model.toString();
    pane?.dispose();
    pane = null;
    try {
      const result = parseResult(parseJson(text));
      const host = element('div', '');
      node.replaceChildren(host);
      pane = new ShownResult(host, services, { reveal, trusted: () => false });
      pane.show(result);
    } catch (error) {
      if (!(error instanceof PayloadError)) throw error;
      const words = trans.__(
        '%1 is not a percolab result: %2. Write it again with Result.save in Python or percolab run --out.',
        path,
        error.message
      );
      const note = element('p', 'message', words);
      note.setAttribute('role', 'alert');
      node.replaceChildren(note);
    }
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE);
  };
  model.contentChanged.connect(later);
  show();
  return {
    dispose: () => {
      window.clearTimeout(timer);
      model.contentChanged.disconnect(later);
      pane?.dispose();
    }
  };
}
