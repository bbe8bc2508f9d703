// What of a drawing the reader has chosen: what is seen of each axis, which lines are hidden, what the mouse does. A figure
// as it is drawn by itself has none of it.

import type { Data, Layout, PlotlyHTMLElement } from 'plotly.js';

/**
 * The reader's choices as a text; two drawings of a figure that look alike have the same.
 *
 * @param drawing what Plotly is given, or what it has drawn
 */
export function readersView({ data, layout }: Pick<PlotlyHTMLElement, 'data' | 'layout'>): string {
  const axes = Object.entries(layout as Record<string, { readonly range?: unknown }>)
    .filter(([name]) => /^[xy]axis/.test(name))
    .map(([name, { range }]) => [name, range]);
  const hidden = (data as Partial<Data>[]).map(({ visible }) => visible === 'legendonly');
  return JSON.stringify([axes, hidden, (layout as Partial<Layout>).dragmode ?? 'zoom']);
}
