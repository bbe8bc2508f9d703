// Verdicts as marks on the cells of a panel: what fails stands out, what learns stays unmarked.

import type { Result } from '../result';
import type { Axis } from './axis';
import { atMost } from './budget';
import { finite } from './columns';
import { dots, inLegend, type Series } from './marks';
import { CASING } from './palette';
import { escaped } from './text';
import type { Coordinate, Symbol, Trace } from './types';
import { named } from './words';

const MOST_MARKS = 600;

interface Look {
  readonly symbol: Symbol;
  readonly color: string;
}

const LOOKS: ReadonlyMap<string, Look> = new Map([
  ['percolation breakdown', { symbol: 'circle', color: '#d55e00' }],
  ['signal breakdown', { symbol: 'square', color: '#0a72c4' }],
  ['optimisation', { symbol: 'triangle-up', color: '#c05a9e' }],
  ['undecided', { symbol: 'diamond', color: '#808080' }]
]);

const WEIGHT = 0.8;
const CASING_WEIGHT = 1.25;

function percent(value: number | null): string {
  return value === null ? '?' : `${Math.round(100 * value)} %`;
}

/**
 * Marks of all verdicts but `learns`, and what was left out.
 *
 * @param axes axes whose values name a cell
 * @param at where the cell of a row stands
 */
export function verdictMarks(
  { verdicts }: Result,
  axes: readonly Axis[],
  at: (row: number) => readonly [Coordinate, Coordinate]
): { readonly marks: readonly Trace[]; readonly omitted: readonly string[] } {
  if (!verdicts) {
    return { marks: [], omitted: [] };
  }
  const failing = verdicts.row.map((_, i) => i).filter(i => LOOKS.has(verdicts.verdict[i]));
  const { drawn, note } = atMost(failing, MOST_MARKS, 'verdicts');
  const share = (name: 'dropout' | 'conditioned' | 'intact', i: number): string =>
    percent(finite(verdicts[`${name}_learns`]?.[i]));
  const marks = [...LOOKS].flatMap(([verdict, { symbol, color }]) => {
    const own = drawn.filter(i => verdicts.verdict[i] === verdict);
    if (own.length === 0) {
      return [];
    }
    const series = (weight: number, fill: string): Series => ({
      name: verdict,
      group: verdict,
      style: { color: fill, dash: 'solid', symbol, weight }
    });
    const told = {
      x: own.map(i => at(verdicts.row[i])[0]),
      y: own.map(i => at(verdicts.row[i])[1]),
      customdata: own.map(i => [
        axes.map(({ name, column }) => named(name, column[verdicts.row[i]])).join(', '),
        share('dropout', i),
        share('conditioned', i),
        share('intact', i),
        escaped(String(verdicts.p_value[i]))
      ]),
      hovertemplate: [
        verdict,
        '%{customdata[0]}',
        'runs that learn: dropout %{customdata[1]}, conditioned %{customdata[2]}, intact %{customdata[3]}',
        'p = %{customdata[4]}<extra></extra>'
      ].join('<br>')
    };
    const casing: Trace = { ...dots(series(CASING_WEIGHT, CASING), told), hoverinfo: 'skip' };
    return [casing, inLegend(dots(series(WEIGHT, color), told))];
  });
  return { marks, omitted: note };
}
