// The panel of the open fraction: each replicate of the dropout arm as a point, on the theta that the
// exact chain predicts. The other arms are trivial: all of their masks have an open path.

import { type Axis, groups } from './axis';
import { column, finite } from './columns';
import { inLegend, line, type Series, strokes } from './marks';
import { dashAt, PREDICTED } from './palette';
import { type Line, replicates, type Sheet } from './replicates';
import { fractionScale, placement } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import { escaped } from './text';
import type { Trace } from './types';
import { groupName, named } from './words';

const PREDICTED_LENGTH = 0.8;

/** Theta as the exact chain predicts it, a line for each combination of the remaining axes. */
function predicted(sheet: Sheet, rows: readonly number[]): Trace[] {
  const value = column(sheet.result, 'theta');
  return groups(rows, sheet.rest).map((group, index) => {
    const combination = groupName(group, sheet.rest);
    const series: Series = {
      name: 'predicted θ',
      group: 'predicted',
      style: { color: PREDICTED, dash: dashAt(index), symbol: 'circle', weight: 1 }
    };
    const firsts = groups(group.rows, [sheet.x]).map(spot => spot.rows[0]);
    const points = {
      x: firsts.map(row => sheet.place.at(row)),
      y: firsts.map(row => finite(value[row])),
      customdata: firsts.map(row => [
        named(sheet.x.name, sheet.x.column[row]),
        escaped(String(value[row]))
      ]),
      hovertemplate: [
        ...(combination === '' ? [] : [combination]),
        '%{customdata[0]}',
        'predicted θ = %{customdata[1]}<extra></extra>'
      ].join('<br>')
    };
    return sheet.place.continuous
      ? line(series, points)
      : strokes(series, points, PREDICTED_LENGTH);
  });
}

/** Where the arms stand along x themselves, only the dropout arm keeps its slot. */
function withoutTrivialArms(sheet: Sheet, arms: Axis): Sheet {
  if (sheet.x !== arms) {
    return sheet;
  }
  const x = { ...arms, values: arms.values.filter(arm => arm === 'dropout') };
  return { ...sheet, x, place: placement(x) };
}

/**
 * The panel of the open fraction.
 *
 * @param lines all lines of the figure
 * @param arms the column `arm`
 */
export function openSection(sheet: Sheet, lines: readonly Line[], arms: Axis): Section {
  const own = withoutTrivialArms(sheet, arms);
  const dropout = lines.filter(({ group }) => group.values[0] === 'dropout');
  const rows = dropout.flatMap(({ group }) => group.rows);
  const theta = predicted(own, rows);
  return {
    x: own.place.scale,
    y: fractionScale('open fraction'),
    along: sheet.x === arms ? null : sheet.x.name,
    marks: [
      ...theta.map((trace, index) => (index === 0 ? inLegend(trace) : trace)),
      ...dropout.map(of => replicates(own, of, 'open_fraction', 'open fraction'))
    ],
    height: NEXT_HEIGHT,
    note: 'Open fraction: share of the masks of the dropout arm that had an open path, on θ, its exact expectation.',
    omitted: []
  };
}
