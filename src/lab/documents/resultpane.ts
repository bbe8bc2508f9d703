// A result in a page of its own, with the reader's settings.

import { ResultView } from '../../view/resultview';
import type { Content } from '../lazywidget';
import type { IShared } from '../shared';

/** Shows results in an element, one at a time. */
export class ResultPane implements Content {
  private readonly view: ResultView;
  private readonly stopSettings: () => void;

  /**
   * @param node the element to fill
   * @param shared the reader's settings
   */
  constructor(node: HTMLElement, { settings, trans }: IShared) {
    node.classList.add('percolab-result');
    this.view = new ResultView(node, settings.current, trans);
    this.stopSettings = settings.onChange(changed => this.view.configure(changed));
  }

  /** Shows a result in place of the one before. */
  show(result: unknown): void {
    this.view.show(result);
  }

  dispose(): void {
    this.stopSettings();
    this.view.dispose();
  }
}
