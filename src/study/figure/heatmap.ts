// The panel of theta over a plane of two swept axes: its value as a colour, the line on which it is 1/2, and the
// asymptotic law of that line where there is one.

import { isSwept } from './axis';
import { atMost } from './budget';
import { VIRIDIS } from './coloraxis';
import { column, finite } from './columns';
import { cased, crossing, type Curve, type Plane } from './contour';
import { type Law, lawOf } from './law';
import { cellScale, type Scale } from './scale';
import { FIRST_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { rareSide } from './side';
import { escaped } from './text';
import type { HeatMap } from './types';
import { axisTitle, named } from './words';

/** Values of an axis from which a plane is shown in colour: fewer are told apart better as lines. */
const ENOUGH_FOR_PLANE = 8;
const MOST_ALONG = 128;
const LAW_POINTS = 100;

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

function lawCurve(law: Law, x: Scale, y: Scale): Curve {
  const ys = Array.from({ length: LAW_POINTS }, (_, i) => {
    const at = y.range[0] + ((y.range[1] - y.range[0]) * i) / (LAW_POINTS - 1);
    return y.type === 'log' ? 10 ** at : at;
  });
  const xs = ys.map(value => {
    const found = law.at(value);
    const at = x.type === 'log' ? Math.log10(found) : found;
    return at >= x.range[0] && at <= x.range[1] ? found : null;
  });
  return { name: 'asymptotic law', group: 'law', dash: 'dash', x: xs, y: ys };
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
      '%{customdata[0]}<br>%{customdata[1]}<br>θ = %{customdata[2]}<br>1 − θ = %{customdata[3]}<br>%{customdata[4]}<extra></extra>',
    hoverongaps: false
  };
  const half: Curve = {
    name: 'θ = 1/2',
    group: 'half',
    dash: 'solid',
    x: z.map(of => crossing(xs, of, 0.5, x.type === 'log')),
    y: ys
  };
  const law = lawOf(result, sheet.axes, plane.x, plane.y);
  const asymptote = law === null ? [] : cased(lawCurve(law, x, y), plane);
  return {
    x,
    y,
    along: plane.x.name,
    marks: [heat, ...cased(half, plane), ...asymptote],
    height: FIRST_HEIGHT,
    colors: { scale: VIRIDIS, title: 'θ', most: 1 },
    note: [
      'Colour: θ, the probability that some input is joined to some output by an open path, one on which nothing is removed. Solid line: θ = 1/2, interpolated between cells.',
      ...(asymptote.length > 0
        ? [`Dashed: its asymptotic law for wide and deep networks, ${law!.text} (derived here).`]
        : [])
    ].join(' '),
    omitted: [...ofX, ...ofY]
  };
}
