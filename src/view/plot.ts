// A figure drawn by Plotly, which is loaded when the first figure needs it. The plot has the width of its element
// and the colours of the page, and follows both until it is disposed.

import type { Config, Data } from 'plotly.js';
import type { Figure } from '../study/figure/types';
import { arranged } from './arrangement';
import { onThemeChange, readTheme, themedLayout } from './theme';

// Only the core, which draws lines and points: a third of the size and start-up time of the full bundle.
const loadPlotly = async () => (await import('plotly.js/lib/core')).default;
type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

// `uirevision` keeps the reader's zoom and hidden lines when a figure is drawn again in another size or theme.
const KEPT = { uirevision: 'kept', autosize: false };
// The title stands above the figure as text of the page, so it needs no room in it.
const NO_TITLE = { text: '' };
const TOP_MARGIN = 16;
const CONFIG: Partial<Config> = {
  responsive: false,
  displaylogo: false,
  displayModeBar: 'hover',
  // All that a reader needs of Plotly's own list, which ends with uploading to its makers' server.
  modeBarButtons: [['toImage'], ['zoom2d', 'pan2d', 'resetScale2d']]
};

/** A drawn figure. */
export class Plot {
  private plotly: Plotly | null = null;
  private painting: Promise<void> | null = null;
  private stale = false;
  private disposed = false;
  private readonly observer: ResizeObserver;
  private readonly stopTheme: () => void;

  /**
   * Draws as soon as the element is in the page and has a width.
   *
   * @param element where to draw; its width is the figure's, its height follows from the figure and from the
   *   CSS variable --percolab-scale
   * @param figure what to draw
   * @param onDrawn called after each drawing
   * @param onFailed called with the error when Plotly can't be loaded or can't draw
   */
  constructor(
    private readonly element: HTMLElement,
    private readonly figure: Figure,
    onDrawn: () => void,
    onFailed: (error: unknown) => void
  ) {
    this.setHeight(figure.layout.height);
    const draw = () => {
      if (element.clientWidth > 0) this.draw().then(onDrawn, onFailed);
    };
    this.observer = new ResizeObserver(draw);
    this.observer.observe(element);
    this.stopTheme = onThemeChange(draw);
  }

  /** Frees Plotly's graph and the observers. */
  dispose(): void {
    this.disposed = true;
    this.observer.disconnect();
    this.stopTheme();
    this.plotly?.purge(this.element);
  }

  /** Draws once, however many changes come while Plotly is loading or busy, and then what came last. */
  private draw(): Promise<void> {
    this.stale = true;
    this.painting ??= this.paint().finally(() => (this.painting = null));
    return this.painting;
  }

  private async paint(): Promise<void> {
    this.plotly ??= await loadPlotly();
    while (this.stale && !this.disposed) {
      this.stale = false;
      const { clientWidth: width } = this.element;
      const plain = arranged(this.figure.layout, width);
      this.setHeight(plain.height);
      const { clientHeight: height } = this.element;
      const layout = {
        ...themedLayout(plain, readTheme(this.element)),
        ...KEPT,
        title: NO_TITLE,
        margin: { ...plain.margin, t: TOP_MARGIN },
        width,
        height
      };
      // Plotly writes into the traces and the layout that it is given.
      const data = this.figure.data.map(trace => ({ ...trace })) as Data[];
      await this.plotly.react(this.element, data, layout, CONFIG);
    }
    // What was freed while Plotly was at work has been filled again.
    if (this.disposed) this.plotly.purge(this.element);
  }

  private setHeight(suggested: number): void {
    this.element.style.height = `calc(${suggested}px * var(--percolab-scale))`;
  }
}
