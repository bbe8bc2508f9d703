// A result on the page: heading, figure, caption, actions and tables, and how another result takes its place.

import { described, type Figure } from '../study/figure';
import type { Result } from '../study/result';
import { tablesOf } from '../study/tables';
import { ActionBar } from './actions';
import { isBroad } from './arrangement';
import { caption } from './caption';
import { savePng, saveSvg } from './download';
import { element } from './element';
import { focusedBeside } from './focused';
import { titles } from './heading';
import type { Instrument, Picked, Showing } from './instrument';
import { message } from './message';
import { type Download, Plot } from './plot';
import type { Surroundings } from './surroundings';
import { showDecimals, tableSection } from './table';
import type { Translation } from './translation';
import type { ViewSettings } from './viewsettings';
import { Watchable } from './watched';

/** A figure with all that stands around it. */
export class Sheet implements Instrument {
  readonly actions: ActionBar;
  readonly panel: HTMLElement | null;
  readonly below = element('div', 'below');
  readonly shown: Watchable<Showing>;
  readonly study: Watchable<Result['study']>;
  readonly settings: Watchable<ViewSettings>;
  readonly signal: AbortSignal;
  private plain: Figure;
  private readonly end = new AbortController();
  private readonly title = element('div', 'heading');
  private readonly canvas = element('div', 'figure');
  private readonly note: HTMLElement;
  private readonly words = element('div', 'caption');
  private table: HTMLDetailsElement;
  private readonly plot: Plot;
  private readonly area: HTMLElement;
  private readonly picked = new Watchable<Picked>({ customdata: [], x: '' });
  private marking: ((figure: Figure) => Figure) | null = null;
  private isWhole = false;

  /**
   * @param stored a checked result with rows and known columns
   * @param settings what the reader has set
   * @throws TypeError where its columns make no figure
   */
  constructor(
    readonly stored: Result,
    settings: ViewSettings,
    readonly surroundings: Surroundings,
    readonly trans: Translation
  ) {
    this.signal = this.end.signal;
    this.actions = new ActionBar(trans.__('Actions'));
    this.panel = surroundings.runner === null ? null : element('div', 'panel');
    this.shown = new Watchable<Showing>({ result: stored, state: 'stored', origin: '' });
    this.study = new Watchable(stored.study);
    this.settings = new Watchable(settings);
    this.note = message(trans.__('Drawing the figure \u2026'));
    // Not an image: it holds buttons, and what is in an image is not read.
    this.canvas.setAttribute('role', 'group');
    this.area = element('div', 'area', this.canvas, this.note);
    if (this.panel !== null) this.area.append(this.panel);
    const { figure, table } = this.describe(this.shown.current, settings.tableOpen);
    this.plain = figure;
    this.table = table;
    this.plot = new Plot(
      this.canvas,
      figure,
      this.downloads(),
      () => this.drawn(),
      picked => this.picked.set(picked),
      this.fail(trans.__('The figure can\u2019t be drawn. The table has its numbers.'))
    );
  }

  get figure(): Figure {
    return this.plain;
  }

  /** What stands in the page, in order. */
  get content(): HTMLElement[] {
    return [this.title, this.area, this.words, this.actions.element, this.below, this.table];
  }

  /** Draws in this task if the reader is near. */
  drawIfNear(): void {
    this.plot.drawIfNear();
  }

  /** Takes other settings and follows them at once. */
  configure(settings: ViewSettings): void {
    const toggled = settings.tableOpen !== this.settings.current.tableOpen;
    this.settings.set(settings);
    // A change of height alone must not close a table that the reader opened.
    if (toggled) this.table.open = settings.tableOpen;
    showDecimals(this.table, settings.decimals);
    this.plot.drawIfNear();
  }

  async show(showing: Showing): Promise<void> {
    if (this.signal.aborted) return;
    const { figure, table } = this.describe(showing, this.table.open);
    this.plain = figure;
    // What a reader's focus is in must not go from under it.
    const held = this.table.contains(focusedBeside(this.table));
    this.table.replaceWith(table);
    this.table = table;
    if (held) table.querySelector<HTMLElement>('summary')?.focus();
    this.shown.set(showing);
    await this.plot.show(this.adorned(showing, figure));
  }

  async mark(adorn: ((figure: Figure) => Figure) | null): Promise<void> {
    if (this.signal.aborted || (adorn === null && this.marking === null)) return;
    this.marking = adorn;
    await this.plot.show(this.adorned(this.shown.current, this.plain));
  }

  onPick(listener: (picked: Picked) => void, signal: AbortSignal): void {
    this.picked.onChange(listener, signal);
  }

  moveTo(study: Result['study']): void {
    this.study.set(study);
  }

  dispose(): void {
    this.end.abort();
    this.plot.dispose();
  }

  /** A figure with what is added to it. */
  private adorned({ adorn }: Showing, figure: Figure): Figure {
    const own = adorn?.(figure) ?? figure;
    return this.marking?.(own) ?? own;
  }

  /** Puts a result into words; gives its figure and its tables. */
  private describe(
    { result, origin }: Showing,
    tableOpen: boolean
  ): { readonly figure: Figure; readonly table: HTMLDetailsElement } {
    const { trans } = this;
    const { figure, notes } = described(result);
    const tables = tablesOf(result, trans);
    const words = caption(result, tables, trans);
    const panels = element('div', 'panels', ...notes.map(note => element('p', '', note)));
    this.words.replaceChildren(
      ...(notes.length > 0 ? [panels] : []),
      words.subject,
      element('br', ''),
      ...(origin === '' ? [] : [element('strong', 'origin', origin), ' \u00b7 ']),
      words.provenance
    );
    this.words.title = words.digest;
    this.canvas.setAttribute('aria-label', words.label);
    this.title.replaceChildren(...titles(figure));
    this.area.classList.toggle('percolab-broad', isBroad(figure));
    return {
      figure,
      table: tableSection(
        tables,
        words.name,
        tableOpen,
        trans,
        () => this.settings.current.decimals
      )
    };
  }

  private drawn(): void {
    this.note.remove();
    this.complete();
  }

  /** Loads what a stored result is drawn without. */
  private complete(): void {
    if (this.isWhole) return;
    this.isWhole = true;
    this.addParts().catch(
      this.fail(
        this.trans.__(
          'The controls can\u2019t be loaded from the server. Is it still running? Then reload the page.'
        )
      )
    );
  }

  private async addParts(): Promise<void> {
    const { addParts } = await import('./parts');
    if (!this.signal.aborted) addParts(this);
  }

  private fail(words: string): (error: unknown) => void {
    return error => {
      console.error(error);
      this.note.textContent = words;
      this.canvas.after(this.note);
    };
  }

  private downloads(): Download[] {
    const { trans } = this;
    const unpainted = trans.__('The picture can\u2019t be painted. Download it as SVG.');
    return [
      {
        name: 'png',
        title: trans.__('Download the whole figure as PNG'),
        icon: 'camera',
        click: () => void savePng(this.shown.current.result).catch(this.fail(unpainted))
      },
      {
        name: 'svg',
        title: trans.__('Download the whole figure as SVG'),
        icon: 'disk',
        click: () => saveSvg(this.shown.current.result)
      }
    ];
  }
}
