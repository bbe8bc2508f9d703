// Dotted lines in the panel of theta: the sign percolation of ReLU networks beside the path that theta is about.

import { column, finite } from './columns';
import { line, lineKey, type Series, strokes, type Told } from './marks';
import type { Style } from './palette';
import { alongSheet, firstRows, type Sheet } from './sheet';
import { escaped } from './text';
import { thin } from './thin';
import type { Trace } from './types';
import { named } from './words';

const SIGNAL = 'ReLU signal';
const SIGNAL_LOOK = { dash: 'dot', weight: 0.8 } as const;
/** What the dotted lines are, for the panel's note. */
export const SIGN_NOTE =
  'Dotted: probability that the signal of one fixed input reaches the output of a ReLU network without biases at symmetric initialisation, where half of all units pass nothing on.';

/** Sign percolation of a line of theta: the same colour, dotted. */
export function signMark(
  sheet: Sheet,
  style: Style,
  index: number,
  { rows, most }: { readonly rows: readonly number[]; readonly most: number },
  name: string
): Trace {
  const { result, x, place } = sheet;
  const sorted = thin(alongSheet(sheet, firstRows(result, rows, [x], 'sign_theta')), most);
  const cells = column(result, 'sign_theta');
  const series: Series = {
    name: name === '' ? SIGNAL : `${name}, ${SIGNAL}`,
    group: `line ${index}`,
    style: { ...style, ...SIGNAL_LOOK }
  };
  const points: Told = {
    x: sorted.map(row => place.at(row)),
    y: sorted.map(row => finite(cells[row])),
    customdata: sorted.map(row => [named(x.name, x.column[row]), escaped(String(cells[row]))]),
    hovertemplate: `${series.name}<br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>`
  };
  return place.continuous && sorted.length > 1
    ? line(series, points)
    : strokes(series, points, place.stroke);
}

/** The name of dotted lines, where every line of theta has one. */
export function signKey(): Trace {
  return lineKey(SIGNAL, SIGNAL_LOOK);
}
