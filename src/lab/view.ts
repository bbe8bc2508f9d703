// A result in an element of JupyterLab, with the reader's settings and the page's workers; it is loaded with the first
// result.

import { keepOwnKeys } from '../view/ownkeys';
import { ResultView } from '../view/resultview';
import type { Runner, SourceCell } from '../view/surroundings';
import type { Content } from './lazywidget';
import { joinRunner } from './runner';
import type { IServices } from './services';

export { sourceCellOf } from './sourcecell';

/** What the place of a result says of it. */
export interface Place {
  /** Brings it into view. */
  reveal(): void;
  /** Whether work may start by itself. */
  trusted(): boolean;
  /** The notebook cell that made it; none where the place has no cells, and before the element stands in one. */
  cell?(): SourceCell | null;
}

/** Shows results in an element, one at a time. */
export class ShownResult implements Content {
  /** The workers of the page. */
  readonly runner: Runner;
  private readonly view: ResultView;
  private readonly stopSettings: () => void;

  /**
   * @param node the element to fill
   * @param services the reader's settings, which are followed, and the list of running studies
   * @param place where it is
   */
  constructor(node: HTMLElement, services: IServices, place: Place) {
    const { settings, trans } = services;
    keepOwnKeys();
    node.classList.add('percolab-result');
    this.runner = joinRunner(services, () => place.reveal());
    this.view = new ResultView(node, settings.current, trans, {
      runner: this.runner,
      trusted: () => place.trusted(),
      get cell() {
        return place.cell?.() ?? null;
      }
    });
    this.stopSettings = settings.onChange(changed => this.view.configure(changed));
  }

  /** Shows a result in place of the one before; what is none gives a short message. */
  show(payload: unknown): void {
    this.view.show(payload);
  }

  dispose(): void {
    this.stopSettings();
    this.view.dispose();
    this.runner.dispose();
  }
}
