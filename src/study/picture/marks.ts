// Traces as SVG paths. What there is too much of is thinned evenly, so that a picture stays small
// whatever the study.

import { thin } from '../figure/thin';
import { isTrace } from '../figure/section';
import type { Layout, Mark, Symbol, Trace } from '../figure/types';
import { cells } from './heat';
import { type Panel, project } from './panel';
import { element, px } from './svg';

type Pixel = readonly [number, number];

const MOST_TRACES = 600;
const MOST_POINTS = 2000;
const MOST_IN_ALL = 12_000;
/** Edges of a drawn network, which mean nothing if only some of them are there. */
const MOST_SEGMENTS = 6000;
/** Pixels. */
const SWATCH_HEIGHT = 10;

/** Points of a trace in pixels, parted at gaps. */
function runs(trace: Trace, panel: Panel): Pixel[][] {
  const found: Pixel[][] = [[]];
  trace.x.forEach((x, index) => {
    const y = trace.y[index] ?? null;
    const pixel = x === null || y === null ? null : project(panel, x, y);
    if (pixel) {
      found.at(-1)!.push(pixel);
    } else {
      found.push([]);
    }
  });
  return found.filter(run => run.length > 0);
}

function thinned(parts: readonly Pixel[][], most: number): readonly (readonly Pixel[])[] {
  if (parts.every(run => run.length <= 2)) {
    return thin(parts, MOST_SEGMENTS);
  }
  const kept = thin(parts, Math.max(2, Math.floor(most / 2)));
  const each = Math.max(4, Math.floor(most / Math.max(kept.length, 1)));
  return kept.map(run => thin(run, each));
}

/** Path through pixels; a lone one makes none. */
function through(pixels: readonly Pixel[]): string {
  return pixels.length < 2 ? '' : `M${pixels.map(([x, y]) => `${px(x)},${px(y)}`).join('L')}`;
}

/** Outline of a symbol about a pixel. `size` is Plotly's: the diameter of the circle. */
function outline(symbol: Symbol, [x, y]: Pixel, size: number): string {
  const r = size / 2;
  const d = px(size);
  switch (symbol) {
    case 'circle':
    case 'circle-open': {
      const arc = `a${px(r)},${px(r)} 0 1 0`;
      return `M${px(x - r)},${px(y)}${arc} ${d},0${arc} -${d},0`;
    }
    case 'square':
      return `M${px(x - r)},${px(y - r)}h${d}v${d}h-${d}z`;
    case 'diamond': {
      const reach = px(1.3 * r);
      return `M${px(x - 1.3 * r)},${px(y)}l${reach},-${reach}l${reach},${reach}l-${reach},${reach}z`;
    }
    case 'triangle-up':
      return `M${px(x)},${px(y - r)}l${px(r)},${px(1.8 * r)}h-${d}z`;
    case 'x-thin':
      return `M${px(x - r)},${px(y - r)}l${d},${d}m-${d},0l${d},-${d}`;
  }
}

const DASHES = {
  solid: undefined,
  dash: [4.5, 3],
  dot: [0.75, 2],
  dashdot: [4.5, 2.5, 0.75, 2.5]
} as const;

function strokeStyle({ color, width, dash }: NonNullable<Trace['line']>) {
  return {
    stroke: color,
    'stroke-width': width,
    'stroke-linejoin': 'round',
    'stroke-dasharray': DASHES[dash]?.map(length => px(length * width)).join()
  };
}

function stroke(line: NonNullable<Trace['line']>, d: string): string {
  return element('path', { d, fill: 'none', ...strokeStyle(line) });
}

function points(marker: NonNullable<Trace['marker']>, pixels: readonly Pixel[]): string {
  const outlines = pixels.map(pixel => outline(marker.symbol, pixel, marker.size));
  if (marker.symbol === 'circle-open' || marker.symbol === 'x-thin') {
    const d = outlines.join('');
    const { color, width } = marker.line ?? { color: marker.color, width: 1 };
    return element('path', { d, fill: 'none', stroke: color, 'stroke-width': width });
  }
  if (marker.opacity === 1) {
    return element('path', { d: outlines.join(''), fill: marker.color });
  }
  // Each on its own, so that translucent points add up where they overlap.
  const each = outlines.map(d => element('path', { d })).join('');
  const attributes = { fill: marker.color, 'fill-opacity': String(marker.opacity) };
  return element('g', attributes, each);
}

function fill(trace: Trace, d: string): string {
  const opacity = /,([\d.]+)\)$/.exec(trace.fillcolor ?? '')?.[1] ?? '1';
  const { color, width, dash } = trace.line ?? { color: 'none', width: 0, dash: 'solid' };
  const edge = width === 0 ? {} : strokeStyle({ color, width, dash });
  return element('path', { d, fill: color, 'fill-opacity': opacity, ...edge });
}

function draw(trace: Trace, parts: readonly (readonly Pixel[])[]): string {
  const drawn: string[] = [];
  const path = parts.map(through).join('');
  if (trace.fill && path !== '') {
    drawn.push(fill(trace, path));
  } else if (trace.mode !== 'markers' && trace.line && path !== '') {
    drawn.push(stroke(trace.line, path));
  }
  if (trace.mode !== 'lines' && trace.marker && parts.length > 0) {
    drawn.push(points(trace.marker, parts.flat()));
  }
  return faded(trace, drawn.join(''));
}

function faded({ opacity }: Trace, drawn: string): string {
  return opacity === undefined || opacity === 1 || drawn === ''
    ? drawn
    : element('g', { opacity: String(opacity) }, drawn);
}

/**
 * Marks of a panel, clipped to it.
 *
 * @param all all marks of the figure
 */
export function marks(all: readonly Mark[], panel: Panel, layout: Layout): string {
  const shown = thin(all.filter(isTrace), MOST_TRACES);
  const most = Math.min(MOST_POINTS, Math.floor(MOST_IN_ALL / Math.max(shown.length, 1)));
  const isHere = ({ xaxis }: Mark): boolean => xaxis === `x${panel.id}`;
  const colors = all.filter(mark => mark.type === 'heatmap').filter(isHere);
  const drawn = [
    ...colors.map(map => cells(map, panel, layout)),
    ...shown.filter(isHere).map(trace => draw(trace, thinned(runs(trace, panel), most)))
  ].filter(path => path !== '');
  const { left: x, top: y, width, height } = panel.box;
  return drawn.length === 0
    ? ''
    : element('svg', { x, y, width, height, overflow: 'hidden' }, `\n${drawn.join('\n')}\n`);
}

/** A short piece of a trace or a small box of a band, for the legend. */
export function swatch(trace: Trace, left: number, middle: number, width: number): string {
  const ends: Pixel[] = [
    [left, middle],
    [left + width, middle]
  ];
  const box = `M${px(left)},${px(middle - SWATCH_HEIGHT / 2)}h${px(width)}v${SWATCH_HEIGHT}h${px(-width)}z`;
  const drawn = [
    trace.fill ? fill(trace, box) : '',
    !trace.fill && trace.mode !== 'markers' && trace.line ? stroke(trace.line, through(ends)) : '',
    trace.mode !== 'lines' && trace.marker
      ? points({ ...trace.marker, opacity: 1 }, [[left + width / 2, middle]])
      : ''
  ];
  return faded(trace, drawn.join(''));
}
