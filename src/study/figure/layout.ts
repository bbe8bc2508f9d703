// The page of a figure: title, panels, legend and margins. Sizes are in pixels at the suggested height.

import type { Scale } from './scale';
import type { Layout, LayoutAxis, Legend, Mark } from './types';

/** A pair of axes and the part of the figure that it fills. */
export interface Panel {
  /** `''`, `'2'`, ...: number of its axes. */
  readonly id: string;
  readonly x: Scale;
  readonly y: Scale;
  /** Part of the width, 0 to 1. */
  readonly across: readonly [number, number];
  /** Part of the height, 0 to 1, from below. */
  readonly up: readonly [number, number];
  /** Follows the first panel's x when zoomed. */
  readonly follows: boolean;
}

/** What stands around the panels. */
export interface Page {
  readonly title: string;
  readonly subtitle: string;
  /** That of the first panel or of all. */
  readonly legend: Legend;
  readonly height: number;
}

const TITLE_SIZE = 15;
const SUBTITLE_SIZE = 12;

/** Pixels around the panels. */
export const MARGIN = { l: 64, r: 24, t: 72, b: 56 } as const;

/** Pixels between panels under one another: ticks and the title of the axis. */
export const GAP = 64;

/** Where what stands at the right of the panels begins, in widths of the panels. */
export const RIGHT = 1.02;

/** A legend below all panels, for long names or for all panels together. */
export const LEGEND_BELOW: Legend = {
  orientation: 'h',
  x: 0,
  xanchor: 'left',
  y: 0,
  yref: 'container',
  yanchor: 'bottom',
  tracegroupgap: 0
};

/**
 * A legend at the right of the panels.
 *
 * @param y its upper or lower end as part of the height of all panels, from below
 * @param yanchor which end that is
 */
export function beside(y: number, yanchor: 'top' | 'bottom'): Legend {
  return {
    orientation: 'v',
    x: RIGHT,
    xanchor: 'left',
    y,
    yref: 'paper',
    yanchor,
    tracegroupgap: 0
  };
}

function axes(panel: Panel): Record<`xaxis${string}` | `yaxis${string}`, LayoutAxis> {
  const common = { zeroline: false, exponentformat: 'power', automargin: true } as const;
  return {
    [`xaxis${panel.id}`]: {
      ...panel.x,
      ...common,
      domain: panel.across,
      anchor: `y${panel.id}`,
      showgrid: panel.x.ticktext === undefined,
      ...(panel.follows ? { matches: 'x' } : {})
    },
    [`yaxis${panel.id}`]: {
      ...panel.y,
      ...common,
      domain: panel.up,
      anchor: `x${panel.id}`,
      showgrid: true
    }
  };
}

/**
 * Layout of a figure.
 *
 * @param page what stands around the panels
 * @param panels the panels; their domains must not overlap
 * @param data the traces; a legend is shown where two or more of them ask for it
 */
export function layout(page: Page, panels: readonly Panel[], data: readonly Mark[]): Layout {
  return {
    title: {
      text: page.title,
      subtitle: { text: page.subtitle, font: { size: SUBTITLE_SIZE } },
      font: { size: TITLE_SIZE },
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { t: 12 }
    },
    showlegend: data.filter(trace => trace.showlegend).length > 1,
    legend: page.legend,
    margin: MARGIN,
    height: page.height,
    hovermode: 'closest',
    ...Object.assign({}, ...panels.map(axes))
  };
}
