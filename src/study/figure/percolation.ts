// Figure of a percolation study: the probability of an open path against one swept axis, a line for each
// combination of the others. Exact values are a line; Monte Carlo estimates are points in the band of
// their 95 % intervals.

import type { Result } from '../result';
import { alongX, type Axis, axisOf, groups, inputs, isSwept } from './axis';
import { atMost, MOST_LINES, MOST_POINTS } from './budget';
import { column, finite } from './columns';
import { layout } from './layout';
import { band, bars, dots, inLegend, line, type Series, strokes, type Told } from './marks';
import { styles, symbolAt } from './palette';
import { fractionScale, type Placement, placement } from './scale';
import { escaped } from './text';
import { thin } from './thin';
import type { Figure, Trace } from './types';
import { fixedValues, groupName, named } from './words';

const MOST_IN_LEGEND = 12;
const KEPT_IN_LONG_LEGEND = 8;
const MEASURES = ['theta', 'one_minus_theta', 'log_theta'];
const INTERVAL = ['theta_low', 'theta_high', 'trials'];
const VALUES = ['θ = %{customdata[1]}', '1 − θ = %{customdata[2]}', 'ln θ = %{customdata[3]}'];
const SAMPLED = ['95 %: %{customdata[4]} to %{customdata[5]}', '%{customdata[6]} trials'];

type Method = 'exact' | 'Monte Carlo';

/** What all lines have in common. */
interface Sheet {
  readonly result: Result;
  readonly x: Axis;
  readonly place: Placement;
  /** Monte Carlo rows that are drawn as points. */
  readonly points: ReadonlySet<number>;
}

function inOrder({ place }: Sheet, rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => (place.at(a) ?? 0) - (place.at(b) ?? 0));
}

/** Points of a line, with what the hover tells: the exact digits of the columns. */
function told(sheet: Sheet, rows: readonly number[], name: string, method: Method): Told {
  const { result, x, place } = sheet;
  const sampled = method === 'Monte Carlo';
  const measures = sampled ? [...MEASURES, ...INTERVAL] : MEASURES;
  const cells = measures.map(measure => column(result, measure));
  const theta = column(result, 'theta');
  const lines = [name, method, '%{customdata[0]}', ...VALUES, ...(sampled ? SAMPLED : [])];
  return {
    x: rows.map(row => place.at(row)),
    y: rows.map(row => finite(theta[row])),
    customdata: rows.map(row => [
      named(x.name, x.column[row]),
      ...cells.map(cell => escaped(String(cell[row])))
    ]),
    hovertemplate: `${lines.filter(text => text !== '').join('<br>')}<extra></extra>`
  };
}

/** Exact values: a line, or a stroke where there is nothing to join. */
function exactMark(sheet: Sheet, series: Series, rows: readonly number[], name: string): Trace {
  const points = told(sheet, inOrder(sheet, rows), name, 'exact');
  return sheet.place.continuous && rows.length > 1
    ? line(series, points)
    : strokes(series, points, sheet.place.stroke);
}

/** Monte Carlo estimates: intervals, and points to lie over them. */
function estimateMarks(
  sheet: Sheet,
  series: Series,
  rows: readonly number[],
  name: string
): [Trace, Trace] {
  const sorted = inOrder(sheet, rows);
  const [low, high] = [column(sheet.result, 'theta_low'), column(sheet.result, 'theta_high')];
  const shown = sorted.filter(row => sheet.points.has(row));
  const points = told(sheet, shown, name, 'Monte Carlo');
  const isBand = sheet.place.continuous && rows.length > 1;
  // A band spans all rows, a bar belongs to its point.
  const spanned = isBand ? sorted : shown;
  const intervals = {
    x: spanned.map(row => sheet.place.at(row)),
    low: spanned.map(row => finite(low[row])),
    high: spanned.map(row => finite(high[row]))
  };
  return [isBand ? band(series, intervals) : bars(series, intervals), dots(series, points)];
}

/** The axis of the numbers of trials, if Monte Carlo rows differ in it: their lines part by it. */
function trialsAxes(result: Result, sampled: readonly number[]): Axis[] {
  const trials = column(result, 'trials');
  const axis = axisOf(
    'trials',
    sampled.map(row => trials[row])
  );
  return isSwept(axis) ? [{ ...axis, column: trials }] : [];
}

function subtitle(
  result: Result,
  axes: readonly Axis[],
  methods: readonly Method[],
  notes: readonly string[]
): string {
  const how =
    methods.length > 1
      ? 'line: exact, points: Monte Carlo with 95 % intervals'
      : methods[0] === 'Monte Carlo'
        ? 'Monte Carlo with 95 % intervals'
        : 'exact';
  const said = methods.length > 0 ? [how] : [];
  return [...fixedValues(result, axes), ...said, ...notes].join(' · ');
}

/**
 * Figure of a percolation result: one panel, theta from 0 to 1.
 *
 * @throws TypeError where a column of the contract is missing
 */
export function percolationFigure(result: Result): Figure {
  const axes = inputs(result, 'theta');
  const swept = axes.filter(isSwept);
  const method = column(result, 'method');
  const isExact = (row: number): boolean => method[row] === 'exact';
  const all = [...method.keys()];
  const x = alongX(swept) ?? alongX(axes.filter(axis => axis.numeric)) ?? axisOf('method', method);
  const rest = swept.filter(axis => axis !== x);
  const sampled = all.filter(row => !isExact(row));
  const methods: readonly Method[] = [
    ...(sampled.length < all.length ? (['exact'] as const) : []),
    ...(sampled.length > 0 ? (['Monte Carlo'] as const) : [])
  ];
  const byTrials = trialsAxes(result, sampled);
  const counts = byTrials.flatMap(({ values }) => values);
  const { drawn: trials, note: ofTrials } = atMost(counts, MOST_LINES, 'numbers of trials');
  const shownTrials = new Set(trials);
  const isEstimate = (row: number): boolean =>
    !isExact(row) && byTrials.every(axis => shownTrials.has(axis.column[row]));
  // A line parts into as many as there are numbers of trials.
  const most = MOST_LINES / Math.max(1, trials.length);
  const { drawn: lines, note: ofLines } = atMost(groups(all, rest), most, 'lines');
  const estimated = lines.flatMap(({ rows }) => rows.filter(isEstimate));
  const { drawn: points, note: ofPoints } = atMost(estimated, MOST_POINTS, 'points');
  const sheet: Sheet = { result, x, place: placement(x), points: new Set(points) };
  const looks = styles(lines, rest);
  const kept = new Set(lines.length > MOST_IN_LEGEND ? thin(lines, KEPT_IN_LONG_LEGEND) : lines);
  const bands: Trace[] = [];
  const curves: Trace[] = [];
  const estimates: Trace[] = [];

  lines.forEach((group, index) => {
    const common = { group: `line ${index}`, panel: '' };
    const style = looks[index];
    const name = groupName(group, rest);
    const legend = kept.has(group) ? inLegend : (trace: Trace) => trace;
    const exact = group.rows.filter(isExact);
    if (exact.length > 0) {
      const series = { ...common, style, name: name || 'exact' };
      curves.push(legend(exactMark(sheet, series, exact, name)));
    }
    const rows = group.rows.filter(isEstimate);
    for (const part of groups(rows, byTrials)) {
      const own = [name, groupName(part, byTrials)].filter(text => text !== '').join(', ');
      const symbol = byTrials.length > 0 ? symbolAt(part.places[0]) : style.symbol;
      const series = { ...common, style: { ...style, symbol }, name: own || 'Monte Carlo' };
      const [intervals, estimate] = estimateMarks(sheet, series, part.rows, own);
      bands.push(intervals);
      // The exact line of the same name already stands in the legend.
      estimates.push(exact.length > 0 && own === name && name !== '' ? estimate : legend(estimate));
    }
  });

  const data = [...bands, ...curves, ...estimates];
  const panel = {
    id: '',
    x: sheet.place.scale,
    y: fractionScale('θ = P(open path)'),
    across: [0, 1],
    up: [0, 1]
  } as const;
  const page = {
    title: 'Open path between input and output',
    subtitle: subtitle(result, axes, methods, [...ofLines, ...ofTrials, ...ofPoints]),
    legend: 'beside',
    height: 420
  } as const;
  return { data, layout: layout(page, [panel], data) };
}
