// The front end of percolab.widget, as anywidget calls it: in VS Code, Colab, marimo and JupyterLab.

import { showResult } from './show';

/** What of anywidget's model is used. */
interface Model {
  get(name: 'result'): unknown;
}

/**
 * Shows the model's result.
 *
 * @returns takes it away
 */
function render({ model, el }: { readonly model: Model; readonly el: HTMLElement }): () => void {
  const shown = showResult(el, model.get('result'));
  return () => shown.dispose();
}

export const widget = { render };
