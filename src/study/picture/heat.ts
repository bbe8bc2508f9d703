// Heat maps as paths: the cells of one colour are one path, and neighbours of one colour are one rectangle, so that a
// hundred times a hundred cells stay well below a megabyte.

import { edges } from '../figure/cells';
import { mixed } from '../figure/palette';
import type { ColorAxis, Coordinate, HeatMap, Layout, LayoutAxis } from '../figure/types';
import { type Box, type Panel, project } from './panel';
import { element, px, text } from './svg';

/** Colours that are told apart. */
const LEVELS = 100;
const BAR_WIDTH = 14;
const BAR_STEPS = 50;
const TITLE_ROOM = 18;
const LABEL_SIZE = 11;

/** Pixels that a colour bar with its numbers takes. */
export const COLOR_BAR_ROOM = 60;

/** Colour of a position from 0 to 1. */
export function colorAt({ colorscale }: Pick<ColorAxis, 'colorscale'>, position: number): string {
  const above = colorscale.findIndex(([place]) => place >= position);
  const high = above < 0 ? colorscale.length - 1 : Math.max(above, 1);
  const [[from, start], [to, end]] = [colorscale[high - 1], colorscale[high]];
  const share = Math.min(Math.max((position - from) / (to - from), 0), 1);
  return mixed(start, end, share);
}

function levelOf({ cmin, cmax }: ColorAxis, value: Coordinate): number | null {
  const share = value === null ? null : (value - cmin) / (cmax - cmin);
  return share === null ? null : Math.round(Math.min(Math.max(share, 0), 1) * LEVELS);
}

/** Edges of cells as values of their axis. */
function ends(axis: LayoutAxis, middles: readonly number[]): number[] {
  return axis.type === 'log' ? edges(middles.map(Math.log10)).map(at => 10 ** at) : edges(middles);
}

/** Cells of a panel. */
export function cells(map: HeatMap, panel: Panel, layout: Layout): string {
  const colors = layout[map.coloraxis]!;
  const x = ends(panel.x, map.x);
  const y = ends(panel.y, map.y);
  const paths = new Map<number, string[]>();
  map.z.forEach((row, j) => {
    const levels = row.map(value => levelOf(colors, value));
    for (let from = 0, to = 1; from < levels.length; from = to, to += 1) {
      while (to < levels.length && levels[to] === levels[from]) {
        to += 1;
      }
      const level = levels[from];
      const [low, high] = [project(panel, x[from], y[j]), project(panel, x[to], y[j + 1])];
      if (level !== null && low && high) {
        const [width, height] = [high[0] - low[0], low[1] - high[1]].map(px);
        const own = paths.get(level) ?? [];
        own.push(`M${px(low[0])},${px(high[1])}h${width}v${height}h-${width}z`);
        paths.set(level, own);
      }
    }
  });
  const drawn = [...paths]
    .sort(([a], [b]) => a - b)
    .map(([level, d]) => element('path', { d: d.join(''), fill: colorAt(colors, level / LEVELS) }));
  // Without smoothing there are no seams between neighbours.
  return element('g', { 'shape-rendering': 'crispEdges' }, drawn.join('\n'));
}

/** All colours of a layout. */
export function colorAxes(layout: Layout): ColorAxis[] {
  const isColors = (name: string): name is 'coloraxis' => /^coloraxis\d*$/.test(name);
  return Object.keys(layout)
    .filter(isColors)
    .map(name => layout[name]!);
}

/** The bar that explains colours, right of the panels. */
export function colorBar(coloraxis: ColorAxis, plot: Box, left: number): string {
  const { colorbar, cmin, cmax } = coloraxis;
  const top = plot.top + plot.height * (1 - colorbar.y) + TITLE_ROOM;
  const height = plot.height * colorbar.len - TITLE_ROOM;
  const step = height / BAR_STEPS;
  const steps = Array.from({ length: BAR_STEPS }, (_, i) =>
    element('rect', {
      x: left,
      y: top + i * step,
      width: BAR_WIDTH,
      height: step,
      fill: colorAt(coloraxis, 1 - (i + 0.5) / BAR_STEPS)
    })
  );
  const ticks = colorbar.tickvals.map(value => {
    const at = top + height * (1 - (value - cmin) / (cmax - cmin));
    const style = { size: LABEL_SIZE, fill: '#444' };
    return text(left + BAR_WIDTH + 5, at + 4, String(value), style);
  });
  return [
    text(left, top - 6, colorbar.title.text, { size: 12, fill: '#222' }),
    element('g', { 'shape-rendering': 'crispEdges' }, steps.join('')),
    ...ticks
  ].join('\n');
}
