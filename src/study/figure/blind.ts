// The level of the best predictor that does not see the inputs: what lies on it has learned nothing.

import type { Result } from '../result';
import { columnOrNull, finite } from './columns';
import { inLegend, line } from './marks';
import { PREDICTED } from './palette';
import { median } from './quantile';
import type { Scale } from './scale';
import type { Coordinate, Trace } from './types';

/** Median of a level over some rows; null where the result does not say it. */
export function blindLevel(
  result: Result,
  name: 'blind_accuracy' | 'blind_loss',
  rows: readonly number[]
): Coordinate {
  const levels = columnOrNull(result, name);
  return median(rows.map(row => finite(levels?.[row])));
}

/** A horizontal line at a level; none where it is not known. */
export function blindTraces(level: Coordinate, { type, range }: Scale): Trace[] {
  if (level === null) {
    return [];
  }
  const style = { color: PREDICTED, dash: 'dot', symbol: 'circle', weight: 0.7 } as const;
  return [
    inLegend(
      line(
        { name: 'without seeing the inputs', group: 'blind', style },
        {
          x: type === 'log' ? range.map(end => 10 ** end) : range,
          y: [level, level],
          customdata: [[String(level)], [String(level)]],
          hovertemplate: 'best predictor without the inputs: %{customdata[0]}<extra></extra>'
        }
      )
    )
  ];
}
