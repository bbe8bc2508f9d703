// Lines over the colours of a plane: where something crosses a level, cell by cell.

import type { Axis } from './axis';
import { inLegend, line, type Series } from './marks';
import { CASING } from './palette';
import type { Coordinate, Dash, Trace } from './types';
import { named } from './words';

/** Lines over colours: of a contrast with white, which surrounds them. */
const CONTOUR = '#d55e00';
const CASING_WEIGHT = 2.2;

/** The two axes of a plane. */
export interface Plane {
  readonly x: Axis;
  readonly y: Axis;
}

/**
 * Where values first cross a level, linearly between two cells.
 *
 * @param at the cells' middles
 * @param values one for each cell
 * @param isLog whether the middles stand on a logarithmic axis
 * @returns null where they don't
 */
export function crossing(
  at: readonly number[],
  values: readonly Coordinate[],
  level: number,
  isLog: boolean
): Coordinate {
  const place = values.findIndex((value, i) => {
    const next = values[i + 1] ?? null;
    return value !== null && next !== null && value >= level !== next >= level;
  });
  if (place < 0) {
    return null;
  }
  const share = (level - values[place]!) / (values[place + 1]! - values[place]!);
  const [from, to] = [at[place], at[place + 1]];
  return isLog ? from * (to / from) ** share : from + (to - from) * share;
}

/** A line over a plane. */
export interface Curve {
  readonly name: string;
  readonly group: string;
  readonly dash: Dash;
  readonly x: readonly Coordinate[];
  readonly y: readonly number[];
}

/** A line that is seen on every colour: white on both sides; none where it has no point. */
export function cased({ name, group, dash, x, y }: Curve, plane: Plane): Trace[] {
  if (x.every(value => value === null)) {
    return [];
  }
  const look = { color: CONTOUR, dash, symbol: 'circle', weight: 1 } as const;
  const series: Series = { name, group, style: look };
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
