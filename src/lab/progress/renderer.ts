// The widget that shows progress below a cell. What it shows is loaded with the first progress.

import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { LazyWidget } from '../lazywidget';
import type { IServices } from '../services';
import type { ProgressView } from './progressview';

/** Renders one output of progress. */
export class ProgressRenderer extends LazyWidget<ProgressView> implements IRenderMime.IRenderer {
  /**
   * @param mimeType the type of the data to show
   * @param services what the plugins share
   * @param app where
   * @param notebooks its notebooks
   */
  constructor(
    private readonly mimeType: string,
    services: IServices,
    app: JupyterFrontEnd,
    notebooks: INotebookTracker | null
  ) {
    super(async () => {
      const { showProgress } = await import('./show');
      return widget => showProgress(widget, services, app, notebooks);
    }, services.trans);
    this.addClass('percolab-report');
  }

  /** Shows the progress in a model; once it is loaded, at once: the output may be gone with the next message. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const view = this.content ?? (await this.fill());
    view?.show(model.data[this.mimeType]);
  }

  /** The output stands in its cell. */
  protected override onAfterAttach(): void {
    this.content?.settle();
  }
}
