// The marks of a figure: lines, points, bands and boxes as scatter traces of the first panel.

import { PREDICTED, type Style, translucent } from './palette';
import type { Coordinate, Dash, Trace } from './types';

/** What marks are called. */
export interface Named {
  /** Name in the legend, escaped. */
  readonly name: string;
  /** Marks of one group are switched together. */
  readonly group: string;
}

/** Which series a mark belongs to, and how it looks. */
export interface Series extends Named {
  readonly style: Style;
}

/** Points in drawing order. */
export interface Points {
  readonly x: readonly Coordinate[];
  readonly y: readonly Coordinate[];
}

/** Points that have something to say when hovered: texts for each, and the template that names them. */
export interface Told extends Points {
  readonly customdata: readonly (readonly string[])[];
  readonly hovertemplate: string;
}

/** An interval at each x. */
export interface Intervals {
  readonly x: readonly Coordinate[];
  readonly low: readonly Coordinate[];
  readonly high: readonly Coordinate[];
}

const LINE_WIDTH = 2;
const POINT_SIZE = 6;
const EDGE_WIDTH = 1;

/** How the inside of an interval looks: pale, and edged, since what is pale enough to lie under points is hardly seen. */
export interface Filling {
  readonly opacity: number;
  readonly edge: Dash;
}

/** Intervals of each value by itself. */
export const POINTWISE: Filling = { opacity: 0.18, edge: 'solid' };
/** Bands that hold a whole curve. */
export const SIMULTANEOUS: Filling = { opacity: 0.09, edge: 'dot' };

/** A trace of the first panel that nothing is drawn of yet. */
export function mark({ name, group }: Named, { x, y }: Points): Omit<Trace, 'mode'> {
  return {
    type: 'scatter',
    name,
    legendgroup: group,
    showlegend: false,
    x,
    y,
    xaxis: 'x',
    yaxis: 'y'
  };
}

/** The trace that stands for its series in the legend. */
export function inLegend(trace: Trace): Trace {
  return { ...trace, showlegend: true };
}

/** A line through points. */
export function line(series: Series, points: Told): Trace {
  const { color, dash, weight } = series.style;
  return {
    ...mark(series, points),
    mode: 'lines',
    line: { color, width: LINE_WIDTH * weight, dash },
    customdata: points.customdata,
    hovertemplate: points.hovertemplate
  };
}

/** Points, seen through where there may be many on one spot. */
export function dots(series: Series, points: Told, opacity = 1): Trace {
  const { color, symbol, weight } = series.style;
  return {
    ...mark(series, points),
    mode: 'markers',
    marker: { color, size: POINT_SIZE * weight, symbol, opacity },
    customdata: points.customdata,
    hovertemplate: points.hovertemplate
  };
}

/** Points joined by a line. */
export function dottedLine(series: Series, points: Told): Trace {
  const { line: stroke } = line(series, points);
  return { ...dots(series, points), mode: 'lines+markers', line: stroke! };
}

/** Unjoined horizontal strokes of the same length, centred on the points. */
export function strokes(series: Series, points: Told, length: number): Trace {
  const spread = <T>(items: readonly T[]): T[] => items.flatMap(item => [item, item, item]);
  const reach = [-length / 2, length / 2, null];
  return line(series, {
    x: points.x.flatMap(x => reach.map(by => (x === null || by === null ? null : x + by))),
    y: points.y.flatMap(y => [y, y, null]),
    customdata: spread(points.customdata),
    hovertemplate: points.hovertemplate
  });
}

/** The inside of a closed outline. */
export function filled(series: Series, outline: Points, { opacity, edge }: Filling): Trace {
  return {
    ...mark(series, outline),
    mode: 'lines',
    line: { color: series.style.color, width: EDGE_WIDTH, dash: edge },
    fill: 'toself',
    fillcolor: translucent(series.style.color, opacity),
    hoverinfo: 'skip'
  };
}

interface Interval {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** Intervals without gaps: where an end is missing, a new run begins. */
function runs(intervals: Intervals): Interval[][] {
  const found: Interval[][] = [[]];
  intervals.x.forEach((x, index) => {
    const low = intervals.low[index] ?? null;
    const high = intervals.high[index] ?? null;
    if (x === null || low === null || high === null) {
      found.push([]);
    } else {
      found.at(-1)!.push({ x, low, high });
    }
  });
  return found.filter(run => run.length > 0);
}

/** Closed polygons, parted by gaps. */
function outlines(polygons: readonly (readonly (readonly [number, number])[])[]): Points {
  const vertices = polygons.flatMap((polygon, index) => {
    const closed = [...polygon, polygon[0]];
    return index === 0 ? closed : [[null, null] as const, ...closed];
  });
  return { x: vertices.map(([x]) => x), y: vertices.map(([, y]) => y) };
}

/** A translucent band from the lower to the upper ends of intervals; parted where one is missing. */
export function band(series: Series, intervals: Intervals, filling = POINTWISE): Trace {
  const polygons = runs(intervals).map(run => [
    ...run.map(({ x, high }) => [x, high] as const),
    ...run.map(({ x, low }) => [x, low] as const).reverse()
  ]);
  return filled(series, outlines(polygons), filling);
}

/** A translucent box of the same width for each interval. */
export function boxes(series: Series, intervals: Intervals, width: number): Trace {
  const polygons = runs(intervals)
    .flat()
    .map(({ x, low, high }) => {
      const [left, right] = [x - width / 2, x + width / 2];
      return [
        [left, high] as const,
        [right, high] as const,
        [right, low] as const,
        [left, low] as const
      ];
    });
  return filled(series, outlines(polygons), POINTWISE);
}

/** The name of a kind of line, for the legend. */
export function lineKey(name: string, look: Pick<Style, 'dash' | 'weight'>): Trace {
  const style: Style = { ...look, color: PREDICTED, symbol: 'circle' };
  const nowhere = { x: [null], y: [null], customdata: [['']], hovertemplate: '' };
  return inLegend(line({ name, group: `key ${name}`, style }, nowhere));
}

/** The name of a kind of band, for the legend. */
export function bandKey(name: string, filling: Filling): Trace {
  const style = { color: PREDICTED, dash: 'solid', symbol: 'circle', weight: 1 } as const;
  return inLegend(filled({ name, group: name, style }, { x: [null], y: [null] }, filling));
}

/** A vertical bar for each interval. */
export function bars(series: Series, intervals: Intervals): Trace {
  const ends = runs(intervals).flat();
  return {
    ...mark(series, {
      x: ends.flatMap(({ x }) => [x, x, null]),
      y: ends.flatMap(({ low, high }) => [low, high, null])
    }),
    mode: 'lines',
    line: { color: series.style.color, width: LINE_WIDTH, dash: 'solid' },
    hoverinfo: 'skip'
  };
}
