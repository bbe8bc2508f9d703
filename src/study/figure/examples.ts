// Cells of a training study that are shown one by one: one for each verdict, so that a reader sees what each looks like.

import type { Result } from '../result';
import { VERDICTS } from '../verdict';
import { type Axis, axisOf, groups, type Group } from './axis';
import { column } from './columns';
import { armStyle } from './palette';
import type { Line } from './replicates';
import { thin } from './thin';
import { groupName } from './words';

/** Panels side by side. */
const MOST = 3;

/** A cell with the lines of its arms. */
export interface Example {
  /** The cell's values of the swept axes, escaped; empty where nothing is swept. */
  readonly name: string;
  /** Its verdict; null where the result has none. */
  readonly verdict: string | null;
  readonly lines: readonly Line[];
}

/** A cell and its verdict. */
interface Judged {
  readonly cell: Group;
  readonly verdict: string | null;
}

function judged({ verdicts }: Result, cells: readonly Group[]): Judged[] {
  const at = new Map(verdicts?.row.map((row, i) => [row, verdicts.verdict[i]]));
  return cells.map(cell => ({
    cell,
    verdict: cell.rows.map(row => at.get(row)).find(verdict => verdict !== undefined) ?? null
  }));
}

/** All of a few cells; else the one in the middle of those with each verdict, without verdicts the first, middle and last. */
function chosen(cells: readonly Judged[]): readonly Judged[] {
  const found = VERDICTS.map(verdict => cells.filter(own => own.verdict === verdict));
  const middles = found.filter(own => own.length > 0).map(own => own[Math.floor(own.length / 2)]);
  return cells.length > MOST && middles.length > 0 ? middles.slice(0, MOST) : thin(cells, MOST);
}

/**
 * Cells that stand for the others.
 *
 * @param swept axes with more than one value
 */
export function examplesOf(result: Result, swept: readonly Axis[]): Example[] {
  const arms = axisOf('arm', column(result, 'arm'));
  const cells = groups([...arms.column.keys()], swept);
  return chosen(judged(result, cells)).map(({ cell, verdict }) => ({
    name: groupName(cell, swept),
    verdict,
    lines: groups(cell.rows, [arms]).map(group => {
      const arm = String(group.values[0]);
      const name = groupName(group, [arms]);
      const style = armStyle(arm, group.places[0], 0);
      return { group, series: { name, group: name, style }, offset: 0, width: 1 };
    })
  }));
}
