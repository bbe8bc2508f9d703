// The front end of percolab.widget, as anywidget calls it: in VS Code, Colab, marimo and JupyterLab.

import { showResult } from './show';

/** What of anywidget's model is used. */
interface Model {
  get(name: 'result'): unknown;
}

/**
 * Shows the model's result. A widget is made by a kernel that its reader runs, so work may start by itself.
 *
 * @returns takes it away
 */
function render({ model, el }: { readonly model: Model; readonly el: HTMLElement }): () => void {
  const shown = showResult(el, model.get('result'), { trusted: true });
  return () => shown.dispose();
}

export const widget = { render };
