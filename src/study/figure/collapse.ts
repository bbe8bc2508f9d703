// The panel of the collapse: theta of all widths and depths against the scaling variable u, in which it tends to one
// curve, exp(-e^u) (Gumbel; derived here, see docs/theory.md).

import { groups } from './axis';
import { atMost } from './budget';
import { column, finite } from './columns';
import { dots, inLegend, line } from './marks';
import { PREDICTED, styles } from './palette';
import { fractionScale, rangeScale } from './scale';
import { inShortLegend, NEXT_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { escaped } from './text';
import type { Trace } from './types';
import { groupName, named } from './words';

const MOST_CURVES = 40;
const LIMIT_POINTS = 121;
/** Beyond, theta is 1 or 0 to within a pixel. */
const LEAST = -6;
const GREATEST = 3;
const HEIGHT = NEXT_HEIGHT + 40;

function limit(low: number, high: number): Trace {
  const x = Array.from(
    { length: LIMIT_POINTS },
    (_, i) => low + ((high - low) * i) / (LIMIT_POINTS - 1)
  );
  const y = x.map(u => Math.exp(-Math.exp(u)));
  const style = { color: PREDICTED, dash: 'dash', symbol: 'circle', weight: 1 } as const;
  return inLegend(
    line(
      { name: 'limit exp(−e^u)', group: 'limit', style },
      {
        x,
        y,
        customdata: x.map((u, i) => [u.toFixed(2), y[i].toPrecision(4)]),
        hovertemplate: 'limit exp(−e^u)<br>u = %{customdata[0]}<br>%{customdata[1]}<extra></extra>'
      }
    )
  );
}

/** The panel of the collapse of a result with the columns `theta` and `collapse`. */
export function collapseSection({ result, x, rest }: Sheet): Section {
  const [us, theta] = [column(result, 'collapse'), column(result, 'theta')];
  const isShown = (row: number): boolean => {
    const u = finite(us[row]);
    return u !== null && u >= LEAST && u <= GREATEST && finite(theta[row]) !== null;
  };
  const rows = [...us.keys()].filter(isShown);
  const { drawn, note } = atMost(groups([...us.keys()], rest), MOST_CURVES, 'curves');
  const looks = styles(drawn, rest);
  const kept = inShortLegend(drawn);
  const curves = drawn.map((group, index) => {
    const own = group.rows
      .filter(isShown)
      .sort((a, b) => (finite(us[a]) ?? 0) - (finite(us[b]) ?? 0));
    const name = groupName(group, rest);
    const trace = dots(
      {
        name: name || 'θ',
        group: `line ${index}`,
        style: { ...looks[index], weight: 0.7 }
      },
      {
        x: own.map(row => finite(us[row])),
        y: own.map(row => finite(theta[row])),
        customdata: own.map(row => [
          named(x.name, x.column[row]),
          ...[us[row], theta[row]].map(value => escaped(String(value)))
        ]),
        hovertemplate: `${name === '' ? '' : `${name}<br>`}%{customdata[0]}<br>u = %{customdata[1]}<br>θ = %{customdata[2]}<extra></extra>`
      }
    );
    return kept.has(group) ? inLegend(trace) : trace;
  });
  const shown = rows.map(row => finite(us[row])!);
  const low = shown.reduce((a, b) => Math.min(a, b), 0);
  const high = shown.reduce((a, b) => Math.max(a, b), 0);
  const [from, to] = low < high ? [low, high] : [LEAST, GREATEST];
  return {
    x: rangeScale(from, to, 'scaling variable u'),
    y: fractionScale('θ = P(open path)'),
    along: null,
    marks: [...curves, limit(from, to)],
    height: HEIGHT,
    note: 'Collapse: θ of all widths and depths against u = ln(L δ), where δ is the exact decay rate of θ for each layer (site: δ = p^W); dashed: the limit exp(−e^u).',
    omitted: note
  };
}
