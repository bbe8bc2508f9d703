// A result in a cell: a sheet with its figure, or one line that says why there is nothing to see.
// The payload comes from a notebook that anybody may have written, so nothing of it is shown unchecked.

import { unknownColumns } from '../study/columnorder';
import { figure } from '../study/figure';
import { parseResult, PayloadError } from '../study/payload';
import type { Result } from '../study/result';
import { caption, listed } from './caption';
import { element } from './element';
import { titles } from './heading';
import { message } from './message';
import { Sheet } from './sheet';
import type { Surroundings } from './surroundings';
import { tableSection } from './table';
import { tablesOf } from '../study/tables';
import type { Translation } from './translation';
import type { ViewSettings } from './viewsettings';

// What a figure of one panel suggests as its height; one of several panels suggests more.
const ONE_PANEL = 420;

/** A place that can do nothing but show. */
const NOWHERE: Surroundings = { runner: null, trusted: () => false, cell: null };

/** Shows results in an element, one at a time. */
export class ResultView {
  private sheet: Sheet | null = null;

  /**
   * @param host the element to fill; it is the view's alone until `dispose`
   * @param settings what the reader has set
   * @param trans translates the fixed words
   * @param surroundings what can be done in this place; nothing but to show if not given
   */
  constructor(
    private readonly host: HTMLElement,
    private settings: ViewSettings,
    private readonly trans: Translation,
    private readonly surroundings: Surroundings = NOWHERE
  ) {
    this.style();
  }

  /**
   * Shows a payload in place of the one before.
   *
   * @param payload anything; what is no result gives a short message
   */
  show(payload: unknown): void {
    this.clear();
    try {
      this.host.replaceChildren(...this.content(parseResult(payload)));
      this.sheet?.drawIfNear();
    } catch (error) {
      const reason = error instanceof PayloadError ? error.message : this.misfit(error);
      const note = this.trans.__('This output is not a percolab result: %1.', reason);
      this.host.replaceChildren(message(note));
    }
  }

  /**
   * Takes other settings and follows them at once.
   *
   * @param settings what the reader has set
   */
  configure(settings: ViewSettings): void {
    this.settings = settings;
    this.style();
    this.sheet?.configure(settings);
  }

  /** Empties the element and frees the figure. */
  dispose(): void {
    this.clear();
    this.host.replaceChildren();
  }

  /** A result by its form alone: no figure can be made of its columns. */
  private misfit(error: unknown): string {
    console.error(error);
    return this.trans.__('its columns make no figure');
  }

  private clear(): void {
    this.sheet?.dispose();
    this.sheet = null;
  }

  private style(): void {
    const scale = this.settings.height / ONE_PANEL;
    this.host.style.setProperty('--percolab-scale', String(scale));
    this.host.style.setProperty('--percolab-palette', this.settings.palette);
  }

  private content(result: Result): HTMLElement[] {
    const { trans } = this;
    const unknown = unknownColumns(result);
    if (unknown.length > 0) {
      // Rows that differ in what is not known would be joined into one line: no figure is better than that.
      const note = trans.__(
        'This result has columns that this version of percolab does not know: %1. Update percolab to see all of it.',
        listed(unknown, trans)
      );
      return this.undrawn(result, note);
    }
    if (result.rows === 0) {
      const note = trans.__('This study has no rows, so there is nothing to draw.');
      return [element('div', 'heading', ...titles(figure(result))), ...this.undrawn(result, note)];
    }
    this.sheet = new Sheet(result, this.settings, this.surroundings, trans);
    return this.sheet.content;
  }

  /** What can be said of a result without a figure. */
  private undrawn(result: Result, note: string): HTMLElement[] {
    const tables = tablesOf(result, this.trans);
    const { subject, provenance, digest, name } = caption(result, tables, this.trans);
    const line = element('div', 'caption', subject, element('br', ''), provenance);
    line.title = digest;
    const table =
      tables.length > 0
        ? [tableSection(tables, name, true, this.trans, () => this.settings.decimals)]
        : [];
    return [message(note), line, ...table];
  }
}
