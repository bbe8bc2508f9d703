// The widget that shows a result below a cell. It is light: the view, and Plotly behind it, are loaded when the
// first result is shown.

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { LazyWidget } from './lazywidget';
import type { IServices } from './services';
import type { ShownResult } from './view';

/** Renders one output of the result's MIME type. */
export class ResultRenderer extends LazyWidget<ShownResult> implements IRenderMime.IRenderer {
  private isTrusted = false;

  /**
   * @param mimeType the type of the data to show
   * @param services settings, which are followed while the widget lives, and the list of running studies
   * @param reveal brings an element of an output into view
   */
  constructor(
    private readonly mimeType: string,
    services: IServices,
    reveal: (element: HTMLElement) => void
  ) {
    super(async () => {
      const { ShownResult, sourceCellOf } = await import('./view');
      return widget =>
        new ShownResult(widget.node, services, {
          reveal: () => reveal(widget.node),
          trusted: () => this.isTrusted,
          cell: () => sourceCellOf(widget)
        });
    }, services.trans);
    this.addClass('percolab-result');
  }

  /**
   * Shows the result in a model, or why there is none to show; it never rejects.
   *
   * @param model what the output holds
   * @returns resolves when the words are in the page; the figure follows when the widget is visible
   */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.isTrusted = model.trusted;
    const view = await this.fill();
    view?.show(model.data[this.mimeType]);
  }
}
