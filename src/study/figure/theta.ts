// The panel of theta (or of 1 - theta, side.ts): the probability of an open path against one swept axis, a line for each
// combination of the others. Exact values are a line; Monte Carlo estimates are points in the band of their 95 %
// intervals, and in the paler band that holds the whole curve with 95 % (Dvoretzky, Kiefer and Wolfowitz) where one
// sample gave all of it.

import type { Result } from '../result';
import { type Axis, axisOf, groups, isSwept } from './axis';
import { alongEach, atMost, MOST_LINES, MOST_POINTS, thinnedTo } from './budget';
import { column, columnOrNull, finite, hasColumn, hasNumber } from './columns';
import {
  band,
  bandKey,
  bars,
  dots,
  inLegend,
  line,
  POINTWISE,
  type Series,
  SIMULTANEOUS,
  strokes,
  type Told
} from './marks';
import { styles, symbolAt } from './palette';
import { FIRST_HEIGHT, inShortLegend, type Section } from './section';
import { alongSheet, hasValues, type Sheet } from './sheet';
import { type Ends, type Side, sideOf } from './side';
import { SIGN_NOTE, signKey, signMark } from './sign';
import { escaped } from './text';
import { thin } from './thin';
import type { Trace } from './types';
import { groupName, named } from './words';

const MEASURES = ['theta', 'one_minus_theta', 'log_theta'];
const VALUES = ['θ = %{customdata[1]}', '1 − θ = %{customdata[2]}', 'ln θ = %{customdata[3]}'];
const SAMPLED = ['95 %: %{customdata[4]} to %{customdata[5]}', '%{customdata[6]} trials'];
const NOTE =
  'θ is the probability that some input is joined to some output by an open path, one on which nothing is removed.';

/** How values were found. */
export type Method = 'exact' | 'Monte Carlo';

/** Points of a line, with what the hover tells: the exact digits of the columns. */
function told(
  sheet: Sheet,
  side: Side,
  rows: readonly number[],
  name: string,
  method: Method
): Told {
  const { result, x, place } = sheet;
  const sampled = method === 'Monte Carlo';
  const measures = MEASURES.map(measure => column(result, measure));
  const trials = column(result, 'trials');
  const sample = (row: number): unknown[] =>
    sampled ? [...side.told(row).map(end => end ?? NaN), trials[row]] : [];
  const interval = side.is === 'theta' ? SAMPLED : [`1 − θ, ${SAMPLED[0]}`, SAMPLED[1]];
  const lines = [name, method, '%{customdata[0]}', ...VALUES, ...(sampled ? interval : [])];
  return {
    x: rows.map(row => place.at(row)),
    y: rows.map(row => side.at(row)),
    customdata: rows.map(row => [
      named(x.name, x.column[row]),
      ...[...measures.map(cells => cells[row]), ...sample(row)].map(cell => escaped(String(cell)))
    ]),
    hovertemplate: `${lines.filter(text => text !== '').join('<br>')}<extra></extra>`
  };
}

/**
 * Exact values: a line; where there is nothing to join, a stroke in a slot of words or through the bars of estimates, and
 * else a point.
 */
function exactMark(
  sheet: Sheet,
  side: Side,
  series: Series,
  { rows, isAlone, most }: { rows: readonly number[]; isAlone: boolean; most: number },
  name: string
): Trace {
  const points = told(sheet, side, thin(alongSheet(sheet, rows), most), name, 'exact');
  const { continuous, isWords, stroke } = sheet.place;
  return continuous && rows.length > 1
    ? line(series, points)
    : isAlone && !isWords
      ? dots(series, points)
      : strokes(series, points, stroke);
}

/** Whether one sample gave whole curves, so that a band holds them. */
export function isSimultaneous(result: Result): boolean {
  return hasNumber(columnOrNull(result, 'band_low')) && hasColumn(result, 'band_high');
}

/** Monte Carlo estimates: intervals, and points to lie over them. */
function estimateMarks(
  sheet: Sheet,
  side: Side,
  { points: shownPoints, most }: { points: ReadonlySet<number>; most: number },
  series: Series,
  rows: readonly number[],
  name: string
): { readonly bands: readonly Trace[]; readonly points: Trace } {
  const sorted = alongSheet(sheet, rows);
  const shown = sorted.filter(row => shownPoints.has(row));
  const points = dots(series, told(sheet, side, shown, name, 'Monte Carlo'));
  const isBand = sheet.place.continuous && rows.length > 1;
  // A band spans all rows, a bar belongs to its point.
  const spanned = isBand ? thin(sorted, most) : shown;
  const intervals = (of: (row: number) => Ends) => ({
    x: spanned.map(row => sheet.place.at(row)),
    low: spanned.map(row => of(row)[0]),
    high: spanned.map(row => of(row)[1])
  });
  const pointwise = intervals(row => side.interval(row));
  const wholeCurve = (): Trace => {
    const [low, high] = ['band_low', 'band_high'].map(end => column(sheet.result, end));
    const ends = intervals(row => side.ofTheta(finite(low[row]), finite(high[row])));
    return band(series, ends, SIMULTANEOUS);
  };
  const simultaneous =
    isBand && isSimultaneous(sheet.result) ? [wholeCurve()].filter(({ x }) => x.length > 0) : [];
  const own = isBand ? band(series, pointwise) : bars(series, pointwise);
  return { bands: [...simultaneous, own], points };
}

/**
 * What parts Monte Carlo rows that no input parts: the numbers of trials (but not those that a precision asks for,
 * which differ from point to point), and algorithms that were asked for beside one another.
 */
function repeatAxes(result: Result, sampled: readonly number[]): { trials: Axis[]; by: Axis[] } {
  const { precision, method } = result.study;
  const axis = (name: string): Axis[] => {
    const cells = column(result, name);
    const own = axisOf(
      name,
      sampled.map(row => cells[row])
    );
    return isSwept(own) ? [{ ...own, column: cells }] : [];
  };
  return {
    trials: precision === undefined ? axis('trials') : [],
    by: Array.isArray(method) && hasColumn(result, 'algorithm') ? axis('algorithm') : []
  };
}

/** How the values of theta were found, in the order of the legend. */
export function methodsOf(result: Result): readonly Method[] {
  const method = column(result, 'method');
  return [
    ...(method.some(value => value === 'exact') ? (['exact'] as const) : []),
    ...(method.some(value => value !== 'exact') ? (['Monte Carlo'] as const) : [])
  ];
}

/**
 * The panel of theta as curves.
 *
 * @throws TypeError where a column of the contract is missing
 */
export function thetaSection(sheet: Sheet): Section {
  const { result, rest } = sheet;
  const side = sideOf(result);
  const method = column(result, 'method');
  const isExact = (row: number): boolean => method[row] === 'exact';
  const all = [...method.keys()];
  const repeats = repeatAxes(
    result,
    all.filter(row => !isExact(row))
  );
  const parting = [...repeats.by, ...repeats.trials];
  const counts = repeats.trials.flatMap(({ values }) => values);
  const { drawn: trials, note: ofTrials } = atMost(counts, MOST_LINES, 'numbers of trials');
  const shownTrials = new Set(trials);
  const isEstimate = (row: number): boolean =>
    !isExact(row) && repeats.trials.every(axis => shownTrials.has(axis.column[row]));
  // A line parts into as many as there are numbers of trials.
  const mostLines = MOST_LINES / Math.max(1, trials.length);
  const { drawn: lines, note: ofLines } = atMost(groups(all, rest), mostLines, 'lines');
  const estimated = lines.flatMap(({ rows }) => rows.filter(isEstimate));
  const { drawn: points, note: ofPoints } = atMost(estimated, MOST_POINTS, 'points');
  const most = alongEach(lines.length);
  const shown = { points: new Set(points), most };
  const looks = styles(lines, rest);
  const kept = inShortLegend(lines);
  const bands: Trace[] = [];
  const curves: Trace[] = [];
  const estimates: Trace[] = [];
  const hasSignals = side.is === 'theta' && hasValues(result, 'sign_theta');
  const signals: Trace[] = [];

  lines.forEach((group, index) => {
    const style = looks[index];
    const common = { group: `line ${index}`, style };
    const name = groupName(group, rest);
    const legend = kept.has(group) ? inLegend : (trace: Trace) => trace;
    const exact = group.rows.filter(isExact);
    if (exact.length > 0) {
      const series = { ...common, name: name || 'exact' };
      const isAlone = estimated.length === 0;
      curves.push(legend(exactMark(sheet, side, series, { rows: exact, isAlone, most }, name)));
    }
    if (hasSignals) {
      const signal = signMark(sheet, style, index, { rows: group.rows, most }, name);
      signals.push(lines.length === 1 ? inLegend(signal) : signal);
    }
    const rows = group.rows.filter(isEstimate);
    for (const part of groups(rows, parting)) {
      const own = [name, groupName(part, parting)].filter(text => text !== '').join(', ');
      const variant = part.places.reduce((sum, place) => sum + place, 0);
      const symbol = parting.length > 0 ? symbolAt(variant) : style.symbol;
      const series = { ...common, style: { ...style, symbol }, name: own || 'Monte Carlo' };
      const marks = estimateMarks(sheet, side, shown, series, part.rows, own);
      bands.push(...marks.bands);
      // The exact line of the same name already stands in the legend.
      const isNamed = exact.length > 0 && own === name && name !== '';
      estimates.push(isNamed ? marks.points : legend(marks.points));
    }
  });

  if (hasSignals && lines.length > 1) {
    signals.push(signKey());
  }
  const keys = bands.some(({ line: edge }) => edge?.dash === SIMULTANEOUS.edge)
    ? [bandKey('pointwise 95 %', POINTWISE), bandKey('simultaneous 95 %', SIMULTANEOUS)]
    : [];
  const longest = lines.reduce(
    (length, { rows }) => Math.max(length, rows.filter(isExact).length),
    0
  );
  return {
    x: sheet.place.scale,
    y: side.scale,
    along: sheet.x.name,
    marks: [...bands, ...curves, ...signals, ...estimates, ...keys],
    height: FIRST_HEIGHT,
    note: hasSignals ? `${NOTE} ${SIGN_NOTE}` : NOTE,
    omitted: [...ofLines, ...ofTrials, ...ofPoints, ...thinnedTo(most, longest)]
  };
}
