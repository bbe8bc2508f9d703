// The panel of training loss over steps, for a study of a single cell: the median over replicates of each
// arm, with a ring wherever at least half of the replicates met only closed masks.

import type { Result, Traces } from '../result';
import { finite } from './columns';
import { dots, inLegend, line, type Series, type Told } from './marks';
import { quantile } from './quantile';
import { inPanel, type Line } from './replicates';
import { thin } from './thin';
import type { Trace } from './types';

/** Rings may be many: small ones leave the line legible. */
const RING_WEIGHT = 0.7;
const MOST_RINGS = 200;

const NO_TRACES: Traces = { row: [], step: [], loss: [], open: [] };

interface Window {
  readonly step: number;
  readonly loss: number | null;
  readonly open: number | null;
}

/** Medians over the traces of some rows, window by window. */
function windows(result: Result, rows: readonly number[]): Window[] {
  const wanted = new Set(rows);
  const found = new Map<number, { loss: number[]; open: number[] }>();
  const { row, step, loss, open } = result.traces ?? NO_TRACES;
  row.forEach((at, index) => {
    if (!wanted.has(at)) {
      return;
    }
    const window = found.get(step[index]) ?? { loss: [], open: [] };
    found.set(step[index], window);
    for (const [values, value] of [
      [window.loss, finite(loss[index])],
      [window.open, finite(open[index])]
    ] as const) {
      if (value !== null) {
        values.push(value);
      }
    }
  });
  return [...found]
    .map(([step, { loss, open }]) => ({
      step,
      loss: quantile(loss, 0.5),
      open: quantile(open, 0.5)
    }))
    .sort((a, b) => a.step - b.step);
}

function told(name: string, shown: readonly Window[]): Told {
  return {
    x: shown.map(({ step }) => step),
    y: shown.map(({ loss }) => loss),
    customdata: shown.map(({ step, loss, open }) => [step, loss, open].map(String)),
    hovertemplate: [
      name,
      'up to step %{customdata[0]}',
      'median training loss %{customdata[1]}',
      'median open fraction %{customdata[2]}<extra></extra>'
    ].join('<br>')
  };
}

/**
 * Traces of the panel.
 *
 * @param result a dropout result with per-step series
 * @param lines one for each arm
 * @param panel number of the panel's axes
 */
export function trainingTraces(result: Result, lines: readonly Line[], panel: string): Trace[] {
  return lines.flatMap(own => {
    const { group, series } = inPanel(own, panel);
    const medians = windows(result, group.rows);
    const closed = thin(
      medians.filter(({ open }) => open === 0),
      MOST_RINGS
    );
    const rings: Series = {
      ...series,
      name: `${series.name}, only closed masks`,
      style: { ...series.style, symbol: 'circle-open', weight: RING_WEIGHT }
    };
    return [
      line(series, told(series.name, medians)),
      ...(closed.length > 0 ? [inLegend(dots(rings, told(series.name, closed)))] : [])
    ];
  });
}
