// A widget whose content is loaded when it is first needed, so that the extension starts small.

import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

/** What fills a widget. */
export interface Content {
  dispose(): void;
}

/** Loads what is to be shown in a widget, and the function that shows it. */
export type LoadContent<Shown extends Content> = () => Promise<(widget: Widget) => Shown>;

/** A widget that its content fills. */
export class LazyWidget<Shown extends Content> extends Widget {
  private shown: Shown | null = null;

  /**
   * @param load loads the content
   * @param trans translates what is said when it can't be loaded
   */
  constructor(
    private readonly load: LoadContent<Shown>,
    private readonly trans: TranslationBundle
  ) {
    super();
  }

  /** The content as far as it is there. */
  get content(): Shown | null {
    return this.shown;
  }

  /**
   * The content, loaded if need be; null when it can't be, which the widget then says, and once it is disposed.
   */
  async fill(): Promise<Shown | null> {
    try {
      const show = await this.load();
      if (this.isDisposed || this.shown !== null) return this.shown;
      // What was said of a try before this one.
      this.node.replaceChildren();
      this.shown = show(this);
    } catch (error) {
      console.error(error);
      this.node.textContent = this.trans.__(
        'The percolab view can\u2019t be loaded from the server. Is it still running? Then reload the page.'
      );
    }
    return this.shown;
  }

  override dispose(): void {
    this.shown?.dispose();
    this.shown = null;
    super.dispose();
  }
}
