// The panel of useful steps: how many each run had, against how many the exact theta predicts; on the diagonal theory and
// run agree.

import type { Result } from '../result';
import { type Axis, axisOf, groups, isSwept } from './axis';
import { atMost } from './budget';
import { column, finite, hasColumn } from './columns';
import { dots, inLegend, line } from './marks';
import { armStyle, PREDICTED } from './palette';
import { wholeDecades } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import { escaped } from './text';
import type { Trace } from './types';
import { groupName } from './words';

const MOST_POINTS = 1500;
const OPACITY = 0.35;
/** Where a run without any useful step stands on the logarithmic axis. */
const NONE = 0.5;
/** Expectations below this are not told apart. */
const LEAST = 0.1;

/** Arms whose useful steps are all their steps say nothing. */
const TRIVIAL = ['conditioned', 'intact'];

function diagonal(low: number, high: number): Trace {
  const style = { color: PREDICTED, dash: 'solid', symbol: 'circle', weight: 0.7 } as const;
  const ends = [low, high];
  return inLegend(
    line(
      { name: 'measured = predicted', group: 'diagonal', style },
      { x: ends, y: ends, customdata: [[], []], hovertemplate: '<extra></extra>' }
    )
  );
}

/** The panel; null where the result does not predict useful steps. */
export function usefulSection(result: Result, axes: readonly Axis[]): Section | null {
  if (!hasColumn(result, 'useful_steps_expected') || !hasColumn(result, 'useful_steps')) {
    return null;
  }
  const [predicted, measured] = ['useful_steps_expected', 'useful_steps'].map(name =>
    column(result, name).map(finite)
  );
  const arms = axisOf('arm', column(result, 'arm'));
  const swept = axes.filter(isSwept);
  const rows = [...arms.column.keys()].filter(
    row => !TRIVIAL.includes(String(arms.column[row])) && predicted[row] !== null
  );
  if (rows.length === 0) {
    return null;
  }
  const { drawn, note } = atMost(rows, MOST_POINTS, 'runs');
  const place = (steps: number, least: number): number => Math.max(steps, least);
  const names = new Map(
    groups(drawn, swept).flatMap(group =>
      group.rows.map(row => [row, groupName(group, swept)] as const)
    )
  );
  const points = groups(drawn, [arms]).map(group => {
    const arm = String(group.values[0]);
    const name = groupName(group, [arms]);
    return inLegend(
      dots(
        { name, group: name, style: armStyle(arm, group.places[0], 0) },
        {
          x: group.rows.map(row => place(predicted[row]!, LEAST)),
          y: group.rows.map(row => place(measured[row] ?? 0, NONE)),
          customdata: group.rows.map(row => [
            names.get(row)!,
            escaped(String(predicted[row])),
            escaped(String(measured[row]))
          ]),
          hovertemplate: [
            name,
            '%{customdata[0]}',
            'predicted useful steps %{customdata[1]}',
            'measured %{customdata[2]}<extra></extra>'
          ].join('<br>')
        },
        OPACITY
      )
    );
  });
  const all = points.flatMap(({ x, y }) => [...x, ...y]).map(value => value!);
  const low = all.reduce((a, b) => Math.min(a, b));
  const high = all.reduce((a, b) => Math.max(a, b));
  return {
    x: wholeDecades(low, high, 'predicted useful steps'),
    y: wholeDecades(low, high, 'measured useful steps'),
    along: null,
    marks: [diagonal(low, high), ...points],
    height: NEXT_HEIGHT,
    note: `Useful steps: steps of a run with an open mask, against their exact expectation (T θ for one mask a step). A run without any stands at ${NONE}, expectations below ${LEAST} at ${LEAST}.`,
    omitted: note
  };
}
