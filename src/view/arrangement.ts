// Where the parts of a figure stand in the room there is: panels that are too narrow side by side go under one
// another, and a legend that would leave too little to the curves goes below them.

import { GAP, LEGEND_BELOW } from '../study/figure/layout';
import { NEXT_HEIGHT } from '../study/figure/section';
import type { Figure, Layout, LayoutAxis } from '../study/figure/types';

/** Least width in pixels for panels side by side: what their ticks and titles need. */
const SIDE_BY_SIDE = 680;
/** Least width in pixels for a legend beside a panel. */
const LEGEND_BESIDE = 480;

/**
 * A figure for a width; one that fits is left as it is.
 *
 * @param figure a figure
 * @param width pixels
 * @returns a figure with the height that suits it
 */
export function arranged(figure: Figure, width: number): Figure {
  const { layout } = figure;
  const panels = Object.keys(layout).filter(isY).length;
  const placed = isBroad(figure) && width < SIDE_BY_SIDE ? stacked(figure, panels) : layout;
  return width < LEGEND_BESIDE
    ? legendBelow({ ...figure, layout: placed })
    : withLayout(figure, placed);
}

/** Whether a figure has panels side by side. */
export function isBroad({ layout }: Figure): boolean {
  return Object.keys(layout).some(part => isX(part) && layout[part].domain[1] < 1);
}

function withLayout(figure: Figure, layout: Layout): Figure {
  return layout === figure.layout ? figure : { ...figure, layout };
}

/** One legend below all panels, also for those that had their own. */
function legendBelow({ data, layout }: Figure): Figure {
  const parts = Object.entries(layout).filter(([part]) => !/^legend\d+$/.test(part));
  const said = new Set<string>();
  return {
    data: data.map(mark => {
      if (mark.type === 'heatmap') return mark;
      const name = `${mark.legendgroup} ${mark.name}`;
      const showlegend = mark.showlegend && !said.has(name);
      if (showlegend) said.add(name);
      return { ...mark, legend: 'legend', showlegend };
    }),
    layout: {
      ...(Object.fromEntries(parts) as unknown as Layout),
      legend: LEGEND_BELOW
    }
  };
}

function isY(part: string): part is `yaxis${string}` {
  return /^yaxis\d*$/.test(part);
}

function isX(part: string): part is `xaxis${string}` {
  return /^xaxis\d*$/.test(part);
}

function isColors(part: string): part is 'coloraxis' {
  return /^coloraxis\d*$/.test(part);
}

function numberOf(axis: string): number {
  return Number(axis.slice('yaxis'.length) || 1);
}

/** Colour bars beside the first panels that they explain. */
function besideTheirPanels({ data, layout }: Figure): Partial<Layout> {
  const bars = Object.keys(layout)
    .filter(isColors)
    .map(part => {
      const map = data.find(mark => mark.type === 'heatmap' && mark.coloraxis === part);
      const own = layout[part]!;
      const [low, high] = layout[`yaxis${map?.yaxis.slice(1) ?? ''}`].domain;
      return [part, { ...own, colorbar: { ...own.colorbar, len: high - low, y: high } }];
    });
  return Object.fromEntries(bars) as Partial<Layout>;
}

/** All panels in one column, the first on top. */
function stacked({ data, layout }: Figure, count: number): Layout {
  const whole = count * NEXT_HEIGHT + (count - 1) * GAP;
  const names = Object.keys(layout)
    .filter(isY)
    .sort((a, b) => numberOf(a) - numberOf(b));
  const axes = names.flatMap((name, place): [string, LayoutAxis][] => {
    const top = whole - place * (NEXT_HEIGHT + GAP);
    const own: `xaxis${string}` = `xaxis${name.slice('yaxis'.length)}`;
    return [
      [own, { ...layout[own], domain: [0, 1] }],
      [name, { ...layout[name], domain: [(top - NEXT_HEIGHT) / whole, top / whole] }]
    ];
  });
  const column = {
    ...layout,
    ...Object.fromEntries(axes),
    height: whole + layout.margin.t + layout.margin.b
  };
  return { ...column, ...besideTheirPanels({ data, layout: column }) };
}
