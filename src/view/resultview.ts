// A result in a cell: heading, figure, caption and table, or one line that says why there is nothing to see.
// The payload comes from a notebook that anybody may have written, so nothing of it is shown unchecked.

import { unknownColumns } from '../study/columnorder';
import { described, type Figure } from '../study/figure';
import { unescaped } from '../study/figure/text';
import { parseResult, PayloadError } from '../study/payload';
import type { Result } from '../study/result';
import { caption, listed } from './caption';
import { savePng, saveSvg } from './download';
import { element } from './element';
import { type Download, Plot } from './plot';
import { showDecimals, tableSection } from './table';
import { tablesOf } from './tables';
import type { Translation } from './translation';
import type { ViewSettings } from './viewsettings';

// What a figure of one panel suggests as its height; one of several panels suggests more.
const ONE_PANEL = 420;

/** Shows results in an element, one at a time. */
export class ResultView {
  private plot: Plot | null = null;
  private table: HTMLDetailsElement | null = null;
  private readonly decimals = () => this.settings.decimals;

  /**
   * @param host the element to fill; it is the view's alone until `dispose`
   * @param settings what the reader has set
   * @param trans translates the fixed words
   */
  constructor(
    private readonly host: HTMLElement,
    private settings: ViewSettings,
    private readonly trans: Translation
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
      this.plot?.drawIfNear();
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
    const toggled = settings.tableOpen !== this.settings.tableOpen;
    this.settings = settings;
    this.style();
    // A change of height alone must not close a table that the reader opened.
    if (toggled && this.table !== null) this.table.open = settings.tableOpen;
    if (this.table !== null) showDecimals(this.table, settings.decimals);
    this.plot?.drawIfNear();
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
    this.plot?.dispose();
    this.plot = null;
    this.table = null;
  }

  private style(): void {
    const scale = this.settings.height / ONE_PANEL;
    this.host.style.setProperty('--percolab-scale', String(scale));
    this.host.style.setProperty('--percolab-palette', this.settings.palette);
  }

  private content(result: Result): HTMLElement[] {
    const { trans } = this;
    const tables = tablesOf(result, trans);
    const words = caption(result, tables, trans);
    const line = element('div', 'caption', words.subject, element('br', ''), words.provenance);
    line.title = words.digest;
    const unknown = unknownColumns(result);
    if (unknown.length > 0) {
      // Rows that differ in what is not known would be joined into one line: no figure is better than that.
      const note = trans.__(
        'This result has columns that this version of percolab does not know: %1. Update percolab to see all of it.',
        listed(unknown, trans)
      );
      this.table = tableSection(tables, words.name, true, trans, this.decimals);
      return [message(note), line, this.table];
    }
    const { figure: drawn, notes } = described(result);
    if (notes.length > 0) {
      const shown = element('div', 'panels', ...notes.map(note => element('p', '', note)));
      line.prepend(shown);
    }
    if (result.rows === 0) {
      const note = message(trans.__('This study has no rows, so there is nothing to draw.'));
      return [heading(drawn), note, line];
    }
    this.table = tableSection(tables, words.name, this.settings.tableOpen, trans, this.decimals);
    return [heading(drawn), this.drawing(drawn, result, words.label), line, this.table];
  }

  private drawing(drawn: Figure, result: Result, label: string): HTMLElement {
    const canvas = element('div', 'figure');
    // Not an image: it holds buttons, and what is in an image is not read.
    canvas.setAttribute('role', 'group');
    canvas.setAttribute('aria-label', label);
    const note = message(this.trans.__('Drawing the figure \u2026'));
    const area = element('div', 'area', canvas, note);
    const fail = (words: string) => (error: unknown) => {
      console.error(error);
      note.textContent = words;
      area.append(note);
    };
    const undrawn = this.trans.__('The figure can\u2019t be drawn. The table has its numbers.');
    this.plot = new Plot(
      canvas,
      drawn,
      this.downloads(
        result,
        fail(this.trans.__('The picture can\u2019t be painted. Download it as SVG.'))
      ),
      () => note.remove(),
      fail(undrawn)
    );
    return area;
  }

  private downloads(result: Result, onFailed: (error: unknown) => void): Download[] {
    return [
      {
        name: 'png',
        title: this.trans.__('Download the whole figure as PNG'),
        icon: 'camera',
        click: () => void savePng(result).catch(onFailed)
      },
      {
        name: 'svg',
        title: this.trans.__('Download the whole figure as SVG'),
        icon: 'disk',
        click: () => saveSvg(result)
      }
    ];
  }
}

/** The figure's own title as text of the page, which can be selected, read aloud and broken into lines. */
function heading({ layout: { title } }: Figure): HTMLElement {
  const name = element('span', 'title', unescaped(title.text));
  return element(
    'div',
    'heading',
    name,
    element('span', 'subtitle', unescaped(title.subtitle.text))
  );
}

function message(text: string): HTMLElement {
  const made = element('p', 'message', text);
  made.setAttribute('role', 'status');
  return made;
}
