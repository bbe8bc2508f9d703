// The panel of gradient flow in one cell: how large the gradient is in each layer of weights, by arm. An even level that
// dropout shares with the controls but for closed steps speaks for paths, a level that falls towards the input for signals.

import type { Flow, Result } from '../result';
import { finite } from './columns';
import type { Example } from './examples';
import { band, dottedLine, inLegend } from './marks';
import { quantile } from './quantile';
import type { Line } from './replicates';
import { decadeScale, fractionScale, numberScale, type Scale } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import type { Coordinate, Trace } from './types';

const TITLE = 'gradient norm';

const NO_FLOW: Flow = { row: [], step: [], layer: [], gradient: [], reach: [] };

/** Root mean square over the windows of each run, by layer. */
function norms(result: Result, rows: readonly number[]): Map<number, number[]> {
  const wanted = new Set(rows);
  const squares = new Map<number, Map<number, { sum: number; windows: number }>>();
  const { row, layer, gradient } = result.flow ?? NO_FLOW;
  row.forEach((at, index) => {
    const norm = finite(gradient[index]);
    if (wanted.has(at) && norm !== null) {
      const runs = squares.get(layer[index]) ?? new Map<number, { sum: number; windows: number }>();
      squares.set(layer[index], runs);
      const own = runs.get(at) ?? { sum: 0, windows: 0 };
      runs.set(at, { sum: own.sum + norm * norm, windows: own.windows + 1 });
    }
  });
  return new Map(
    [...squares]
      .sort(([a], [b]) => a - b)
      .map(([at, runs]) => [
        at,
        [...runs.values()].map(({ sum, windows }) => Math.sqrt(sum / windows))
      ])
  );
}

function armTraces(result: Result, { group, series }: Line): Trace[] {
  const found = norms(result, group.rows);
  const x = [...found.keys()];
  const at = (level: number): Coordinate[] =>
    [...found.values()].map(values => quantile(values, level));
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)];
  return [
    band(series, { x, low, high }),
    inLegend(
      dottedLine(series, {
        x,
        y: middle,
        customdata: x.map((layer, i) => [layer, middle[i], low[i], high[i]].map(String)),
        hovertemplate: [
          series.name,
          'layer of weights %{customdata[0]}',
          'gradient norm %{customdata[1]}',
          'quartiles %{customdata[2]} to %{customdata[3]}<extra></extra>'
        ].join('<br>')
      })
    )
  ];
}

/** Decades, in which equal factors from layer to layer are a straight line; a gradient of 0 is not shown. */
function normScale(norms: readonly number[]): Scale {
  return norms.length === 0
    ? fractionScale(TITLE)
    : decadeScale(Math.min(...norms), Math.max(...norms), TITLE);
}

/** The panels of some cells, side by side on one scale; none where the result has no layers. */
export function flowSections(result: Result, examples: readonly Example[]): Section[] {
  if (!result.flow || result.flow.row.length === 0) {
    return [];
  }
  const panels = examples.map(({ name, lines }) => ({
    name,
    traces: lines.flatMap(own => armTraces(result, own))
  }));
  const medians = panels.flatMap(({ traces }) =>
    traces.filter(({ fill }) => fill === undefined).flatMap(trace => trace.y)
  );
  const y = normScale(medians.filter(norm => norm !== null && norm > 0) as number[]);
  return panels.map(({ name, traces }, index): Section => ({
    x: numberScale(
      traces.flatMap(trace => trace.x),
      name === '' ? 'layer of weights' : `layer (${name})`
    ),
    y: index === 0 ? y : { ...y, title: { ...y.title, text: '' } },
    along: null,
    marks: traces,
    height: NEXT_HEIGHT,
    note:
      index === 0
        ? 'Gradient norm of each layer of weights (1 enters the first hidden layer), root mean square over all steps, before clipping; median and quartiles over replicates.'
        : '',
    omitted: []
  }));
}
