// The phase diagram: the median test score over a plane of two swept axes, one panel for each arm, with the line on which
// theta is 1/2, the line on which T theta is the number of updates that the task needs, and the verdicts.

import type { Result } from '../result';
import { type Axis, axisOf, groups } from './axis';
import { VIRIDIS } from './coloraxis';
import { column, columnOrNull, finite } from './columns';
import { cased, crossing, type Curve, type Plane } from './contour';
import { sayCells, sayUpdates, type Needed } from './neededupdates';
import { median } from './quantile';
import { cellScale } from './scale';
import { scoresOf } from './scores';
import { FIRST_HEIGHT, type Section } from './section';
import type { Coordinate, HeatMap, Trace } from './types';
import { verdictMarks } from './verdictmarks';
import { axisTitle, named, shortTitle } from './words';

/** Values of an axis from which a plane is shown in colour. */
const ENOUGH = 4;
/** Arms in the order of their panels. */
const ARMS = ['dropout', 'conditioned', 'intact', 'time_changed', 'thinned'];
const MOST_ARMS = 3;

/** The plane of a training result: two swept axes and no other, both numbers, each of four values or more. */
export function phasePlane(swept: readonly Axis[], x: Axis): Plane | null {
  const y = swept.find(axis => axis !== x);
  const isPlane =
    swept.length === 2 &&
    swept.every(
      ({ values }) => values.length >= ENOUGH && values.every(value => finite(value) !== null)
    );
  return isPlane && y ? { x, y } : null;
}

/** Rows of each cell of the plane, a list for each y and x. */
type Grid = readonly (readonly (readonly number[])[])[];

function gridOf({ x, y }: Plane, rows: readonly number[]): Grid {
  const cells = new Map(groups(rows, [y, x]).map(({ places, rows: own }) => [places.join(), own]));
  return y.values.map((_, i) => x.values.map((_, j) => cells.get(`${i},${j}`) ?? []));
}

function medians(grid: Grid, values: readonly Coordinate[]): Coordinate[][] {
  return grid.map(of => of.map(rows => median(rows.map(row => values[row]))));
}

function heatMap(
  { x, y }: Plane,
  arm: string,
  title: string,
  z: readonly (readonly Coordinate[])[],
  grid: Grid,
  theta: readonly Coordinate[]
): HeatMap {
  return {
    type: 'heatmap',
    name: arm,
    showlegend: false,
    x: x.values as readonly number[],
    y: y.values as readonly number[],
    z,
    xaxis: 'x',
    yaxis: 'y',
    coloraxis: 'coloraxis',
    customdata: grid.map((of, i) =>
      of.map((rows, j) => [
        named(x.name, x.values[j]),
        named(y.name, y.values[i]),
        String(z[i][j]),
        String(rows.length),
        String(rows.length > 0 ? theta[rows[0]] : null)
      ])
    ),
    hovertemplate: [
      arm,
      '%{customdata[0]}',
      '%{customdata[1]}',
      `median ${title} = %{customdata[2]}`,
      '%{customdata[3]} replicates',
      'θ = %{customdata[4]}<extra></extra>'
    ].join('<br>')
  };
}

/** Where some values cross a level, from cell to cell along x. */
function contour(
  plane: Plane,
  values: readonly (readonly Coordinate[])[],
  level: number,
  isLog: boolean,
  look: Pick<Curve, 'name' | 'group' | 'dash'>
): Trace[] {
  const xs = plane.x.values as readonly number[];
  const x = values.map(of => crossing(xs, of, level, isLog));
  return cased({ ...look, x, y: plane.y.values as readonly number[] }, plane);
}

function logs(values: readonly (readonly Coordinate[])[]): Coordinate[][] {
  return values.map(of => of.map(value => (value !== null && value > 0 ? Math.log(value) : null)));
}

/** Lines over the colours, and what they mean. */
interface Curves {
  readonly traces: readonly Trace[];
  readonly notes: readonly string[];
}

const NO_CURVES: Curves = { traces: [], notes: [] };

/** What the line of needed updates is, or why there is none. */
function neededNote(needed: Needed | null, isDrawn: boolean): string {
  if (needed === null) {
    return 'The number of updates that the task needs is not known: its curve is not drawn.';
  }
  const what = `T θ = ${sayUpdates(needed)}, the updates that the task needs, estimated as the number after which the training loss of the conditioned arm has fallen half-way from that of the blind predictor to its least (${sayCells(needed)}, in which it falls by a fifth or more)`;
  return isDrawn
    ? `Dashed: ${what}; below it in T θ dropout is expected to fail.`
    : `${what}, is crossed nowhere in this plane.`;
}

/** The lines of a plane; `grid` has the rows of the dropout arm. */
function curves(
  result: Result,
  plane: Plane,
  grid: Grid,
  isLog: boolean,
  needed: Needed | null
): Curves {
  const theta = medians(grid, column(result, 'theta').map(finite));
  const half = contour(plane, theta, 0.5, isLog, { name: 'θ = 1/2', group: 'half', dash: 'solid' });
  const expected = columnOrNull(result, 'useful_steps_expected')?.map(finite) ?? null;
  const enough =
    needed === null || expected === null
      ? []
      : contour(plane, logs(medians(grid, expected)), Math.log(needed.updates), isLog, {
          name: 'T θ = needed updates',
          group: 'needed',
          dash: 'dash'
        });
  return {
    traces: [...half, ...enough],
    notes: [
      ...(half.length > 0 ? ['Solid line: θ = 1/2.'] : []),
      neededNote(expected === null ? null : needed, enough.length > 0)
    ]
  };
}

/**
 * The panels of the arms, side by side on one scale.
 *
 * @param needed updates that the task needs; null where they are not known
 */
export function phaseSections(result: Result, plane: Plane, needed: Needed | null): Section[] {
  const arms = axisOf('arm', column(result, 'arm'));
  const [{ name, title }] = scoresOf(result);
  const scores = column(result, name).map(finite);
  const theta = column(result, 'theta').map(finite);
  const x = cellScale(plane.x.values as readonly number[], '');
  const y = cellScale(plane.y.values as readonly number[], axisTitle(plane.y.name));
  const there = ARMS.filter(arm => arms.values.includes(arm));
  const gridAt = (arm: string): Grid =>
    gridOf(
      plane,
      [...arms.column.keys()].filter(row => arms.column[row] === arm)
    );
  const lines = there.includes('dropout')
    ? curves(result, plane, gridAt('dropout'), x.type === 'log', needed)
    : NO_CURVES;
  const verdicts = verdictMarks(result, [plane.x, plane.y], row => [
    finite(plane.x.column[row]),
    finite(plane.y.column[row])
  ]);
  const left = there.slice(MOST_ARMS).map(arm => `without the arm ${arm}`);
  return there.slice(0, MOST_ARMS).map((arm, index): Section => {
    const grid = gridAt(arm);
    const isFirst = index === 0;
    return {
      x: { ...x, title: { ...x.title, text: `${shortTitle(plane.x.name)} (${arm})` } },
      y: isFirst ? y : { ...y, title: { ...y.title, text: '' } },
      along: plane.x.name,
      marks: [
        heatMap(plane, arm, title, medians(grid, scores), grid, theta),
        ...(arm === 'intact' ? [] : lines.traces),
        ...(isFirst ? verdicts.marks : [])
      ],
      height: FIRST_HEIGHT,
      colors: { scale: VIRIDIS, title: title.replace('test ', ''), most: 1 },
      note: isFirst ? noteOf(result, title, lines.notes) : '',
      omitted: isFirst ? [...verdicts.omitted, ...left] : []
    };
  });
}

function noteOf({ verdicts }: Result, title: string, lines: readonly string[]): string {
  return [
    `Colour: median ${title} over replicates, a panel for each arm: where dropout fails and conditioned learns, closed paths are the cause.`,
    ...lines,
    ...(verdicts
      ? [
          'Marks: verdict on the cell, at the 5 % level of a single cell; cells that learn have none.'
        ]
      : [])
  ].join(' ');
}
