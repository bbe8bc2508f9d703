// Replicates of a training run as marks: every replicate a translucent point, their median a line and
// their quartiles a band; in slots of words, strokes and boxes side by side.

import type { Result } from '../result';
import { type Axis, type Group, groups } from './axis';
import { column, finite } from './columns';
import {
  band,
  boxes,
  dots,
  dottedLine,
  type Intervals,
  line,
  type Series,
  strokes,
  type Told
} from './marks';
import { quantile } from './quantile';
import type { Placement } from './scale';
import { escaped } from './text';
import type { Coordinate, Trace } from './types';
import { named } from './words';

const REPLICATE_OPACITY = 0.35;

/** What the panels have in common. */
export interface Sheet {
  readonly result: Result;
  readonly x: Axis;
  readonly place: Placement;
  /** Swept axes that are not along x. */
  readonly rest: readonly Axis[];
  /** Rows that are drawn as points. */
  readonly points: ReadonlySet<number>;
  /** Medians are few enough to be points on their line. */
  readonly dotted: boolean;
}

/** Rows of one arm and one combination of the remaining axes. */
export interface Line {
  readonly group: Group;
  readonly series: Series;
  /** Place and width within a slot of words. */
  readonly offset: number;
  readonly width: number;
}

/** All replicates at one x. */
interface Spot {
  readonly x: Coordinate;
  readonly at: string;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

function spots(sheet: Sheet, own: Line, measure: string): Spot[] {
  const cells = column(sheet.result, measure);
  return groups(own.group.rows, [sheet.x]).map(({ rows, values }) => {
    const x = sheet.place.at(rows[0]);
    return {
      x: x === null ? null : x + own.offset,
      at: named(sheet.x.name, values[0]),
      rows,
      values: rows.map(row => finite(cells[row])).filter(value => value !== null)
    };
  });
}

/** First lines of a hover: the line's name and, where that does not say it, the place along x. */
function head(sheet: Sheet, own: Line): string[] {
  return sheet.x.name === 'arm' ? [own.series.name] : [own.series.name, '%{customdata[0]}'];
}

/**
 * The replicates of a line as translucent points, side by side in slots of words.
 *
 * @param measure column to show
 * @param title its name, escaped
 */
export function replicates(sheet: Sheet, own: Line, measure: string, title: string): Trace {
  const names = ['replicate', measure, 'open_fraction', 'theta'];
  const cells = names.map(name => column(sheet.result, name));
  const values = cells[1];
  const points = spots(sheet, own, measure).flatMap(({ x, at, rows }) =>
    rows
      .map((row, index) => ({ x, at, row, beside: (index + 0.5) / rows.length - 0.5 }))
      .filter(({ row }) => sheet.points.has(row))
  );
  const spread = sheet.place.continuous ? 0 : own.width * 0.6;
  return dots(
    own.series,
    {
      x: points.map(({ x, beside }) => (x === null ? null : x + beside * spread)),
      y: points.map(({ row }) => finite(values[row])),
      customdata: points.map(({ at, row }) => [
        at,
        ...cells.map(cell => escaped(String(cell[row])))
      ]),
      hovertemplate: [
        ...head(sheet, own),
        'replicate %{customdata[1]}',
        `${title} = %{customdata[2]}`,
        ...(measure === 'open_fraction' ? [] : ['open fraction = %{customdata[3]}']),
        'predicted θ = %{customdata[4]}<extra></extra>'
      ].join('<br>')
    },
    REPLICATE_OPACITY
  );
}

/** Median and quartiles of each spot. */
function summaries(sheet: Sheet, own: Line, measure: string, title: string): [Told, Intervals] {
  const all = spots(sheet, own, measure);
  const [low, middle, high] = [0.25, 0.5, 0.75].map(level =>
    all.map(({ values }) => quantile(values, level))
  ) as [Coordinate[], Coordinate[], Coordinate[]];
  const x = all.map(spot => spot.x);
  const told = {
    x,
    y: middle,
    customdata: all.map(({ at, values }, index) =>
      [at, middle[index], low[index], high[index], values.length].map(String)
    ),
    hovertemplate: [
      ...head(sheet, own),
      `median ${title} = %{customdata[1]}`,
      'quartiles %{customdata[2]} to %{customdata[3]}',
      '%{customdata[4]} replicates<extra></extra>'
    ].join('<br>')
  };
  return [told, { x, low, high }];
}

/**
 * Band of quartiles, replicates and median of a line, in drawing order.
 *
 * @param measure column to show
 * @param title its name, escaped
 */
export function spreadOf(
  sheet: Sheet,
  own: Line,
  measure: string,
  title: string
): [Trace, Trace, Trace] {
  const [median, quartiles] = summaries(sheet, own, measure, title);
  const points = replicates(sheet, own, measure, title);
  const curve = sheet.dotted ? dottedLine : line;
  return sheet.place.continuous
    ? [band(own.series, quartiles), points, curve(own.series, median)]
    : [
        boxes(own.series, quartiles, own.width * 0.8),
        points,
        strokes(own.series, median, own.width * 0.8)
      ];
}
