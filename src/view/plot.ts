// A figure drawn by Plotly, which is loaded when the first figure needs it. The plot has the width of its element
// and the colours of the page, and follows both, while the reader is near, until it is disposed. Far from the reader it
// is a picture.

import type { Config, Data, PlotlyHTMLElement } from 'plotly.js';
import type { Figure } from '../study/figure/types';
import { arranged } from './arrangement';
import { drawAtOnce, drawInTurn } from './drawingqueue';
import { focusedBeside } from './focused';
import type { Picked } from './instrument';
import { Nearness } from './nearness';
import { readersView } from './readersview';
import { leavePicture } from './stillpicture';
import { onThemeChange, readTheme, themedLayout, type Theme } from './theme';
import { themedMarks } from './themedmarks';

const loadPlotly = async () => (await import('./plotly')).default;
type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

// `uirevision` keeps the reader's zoom and hidden lines when a figure is drawn again in another size or theme.
const KEPT = { uirevision: 'kept', autosize: false };
// The title stands above the figure as text of the page, so it needs no room in it.
const NO_TITLE = { text: '' };
const TOP_MARGIN = 16;
const CONFIG: Partial<Config> = {
  responsive: false,
  displaylogo: false,
  displayModeBar: 'hover'
};
// All that a reader needs of Plotly's own list, which ends with uploading to its makers' server.
const MODES: ('zoom2d' | 'pan2d' | 'resetScale2d')[] = ['zoom2d', 'pan2d', 'resetScale2d'];

/** A button that gives the figure away. */
export interface Download {
  readonly name: string;
  readonly title: string;
  /** Name of one of Plotly's icons. */
  readonly icon: 'camera' | 'disk';
  readonly click: () => void;
}

/** What Plotly tells of a point that is clicked. */
interface Clicked {
  readonly customdata?: unknown;
  readonly data: { readonly xaxis?: string };
}

/** A drawn figure. */
export class Plot {
  private plotly: Plotly | null = null;
  private waiting = false;
  private painting = false;
  private live = false;
  /** The reader's view of the last drawing as it comes; only a live figure keeps another. */
  private plain = '';
  private picture: HTMLImageElement | null = null;
  private disposed = false;
  /** The look of the last drawing; another look needs another drawing. */
  private drawn = '';
  private readonly resizes: ResizeObserver;
  private readonly nearness: Nearness;
  private readonly stopTheme: () => void;

  /**
   * Draws as soon as the element has a width and is near what is seen of the page.
   *
   * @param element where to draw; its width is the figure's, its height follows from the figure and from the
   *   CSS variable --percolab-scale
   * @param figure what to draw
   * @param downloads buttons at its upper right
   * @param onDrawn called after each drawing
   * @param onPick called with the point on which the reader clicks
   * @param onFailed called with the error when Plotly can't be loaded or can't draw
   */
  constructor(
    private readonly element: HTMLElement,
    private figure: Figure,
    private readonly downloads: readonly Download[],
    private readonly onDrawn: () => void,
    private readonly onPick: (picked: Picked) => void,
    private readonly onFailed: (error: unknown) => void
  ) {
    this.setHeight(figure.layout.height);
    const update = () => this.update();
    this.nearness = new Nearness(element, isNear => {
      if (isNear) update();
      else this.rest();
    });
    element.addEventListener('focusout', () => {
      if (!this.nearness.isNear) this.rest();
    });
    this.resizes = new ResizeObserver(() => {
      this.nearness.follow();
      update();
    });
    this.resizes.observe(element);
    this.stopTheme = onThemeChange(update);
    element.addEventListener('click', this.tellMode);
  }

  /** Draws in this task if the element has a place near what is seen: the observers would only say so a frame later. */
  drawIfNear(): void {
    this.nearness.look();
    this.update(drawAtOnce);
  }

  /**
   * Draws another figure in place of the one before; the reader's zoom and hidden lines stay.
   *
   * @param figure what to draw from now on
   * @returns resolves when it is drawn, or at once where the reader is not near
   */
  async show(figure: Figure): Promise<void> {
    this.figure = figure;
    this.drawn = '';
    this.setHeight(figure.layout.height);
    try {
      if (this.isDue()) await this.paint();
    } catch (error) {
      this.onFailed(error);
    }
  }

  /** Frees Plotly's graph and the observers. */
  dispose(): void {
    this.disposed = true;
    this.resizes.disconnect();
    this.nearness.dispose();
    this.stopTheme();
    this.plotly?.purge(this.element);
  }

  /** Takes a turn to draw, once for all changes until then. */
  private update(take = drawInTurn): void {
    if (this.waiting || !this.isDue()) return;
    this.waiting = true;
    take(() => {
      this.waiting = false;
      return this.paint();
    }).catch(this.onFailed);
  }

  /** Takes a turn to become a picture. */
  private rest(): void {
    drawInTurn(() => {
      if (this.isFree()) {
        this.picture = leavePicture(this.plotly!, this.element);
        this.live = false;
        this.drawn = '';
      }
      return Promise.resolve();
    }).catch(this.onFailed);
  }

  /**
   * Whether the drawing can go: it is far away, not only hidden for now nor just shown again, and nothing of the reader's goes
   * with it.
   */
  private isFree(): boolean {
    const { isNear, isSeen } = this.nearness;
    const far = this.live && !isNear && !isSeen && !this.disposed && this.element.clientWidth > 0;
    if (!far || this.painting) return false;
    const isPlain = readersView(this.element as PlotlyHTMLElement) === this.plain;
    return isPlain && !this.element.contains(focusedBeside(this.element));
  }

  private isDue(): boolean {
    const seen = this.nearness.isNear && !this.disposed && this.element.clientWidth > 0;
    return seen && this.look(readTheme(this.element)) !== this.drawn;
  }

  /** All that a drawing depends on beside the figure. */
  private look(theme: Theme): string {
    const { clientWidth, clientHeight } = this.element;
    return JSON.stringify([clientWidth, clientHeight, theme]);
  }

  private async paint(): Promise<void> {
    this.plotly ??= await loadPlotly();
    if (!this.isDue()) return;
    const { clientWidth: width } = this.element;
    const { data: marks, layout: plain } = arranged(this.figure, width);
    this.setHeight(plain.height);
    const theme = readTheme(this.element);
    this.drawn = this.look(theme);
    const layout = {
      ...themedLayout(plain, theme),
      ...KEPT,
      title: NO_TITLE,
      margin: { ...plain.margin, t: TOP_MARGIN },
      width,
      height: this.element.clientHeight
    };
    // Plotly writes into the traces and the layout that it is given.
    const data = themedMarks(marks, theme.ground, theme.palette).map(mark => ({
      ...mark
    })) as unknown as Data[];
    // Plotly writes what the reader does into what it is given.
    this.plain = readersView({ data, layout });
    this.painting = true;
    try {
      await this.plotly.react(this.element, data, layout, this.config(this.plotly));
    } finally {
      this.painting = false;
    }
    // What was freed while Plotly was at work has been filled again.
    if (this.disposed) {
      this.plotly.purge(this.element);
      return;
    }
    this.picture?.remove();
    this.picture = null;
    this.letScale(width);
    if (!this.live) this.follow();
    this.live = true;
    this.tellMode();
    this.onDrawn();
    if (!this.nearness.isNear) this.rest();
  }

  /** Paper is narrower than most pages, and nothing draws again for it. */
  private letScale(width: number): void {
    for (const part of this.element.querySelectorAll('.main-svg')) {
      part.setAttribute('viewBox', `0 0 ${width} ${this.element.clientHeight}`);
    }
  }

  private config({ Icons }: Plotly): Partial<Config> {
    const downloads = this.downloads.map(({ icon, ...button }) => ({
      ...button,
      icon: Icons[icon]
    }));
    return { ...CONFIG, modeBarButtons: [downloads, [...MODES]] };
  }

  /** Says which of the mouse's modes is on; Plotly only colours its button. */
  private readonly tellMode = (): void => {
    for (const button of this.element.querySelectorAll('.modebar-btn[data-attr="dragmode"]')) {
      button.setAttribute('aria-pressed', String(button.classList.contains('active')));
    }
  };

  /** Follows what the reader does in a new drawing. */
  private follow(): void {
    const plot = this.element as PlotlyHTMLElement;
    plot.on('plotly_click', ({ points: [point] }) => {
      const { customdata, data } = point as unknown as Clicked;
      const axis: `xaxis${string}` = `xaxis${(data.xaxis ?? 'x').slice(1)}`;
      const x = this.figure.layout[axis].title.text;
      if (Array.isArray(customdata)) this.onPick({ customdata, x });
    });
  }

  private setHeight(suggested: number): void {
    this.element.style.height = `calc(${suggested}px * var(--percolab-scale))`;
  }
}
