// Where the parts of a figure stand in the room there is: panels that are too narrow side by side go under one
// another, and a legend that would leave too little to the curves goes below them.

import type { Layout, LayoutAxis } from '../study/figure/types';

/** Least width in pixels for panels side by side: what their ticks and titles need. */
const SIDE_BY_SIDE = 680;
/** Least width in pixels for a legend beside a panel. */
const LEGEND_BESIDE = 480;
/** Pixels of a panel among others, and of the ticks and the title below it. */
const PANEL = 190;
const GAP = 62;

/**
 * The layout of a figure for a width; a layout that fits is left as it is.
 *
 * @param layout a figure's layout
 * @param width pixels
 * @returns a layout with the height that suits it
 */
export function arranged(layout: Layout, width: number): Layout {
  const panels = Object.keys(layout).filter(isY).length;
  const placed = panels > 1 && width < SIDE_BY_SIDE ? stacked(layout, panels) : layout;
  return width < LEGEND_BESIDE ? { ...placed, legend: { ...layout.legend, ...BELOW } } : placed;
}

const BELOW = {
  orientation: 'h',
  x: 0,
  y: 0,
  yref: 'container',
  yanchor: 'bottom'
} as const;

function isY(part: string): part is `yaxis${string}` {
  return /^yaxis\d*$/.test(part);
}

/** All panels in one column, the first on top. */
function stacked(layout: Layout, count: number): Layout {
  const whole = count * PANEL + (count - 1) * GAP;
  const names = Object.keys(layout).filter(isY).sort();
  const axes = names.flatMap((name, place): [string, LayoutAxis][] => {
    const top = whole - place * (PANEL + GAP);
    const own: `xaxis${string}` = `xaxis${name.slice('yaxis'.length)}`;
    return [
      [own, { ...layout[own], domain: [0, 1] }],
      [name, { ...layout[name], domain: [(top - PANEL) / whole, top / whole] }]
    ];
  });
  return {
    ...layout,
    ...Object.fromEntries(axes),
    height: whole + layout.margin.t + layout.margin.b
  };
}
