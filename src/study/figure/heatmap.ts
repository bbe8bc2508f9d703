// The panel of theta over a plane of two swept axes: its value as a colour, the line on which it is 1/2, and the
// asymptotic law of that line where there is one.

import { type Axis, isSwept } from './axis';
import { atMost } from './budget';
import { column, finite } from './columns';
import { type Law, lawOf } from './law';
import { inLegend, line, type Series } from './marks';
import { cellScale, type Scale } from './scale';
import { FIRST_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { rareSide } from './side';
import { escaped } from './text';
import type { Coordinate, Dash, HeatMap, Trace } from './types';
import { axisTitle, named } from './words';

/** Values of an axis from which a plane is shown in colour: fewer are told apart better as lines. */
const ENOUGH_FOR_PLANE = 8;
const MOST_ALONG = 128;
const LAW_POINTS = 100;

/** Viridis (S. van der Walt and N. Smith, CC0): lightness rises evenly from 0 to 1, also without colour vision. */
const VIRIDIS = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725'
];

/** Lines over colours: of a contrast with white, which surrounds them. */
const CONTOUR = '#d55e00';
const CASING = '#ffffff';
const CASING_WEIGHT = 2.2;

/** The two axes of a plane. */
export interface Plane {
  readonly x: Axis;
  readonly y: Axis;
}

/**
 * The plane of a result whose theta is shown in colour: exactly two axes are swept, both numbers, each of eight values
 * or more, with one row for each pair. None where theta or 1 - theta is rare: that is shown on a logarithmic axis.
 */
export function planeOf({ axes, x, result }: Sheet): Plane | null {
  const swept = axes.filter(isSwept);
  const y = swept.find(axis => axis !== x);
  if (swept.length !== 2 || !y || !swept.includes(x) || rareSide(result) !== null) {
    return null;
  }
  const isPlane =
    [x, y].every(
      axis =>
        axis.values.every(value => finite(value) !== null) && axis.values.length >= ENOUGH_FOR_PLANE
    ) && result.rows <= x.values.length * y.values.length;
  return isPlane ? { x, y } : null;
}

/** Row of each pair of values; undefined where there is none. */
function rowsOf({ x, y }: Plane): Map<number, Map<number, number>> {
  const rows = new Map<number, Map<number, number>>();
  y.column.forEach((value, row) => {
    const own = rows.get(value as number) ?? new Map<number, number>();
    rows.set(value as number, own.set(x.column[row] as number, row));
  });
  return rows;
}

/** Where theta first crosses 1/2 along x, linearly between two cells. */
function crossing(at: readonly number[], theta: readonly Coordinate[], isLog: boolean): Coordinate {
  const place = theta.findIndex((value, i) => {
    const next = theta[i + 1] ?? null;
    return value !== null && next !== null && value >= 0.5 !== next >= 0.5;
  });
  if (place < 0) {
    return null;
  }
  const share = (0.5 - theta[place]!) / (theta[place + 1]! - theta[place]!);
  const [from, to] = [at[place], at[place + 1]];
  return isLog ? from * (to / from) ** share : from + (to - from) * share;
}

interface Curve {
  readonly name: string;
  readonly group: string;
  readonly dash: Dash;
  readonly x: readonly Coordinate[];
  readonly y: readonly number[];
}

/** A line that is seen on every colour: white on both sides. */
function cased({ name, group, dash, x, y }: Curve, plane: Plane): Trace[] {
  const look = { color: CONTOUR, dash, symbol: 'circle', weight: 1 } as const;
  const series: Series = { name, group, style: look, panel: '' };
  const text = (axis: Axis, value: Coordinate): string =>
    value === null ? '' : named(axis.name, Number(value.toPrecision(6)));
  const points = {
    x,
    y,
    customdata: y.map((value, i) => [text(plane.x, x[i]), text(plane.y, value)]),
    hovertemplate: `${name}<br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>`
  };
  const casing = { ...look, color: CASING, dash: 'solid', weight: CASING_WEIGHT } as const;
  return [
    { ...line({ ...series, style: casing }, points), opacity: 0.75, hoverinfo: 'skip' },
    inLegend(line(series, points))
  ];
}

function lawCurve(law: Law, x: Scale, y: Scale): Curve[] {
  const ys = Array.from({ length: LAW_POINTS }, (_, i) => {
    const at = y.range[0] + ((y.range[1] - y.range[0]) * i) / (LAW_POINTS - 1);
    return y.type === 'log' ? 10 ** at : at;
  });
  const xs = ys.map(value => {
    const found = law.at(value);
    const at = x.type === 'log' ? Math.log10(found) : found;
    return at >= x.range[0] && at <= x.range[1] ? found : null;
  });
  return xs.some(value => value !== null)
    ? [{ name: 'asymptotic law', group: 'law', dash: 'dash', x: xs, y: ys }]
    : [];
}

/**
 * The panel of theta as a heat map.
 *
 * @param sheet a sheet of all axes
 * @param plane what planeOf says of it
 */
export function heatSection(sheet: Sheet, plane: Plane): Section {
  const { result } = sheet;
  const { drawn: xs, note: ofX } = atMost(
    plane.x.values as readonly number[],
    MOST_ALONG,
    `values of ${escaped(plane.x.name)}`
  );
  const { drawn: ys, note: ofY } = atMost(
    plane.y.values as readonly number[],
    MOST_ALONG,
    `values of ${escaped(plane.y.name)}`
  );
  const x = cellScale(xs, axisTitle(plane.x.name));
  const y = cellScale(ys, axisTitle(plane.y.name));
  const rows = rowsOf(plane);
  const grid = ys.map(b => xs.map(a => rows.get(b)?.get(a)));
  const theta = column(result, 'theta');
  const [closed, method] = [column(result, 'one_minus_theta'), column(result, 'method')];
  const z = grid.map(of => of.map(row => (row === undefined ? null : finite(theta[row]))));
  const heat: HeatMap = {
    type: 'heatmap',
    name: 'θ',
    showlegend: false,
    x: xs,
    y: ys,
    z,
    xaxis: 'x',
    yaxis: 'y',
    coloraxis: 'coloraxis',
    customdata: grid.map((of, i) =>
      of.map((row, j) => [
        named(plane.x.name, xs[j]),
        named(plane.y.name, ys[i]),
        ...(row === undefined
          ? ['', '', '']
          : [theta[row], closed[row], method[row]].map(value => escaped(String(value))))
      ])
    ),
    hovertemplate:
      '%{customdata[0]}<br>%{customdata[1]}<br>θ = %{customdata[2]}<br>1 − θ = %{customdata[3]}<br>%{customdata[4]}<extra></extra>'
  };
  const half: Curve = {
    name: 'θ = 1/2',
    group: 'half',
    dash: 'solid',
    x: z.map(of => crossing(xs, of, x.type === 'log')),
    y: ys
  };
  const law = lawOf(result, sheet.axes, plane.x, plane.y);
  const asymptote = law === null ? [] : lawCurve(law, x, y);
  const curves = [...(half.x.some(value => value !== null) ? [half] : []), ...asymptote];
  return {
    x,
    y,
    along: plane.x.name,
    marks: [heat, ...curves.flatMap(curve => cased(curve, plane))],
    height: FIRST_HEIGHT,
    colors: { scale: VIRIDIS, title: 'θ' },
    note: [
      'Colour: θ, the probability that some input is joined to some output by an open path, one on which nothing is removed. Solid line: θ = 1/2, interpolated between cells.',
      ...(asymptote.length > 0
        ? [`Dashed: its asymptotic law for wide and deep networks, ${law!.text} (derived here).`]
        : [])
    ].join(' '),
    omitted: [...ofX, ...ofY]
  };
}
