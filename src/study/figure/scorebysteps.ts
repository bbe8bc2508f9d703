// The panel that puts all cells of a plane on one line: the score of each against the useful steps that its dropout runs are
// expected to have. If closed paths are the cause, dropout falls where these are fewer than the task needs, whatever p
// and depth are, and conditioned does not.

import type { Result } from '../result';
import { type Axis, axisOf, groups } from './axis';
import { atMost } from './budget';
import { column, finite, hasColumn } from './columns';
import { dots, inLegend, line } from './marks';
import { sayCells, sayUpdates, type Needed } from './neededupdates';
import { armStyle, PREDICTED } from './palette';
import { median } from './quantile';
import { wholeDecades, fractionScale } from './scale';
import { scoresOf } from './scores';
import { NEXT_HEIGHT, type Section } from './section';
import type { Trace } from './types';
import { groupName } from './words';

const MOST_CELLS = 600;
/** Expectations below this are not told apart. */
const LEAST = 0.1;
const SHOWN = ['dropout', 'conditioned', 'time_changed'];

function vertical(needed: Needed): Trace {
  const style = { color: PREDICTED, dash: 'dash', symbol: 'circle', weight: 0.8 } as const;
  const text = `${sayUpdates(needed)} (${sayCells(needed)})`;
  return inLegend(
    line(
      { name: 'needed updates', group: 'needed updates', style },
      {
        x: [needed.updates, needed.updates],
        y: [0, 1],
        customdata: [[text], [text]],
        hovertemplate: 'needed updates: %{customdata[0]}<extra></extra>'
      }
    )
  );
}

/**
 * The panel; null where the result does not predict useful steps of the dropout arm.
 *
 * @param swept axes with more than one value
 * @param needed updates that the task needs; null where they are not known
 */
export function scoreByStepsSection(
  result: Result,
  swept: readonly Axis[],
  needed: Needed | null
): Section | null {
  const arms = axisOf('arm', column(result, 'arm'));
  if (!hasColumn(result, 'useful_steps_expected') || !arms.values.includes('dropout')) {
    return null;
  }
  const [{ name: measure, title }] = scoresOf(result);
  const [expected, scores] = ['useful_steps_expected', measure].map(name =>
    column(result, name).map(finite)
  );
  const all = groups([...arms.column.keys()], swept);
  const { drawn: cells, note } = atMost(all, MOST_CELLS, 'cells');
  const placed = cells.flatMap(cell => {
    const dropout = cell.rows.find(row => arms.column[row] === 'dropout');
    const steps = dropout === undefined ? null : expected[dropout];
    return steps === null ? [] : [{ cell, steps }];
  });
  const points = SHOWN.filter(arm => arms.values.includes(arm)).map(arm => {
    const own = placed.map(({ cell, steps }) => {
      const values = cell.rows.filter(row => arms.column[row] === arm).map(row => scores[row]);
      return { name: groupName(cell, swept), steps, score: median(values) };
    });
    const style = armStyle(arm, arms.values.indexOf(arm), 0);
    return inLegend(
      dots(
        { name: arm, group: arm, style },
        {
          x: own.map(({ steps }) => Math.max(steps, LEAST)),
          y: own.map(({ score }) => score),
          customdata: own.map(({ name, steps, score }) => [name, String(steps), String(score)]),
          hovertemplate: [
            arm,
            '%{customdata[0]}',
            'expected useful steps of dropout %{customdata[1]}',
            `median ${title} %{customdata[2]}<extra></extra>`
          ].join('<br>')
        },
        0.8
      )
    );
  });
  const steps = placed.map(own => Math.max(own.steps, LEAST));
  if (steps.length === 0) {
    return null;
  }
  return {
    x: wholeDecades(Math.min(...steps), Math.max(...steps), 'expected useful steps of dropout'),
    y: fractionScale(title),
    along: null,
    marks: [...(needed === null ? [] : [vertical(needed)]), ...points],
    height: NEXT_HEIGHT,
    note: `Median ${title} of every cell against the useful steps that theory expects of its dropout runs: if closed paths are the cause, all cells of dropout lie on one curve that falls near the needed updates, and conditioned does not fall.`,
    omitted: note
  };
}
