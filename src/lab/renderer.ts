// The widget that shows a result below a cell. It is light: the view, and Plotly behind it, are loaded when the
// first result is shown.

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { ResultView } from '../view/resultview';
import type { Runner } from '../view/surroundings';
import type { SharedSettings } from './settings';

/** Renders one output of the result's MIME type. */
export class ResultRenderer extends Widget implements IRenderMime.IRenderer {
  private view: ResultView | null = null;
  private runner: Runner | null = null;
  private isTrusted = false;
  private readonly stopSettings: () => void;

  /**
   * @param mimeType the type of the data to show
   * @param settings height and table, followed while the widget lives
   * @param trans the plugin's translations
   */
  constructor(
    private readonly mimeType: string,
    private readonly settings: SharedSettings,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('percolab-result');
    this.stopSettings = settings.onChange(changed => this.view?.configure(changed));
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
    try {
      const { ResultView, keepOwnKeys, joinRunner, sourceCellOf } = await import('./view');
      keepOwnKeys();
      if (!this.isDisposed) {
        this.runner ??= joinRunner();
        const findCell = () => sourceCellOf(this);
        this.view ??= new ResultView(this.node, this.settings.current, this.trans, {
          runner: this.runner,
          trusted: () => this.isTrusted,
          // Not before the widget has its place.
          get cell() {
            return findCell();
          }
        });
      }
    } catch (error) {
      console.error(error);
      this.node.textContent = this.trans.__(
        'The percolab view can\u2019t be loaded from the server. Is it still running? Then reload the page.'
      );
    }
    return this.view;
  }
}
