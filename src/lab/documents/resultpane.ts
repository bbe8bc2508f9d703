// A result in a page of its own, with the reader's settings.

import { ResultView } from '../../view/resultview';
import type { Runner } from '../../view/surroundings';
import type { Content } from '../lazywidget';
import { joinRunner } from '../runner';
import type { Surroundings } from './plugin';

/** Shows results in an element, one at a time. */
export class ResultPane implements Content {
  /** The workers of the page. */
  readonly runner: Runner;
  private readonly view: ResultView;
  private readonly stopSettings: () => void;

  /**
   * @param node the element to fill
   * @param around the reader's settings and the page's workers
   * @param trusted whether controls may run the study by themselves; where not, the reader presses Run once
   */
  constructor(node: HTMLElement, { shared, reveal }: Surroundings, trusted: () => boolean) {
    const { settings, trans } = shared;
    node.classList.add('percolab-result');
    this.runner = joinRunner(shared, reveal);
    this.view = new ResultView(node, settings.current, trans, {
      runner: this.runner,
      trusted,
      cell: null
    });
    this.stopSettings = settings.onChange(changed => this.view.configure(changed));
  }

  /** Shows a result in place of the one before. */
  show(result: unknown): void {
    this.view.show(result);
  }

  dispose(): void {
    this.stopSettings();
    this.view.dispose();
    this.runner.dispose();
  }
}
