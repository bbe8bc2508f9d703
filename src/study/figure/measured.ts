// Panels of what has one value in each row besides theta: against the axes that it depends on, with its interval.

import { type Axis, axisOf, groups, isSwept } from './axis';
import { alongEach, atMost, thinnedTo } from './budget';
import { column, columnOrNull, finite, hasColumn } from './columns';
import { band, bars, dots, inLegend, line, type Series, strokes, type Told } from './marks';
import { styles } from './palette';
import { fractionScale, measureScale, rangeScale, type Scale } from './scale';
import { inShortLegend, NEXT_HEIGHT, type Section } from './section';
import { alongSheet, firstRows, hasValues, sheetOf, type Sheet } from './sheet';
import { escaped } from './text';
import { thin } from './thin';
import type { Result, Value } from '../result';
import type { Coordinate, Trace } from './types';
import { groupName, named } from './words';

const MOST_LINES = 40;
const HEADROOM = 1.25;

/** A measure that has a column of its own. */
interface Measure {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  /** A share or a probability. */
  readonly isShare: boolean;
  /** A logarithm already, which a logarithmic axis would take a second time. */
  readonly isLogarithm: boolean;
  /** Axes that it does not depend on. */
  readonly without: readonly string[];
  /** Belongs to the network alone, so that it is a constant along whatever else is swept. */
  readonly isConstant: boolean;
  /** Profile that shows more of the same. */
  readonly profile: string | null;
}

const RATES = ['p', 'p_site', 'p_bond', 'p_input'];

function measure(name: string, title: string, note: string, more: Partial<Measure> = {}): Measure {
  return {
    name,
    title,
    note,
    isShare: false,
    isLogarithm: false,
    without: ['theta_star'],
    isConstant: false,
    profile: null,
    ...more
  };
}

/** In the order of the panels. */
const MEASURES: readonly Measure[] = [
  measure(
    'threshold',
    'critical p',
    'Critical p: where θ falls to theta_star (1/2 if not given), with its 95 % interval.',
    { isShare: true, without: ['p'] }
  ),
  measure(
    'largest',
    'largest cluster',
    'Largest cluster: its share of all sites of the lattice, averaged over trials.',
    { isShare: true }
  ),
  measure(
    'cluster',
    'mean cluster size',
    'Mean cluster size: of the cluster of a site, the largest one left out.'
  ),
  measure('crossing', 'P(crossing)', 'Crossing: probability that a cluster joins top and bottom.', {
    isShare: true
  }),
  measure('blocks', 'active blocks', 'Active blocks: mean number of blocks that are not removed.', {
    profile: 'blocks'
  }),
  measure(
    'reach',
    'reachable units',
    'Reachable: joined to the input by an open path; a share of the units.',
    { isShare: true, profile: 'reach' }
  ),
  measure(
    'live',
    'live units',
    'Live: on an open path from input to output; a share of the units.',
    { isShare: true, profile: 'live' }
  ),
  measure(
    'trainable',
    'trainable weights',
    'Trainable: on an open path, the only weights that get a gradient; a share of the weights.',
    { isShare: true, profile: 'trainable' }
  ),
  measure(
    'paths',
    'ln(number of open paths)',
    'Open paths: the natural logarithm of their number, on average over trials that have one, with its 95 % interval.',
    { isLogarithm: true }
  ),
  measure(
    'cut',
    'first closed layer',
    'Cut: the layer behind the last that an open path reaches, on average over trials without open path.',
    { profile: 'cut' }
  ),
  measure(
    'mincut',
    'smallest cut',
    'Smallest cut: the least number of elements whose removal closes every path; it does not depend on p.',
    { without: ['theta_star', 'seed', ...RATES], isConstant: true }
  )
];

/** Low and high end of a row's interval; null where there is none. */
function intervalOf(result: Result, name: string): (row: number) => [Coordinate, Coordinate] {
  const ends = [`${name}_low`, `${name}_high`].map(end => columnOrNull(result, end));
  return row => [finite(ends[0]?.[row]), finite(ends[1]?.[row])];
}

function told(sheet: Sheet, { name, title }: Measure, rows: readonly number[], of: string): Told {
  const cells = column(sheet.result, name);
  const interval = intervalOf(sheet.result, name);
  const sampled = rows.some(row => isOpen(interval(row)));
  return {
    x: rows.map(row => sheet.place.at(row)),
    y: rows.map(row => finite(cells[row])),
    customdata: rows.map(row => [
      named(sheet.x.name, sheet.x.column[row]),
      ...[cells[row], ...interval(row)].map(cell => escaped(String(cell)))
    ]),
    hovertemplate: [
      ...(of === '' ? [] : [of]),
      '%{customdata[0]}',
      `${title} = %{customdata[1]}`,
      ...(sampled ? ['95 %: %{customdata[2]} to %{customdata[3]}'] : [])
    ]
      .join('<br>')
      .concat('<extra></extra>')
  };
}

function isOpen([low, high]: readonly [Coordinate, Coordinate]): boolean {
  return low !== null && high !== null && low < high;
}

/** Exact values are a line (a single one a point), estimates points in the band of their intervals. */
function lineMarks(
  sheet: Sheet,
  of: Measure,
  series: Series,
  { rows, most }: { readonly rows: readonly number[]; readonly most: number },
  name: string
): { readonly intervals: readonly Trace[]; readonly values: Trace } {
  const interval = intervalOf(sheet.result, of.name);
  const sorted = thin(alongSheet(sheet, rows), most);
  const points = told(sheet, of, sorted, name);
  const { continuous, isWords, stroke } = sheet.place;
  const joined = continuous && sorted.length > 1;
  if (!sorted.some(row => isOpen(interval(row)))) {
    const single = isWords ? strokes(series, points, stroke) : dots(series, points);
    return { intervals: [], values: joined ? line(series, points) : single };
  }
  const ends = {
    x: points.x,
    low: sorted.map(row => interval(row)[0]),
    high: sorted.map(row => interval(row)[1])
  };
  return {
    intervals: [joined ? band(series, ends) : bars(series, ends)],
    values: dots(series, points)
  };
}

/**
 * Axes of rows that no input parts: the methods and numbers of trials that were asked for beside one another. Exact
 * algorithms count as one, since a line goes on where one of them hands over to the next.
 */
function repeats(result: Result): Axis[] {
  const asked = { algorithm: result.study['method'], trials: result.study['trials'] };
  const method = columnOrNull(result, 'method');
  return Object.entries(asked)
    .filter(([name, values]) => Array.isArray(values) && hasColumn(result, name))
    .map(([name]) => {
      const cells = column(result, name).map((value, row) =>
        name === 'algorithm' && method?.[row] === 'exact' ? 'exact' : value
      );
      return axisOf(name, cells);
    })
    .filter(isSwept);
}

function scaleOf(of: Measure, values: readonly Coordinate[], marks: readonly Trace[]): Scale {
  const isShare = of.isShare && values.every(value => value === null || (value >= 0 && value <= 1));
  const drawn = marks.flatMap(({ y }) => y);
  // A constant would else lie on the upper edge.
  const above = of.isConstant ? drawn.map(value => value && value * HEADROOM) : [];
  if (isShare) {
    return fractionScale(of.title);
  }
  const most = drawn.reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
  return of.isLogarithm
    ? rangeScale(0, most, of.title)
    : measureScale([...drawn, ...above], of.title);
}

/** The sheet of a measure; a constant of one network stands along p like theta. */
function sheetFor(result: Result, { without, isConstant }: Measure): Sheet {
  const own = sheetOf(result, without);
  return isConstant && !isSwept(own.x) ? sheetOf(result, ['theta_star']) : own;
}

/** A constant that is the same for all rows, in words. */
function onlyValue({ isConstant }: Measure, cells: readonly Value[]): string {
  const isOne = isConstant && new Set(cells).size === 1 && finite(cells[0]) !== null;
  return isOne ? ` Here it is ${escaped(String(cells[0]))}.` : '';
}

function section(result: Result, of: Measure): Section {
  const sheet = sheetFor(result, of);
  const cells = column(result, of.name);
  const parting = [...sheet.rest, ...repeats(result)];
  const rows = firstRows(result, [...cells.keys()], [...parting, sheet.x], of.name);
  const all = groups(rows, parting);
  const { drawn, note } = atMost(all, MOST_LINES, `lines of ${of.title}`);
  const looks = styles(drawn, parting);
  const kept = inShortLegend(drawn);
  const each = alongEach(drawn.length);
  const longest = drawn.reduce((length, group) => Math.max(length, group.rows.length), 0);
  const marks = drawn.map((group, index) => {
    const name = groupName(group, parting);
    const series: Series = {
      name: name || of.title,
      group: `line ${index}`,
      style: looks[index]
    };
    const { intervals, values } = lineMarks(
      sheet,
      of,
      series,
      { rows: group.rows, most: each },
      name
    );
    return { intervals, values: kept.has(group) ? inLegend(values) : values };
  });
  const traces = [
    ...marks.flatMap(({ intervals }) => intervals),
    ...marks.map(({ values }) => values)
  ];
  return {
    x: sheet.place.scale,
    y: scaleOf(of, cells.map(finite), traces),
    along: sheet.x.name,
    marks: traces,
    height: NEXT_HEIGHT,
    note: `${of.note}${onlyValue(of, cells)}`,
    omitted: [...note, ...thinnedTo(each, longest)]
  };
}

/** Whether a panel over layers or values already shows what a column says. */
function isProfiled({ profiles }: Result, of: Measure): boolean {
  return of.profile !== null && (profiles?.measure.includes(of.profile) ?? false);
}

/** A critical p that nothing changes is a line in the panel of thresholds. */
function isOnePoint(result: Result, { name, without }: Measure): boolean {
  const hasLaw = result.profiles?.measure.includes('threshold') ?? false;
  const { rest, x } = sheetOf(result, without);
  return name === 'threshold' && hasLaw && rest.length === 0 && !isSwept(x);
}

/** Panels of all measures with columns that no other panel shows. */
export function measuredSections(result: Result): Section[] {
  return MEASURES.filter(
    of => hasValues(result, of.name) && !isProfiled(result, of) && !isOnePoint(result, of)
  ).map(of => section(result, of));
}
