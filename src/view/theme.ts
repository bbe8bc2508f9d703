// The page's theme as a Plotly layout can use it. Plotly paints with literal colours, so the --jp-* variables
// are read when a figure is drawn and again whenever JupyterLab changes its theme.

import type { Layout, LayoutAxis } from '../study/figure/types';

/** Colours and type of the page. */
export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly axis: string;
  readonly surface: string;
  readonly accent: string;
  readonly family: string;
  /** Pixels. */
  readonly size: number;
}

const CLEAR = 'rgba(0, 0, 0, 0)';

/**
 * Reads the theme where an element stands. Variables that the page lacks come out empty, and Plotly then keeps
 * its own default for them.
 *
 * @param element an element in the page
 */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read('--jp-ui-font-color1'),
    faint: read('--jp-ui-font-color2'),
    grid: read('--jp-border-color2'),
    axis: read('--jp-border-color0'),
    surface: read('--jp-layout-color1'),
    accent: read('--jp-brand-color1'),
    family: read('--jp-ui-font-family'),
    size: Number.parseFloat(read('--jp-ui-font-size1'))
  };
}

/**
 * The layout of a figure in a theme: transparent, so that the cell shows through, with every axis and legend in
 * the page's colours.
 *
 * @param layout a figure's layout; it is left as it is
 * @param theme colours and type
 */
export function themedLayout(layout: Layout, theme: Theme): object {
  const { family, size, text: color } = theme;
  const axis = {
    gridcolor: theme.grid,
    zerolinecolor: theme.grid,
    linecolor: theme.axis,
    tickcolor: theme.axis
  };
  const themed: { [part: string]: object } = {
    font: { family, size, color },
    legend: { bgcolor: CLEAR },
    hoverlabel: {
      align: 'left',
      bgcolor: theme.surface,
      bordercolor: theme.axis,
      font: { family, color }
    },
    modebar: { bgcolor: CLEAR, color: theme.faint, activecolor: theme.accent }
  };
  for (const [part, given] of Object.entries(layout)) {
    // Plotly's axis titles are larger than its other words unless they say their size.
    const isAxis = /^[xy]axis\d*$/.test(part);
    if (isAxis)
      themed[part] = { ...axis, title: { ...(given as LayoutAxis).title, font: { size } } };
  }
  const parts = Object.entries(themed).map(([part, colours]) => [
    part,
    { ...(layout[part as keyof Layout] as object | undefined), ...colours }
  ]);
  return { ...layout, ...Object.fromEntries(parts), paper_bgcolor: CLEAR, plot_bgcolor: CLEAR };
}

/**
 * Calls back after every change of JupyterLab's theme, with the next frame: until then JupyterLab keeps its page
 * hidden, and what is hidden has no size to draw in.
 *
 * @param listener called once for each change
 * @returns stops it
 */
export function onThemeChange(listener: () => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  });
  observer.observe(document.body, {
    attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
  });
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}
