// The page's theme as a Plotly layout can use it. Plotly paints with literal colours, so the --jp-* variables
// are read when a figure is drawn and again whenever JupyterLab changes its theme.

import { type PaletteName, PALETTE_NAMES } from '../study/figure/palettes';
import type { ColorAxis, Layout, LayoutAxis } from '../study/figure/types';
import { colorOf, muted, written } from './contrast';

/** Colours and type of the page. */
export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly axis: string;
  readonly surface: string;
  /** What figures stand on. */
  readonly ground: string;
  readonly accent: string;
  readonly family: string;
  /** Pixels. */
  readonly size: number;
  /** Colours of lines and points, as --percolab-palette names them. */
  readonly palette: PaletteName;
}

const CLEAR = 'rgba(0, 0, 0, 0)';
/** Plotly writes powers of ten on logarithmic axes larger than all other ticks, by this. */
const POWERS = 1.25;
/** Greatest contrast of a grid with the page. */
const MOST_OF_GRID = 1.6;

/**
 * Reads the theme where an element stands. Colours that the page lacks come out empty, and Plotly then keeps its
 * own default for them.
 *
 * @param element an element in the page
 */
export function readTheme(element: Element): Theme {
  // The browser resolves color-mix(), light-dark(), rem and the like where they are used, not in a variable.
  const probe = document.createElement('span');
  probe.style.display = 'none';
  element.append(probe);
  const style = getComputedStyle(probe);
  const color = (name: string) => {
    if (style.getPropertyValue(name).trim() === '') return '';
    probe.style.color = `var(${name})`;
    return plainColor(style.color);
  };
  probe.style.fontSize = 'var(--jp-ui-font-size1)';
  const theme = {
    text: color('--jp-ui-font-color1'),
    faint: color('--jp-ui-font-color2'),
    grid: color('--jp-border-color2'),
    axis: color('--jp-border-color0'),
    surface: color('--jp-layout-color1'),
    ground: color('--jp-layout-color0'),
    accent: color('--jp-brand-color1'),
    family: style.getPropertyValue('--jp-ui-font-family').trim(),
    size: Number.parseFloat(style.fontSize),
    palette: paletteOf(style.getPropertyValue('--percolab-palette').trim())
  };
  probe.remove();
  return theme;
}

function paletteOf(name: string): PaletteName {
  return PALETTE_NAMES.find(known => known === name) ?? PALETTE_NAMES[0];
}

/** A computed colour as Plotly can read it; spaces such as oklch() are painted to see their red, green and blue. */
export function plainColor(computed: string): string {
  if (/^(rgb|#)/.test(computed)) return computed;
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (brush === null) return '';
  brush.fillStyle = computed;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/**
 * The layout of a figure in a theme: transparent, so that the cell shows through, with every axis, legend and colour bar
 * in the page's colours.
 *
 * @param layout a figure's layout; it is left as it is
 * @param theme colours and type
 */
export function themedLayout(layout: Layout, theme: Theme): object {
  const { family, size, text: color } = theme;
  const grid = faintGrid(theme);
  const axis = {
    gridcolor: grid,
    zerolinecolor: grid,
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
    if (isAxis) {
      const { title, type, tickvals } = given as LayoutAxis;
      const isPowers = type === 'log' && tickvals === undefined;
      const tickfont = isPowers ? { tickfont: { size: size / POWERS } } : {};
      themed[part] = { ...axis, title: { ...title, font: { size } }, ...tickfont };
    }
    if (/^legend\d+$/.test(part)) themed[part] = { bgcolor: CLEAR };
    if (/^coloraxis\d*$/.test(part)) themed[part] = colorBarIn(given as ColorAxis, theme);
  }
  const parts = Object.entries(themed).map(([part, colours]) => [
    part,
    { ...(layout[part as keyof Layout] as object | undefined), ...colours }
  ]);
  return { ...layout, ...Object.fromEntries(parts), paper_bgcolor: CLEAR, plot_bgcolor: CLEAR };
}

/** The page's colour of a grid; some themes draw their borders, and so grids, more strongly than any data. */
function faintGrid({ grid, ground, text }: Theme): string {
  const behind = colorOf(ground);
  if (behind === null) return grid;
  // Plotly's own grid, for a page without one, is nearly white.
  const lines = colorOf(grid, behind) ?? colorOf(text, behind);
  return lines === null ? grid : written(muted(lines, behind, MOST_OF_GRID));
}

function colorBarIn({ colorbar }: ColorAxis, { axis, family, size, text }: Theme): object {
  const font = { family, size, color: text };
  const title = { ...colorbar.title, font };
  return { colorbar: { ...colorbar, bgcolor: CLEAR, tickcolor: axis, tickfont: font, title } };
}

/** Where pages keep their theme: JupyterLab at its body, others as classes and attributes of body and root. */
const MARKS = ['data-jp-theme-name', 'data-jp-theme-light', 'class', 'theme', 'data-theme'];

/**
 * Calls back after every change of the page's theme, or of the sizes of type that JupyterLab keeps as a style of the page,
 * with the next frame: until then JupyterLab keeps its page hidden, and what is hidden has no size to draw in.
 *
 * @param listener called once for each change
 * @returns stops it
 */
export function onThemeChange(listener: () => void): () => void {
  let frame = 0;
  const tell = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  };
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributeFilter: MARKS });
  observer.observe(document.documentElement, { attributeFilter: [...MARKS, 'style'] });
  // Pages that have no theme of their own follow the system's, where there is one to follow.
  const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  dark?.addEventListener('change', tell);
  return () => {
    observer.disconnect();
    dark?.removeEventListener('change', tell);
    cancelAnimationFrame(frame);
  };
}
