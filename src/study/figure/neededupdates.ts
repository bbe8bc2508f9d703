// How many updates a task needs, found from the runs that are updated in every step: after how many the training loss of
// the conditioned arm has fallen half-way from that of the
// blind predictor. Dropout breaks down where T theta falls to this number (docs/theory.md, 4).

import type { Result } from '../result';
import { type Axis, axisOf, groups } from './axis';
import { column } from './columns';
import { quantile } from './quantile';
import { blindLoss, windows } from './training';

/** Share of the blind loss that an arm must have lost, or it has learned nothing and says nothing. */
const LEAST_FALL = 0.2;

/** First step at which a falling curve crosses a level, linearly between its points. */
function stepAt(steps: readonly number[], losses: readonly number[], level: number): number | null {
  const after = losses.findIndex(loss => loss <= level);
  if (after < 1) {
    return null;
  }
  const [high, low] = [losses[after - 1], losses[after]];
  const share = (high - level) / (high - low);
  return steps[after - 1] + (steps[after] - steps[after - 1]) * share;
}

/** Updates after which the median loss of some runs has fallen half-way from that of the blind predictor to its least. */
function halfWay(result: Result, rows: readonly number[]): number | null {
  const start = blindLoss(result, rows);
  const known = windows(result, rows).filter(({ loss }) => loss !== null);
  const losses = known.map(({ loss }) => loss!);
  const least = losses.reduce((a, b) => Math.min(a, b), Infinity);
  return start === null || !(least <= (1 - LEAST_FALL) * start)
    ? null
    : stepAt([0, ...known.map(({ step }) => step)], [start, ...losses], (start + least) / 2);
}

/**
 * The number of updates, median over cells.
 *
 * @param swept axes with more than one value
 * @returns null where no cell of the conditioned arm has series in which it learns
 */
export function neededUpdates(result: Result, swept: readonly Axis[]): number | null {
  const arms = axisOf('arm', column(result, 'arm'));
  const rows = [...arms.column.keys()].filter(row => arms.column[row] === 'conditioned');
  const found = groups(rows, swept).map(group => halfWay(result, group.rows));
  return quantile(
    found.filter(updates => updates !== null),
    0.5
  );
}
