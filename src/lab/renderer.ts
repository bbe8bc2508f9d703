// The widget that shows a result below a cell. It is light: the view, and Plotly behind it, are loaded when the
// first result is shown.

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';
import type { ResultView } from '../view/resultview';
import type { Runner } from '../view/surroundings';
import type { IShared } from './shared';

/** Renders one output of the result's MIME type. */
export class ResultRenderer extends Widget implements IRenderMime.IRenderer {
  private view: ResultView | null = null;
  private runner: Runner | null = null;
  private isTrusted = false;
  private readonly stopSettings: () => void;

  /**
   * @param mimeType the type of the data to show
   * @param shared settings, which are followed while the widget lives, and the list of running studies
   * @param reveal brings an element of an output into view
   */
  constructor(
    private readonly mimeType: string,
    private readonly shared: IShared,
    private readonly reveal: (element: HTMLElement) => void
  ) {
    super();
    this.addClass('percolab-result');
    this.stopSettings = shared.settings.onChange(changed => this.view?.configure(changed));
  }

  /**
   * Shows the result in a model, or why there is none to show; it never rejects.
   *
   * @param model what the output holds
   * @returns resolves when the words are in the page; the figure follows when the widget is visible
   */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.isTrusted = model.trusted;
    const view = await this.load();
    if (!this.isDisposed) view?.show(model.data[this.mimeType]);
  }

  override dispose(): void {
    this.stopSettings();
    this.view?.dispose();
    this.view = null;
    this.runner?.dispose();
    super.dispose();
  }

  private async load(): Promise<ResultView | null> {
    const { settings, trans } = this.shared;
    try {
      const { ResultView, keepOwnKeys, joinRunner } = await import('./view');
      keepOwnKeys();
      if (!this.isDisposed) {
        this.runner ??= joinRunner(this.shared, () => this.reveal(this.node));
        this.view ??= new ResultView(this.node, settings.current, trans, {
          runner: this.runner,
          trusted: () => this.isTrusted,
          cell: null
        });
      }
    } catch (error) {
      console.error(error);
      this.node.textContent = trans.__(
        'The percolab view can\u2019t be loaded from the server. Is it still running? Then reload the page.'
      );
    }
    return this.view;
  }
}
