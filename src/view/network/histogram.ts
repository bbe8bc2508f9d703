// The trial that is shown, in the histogram of thresholds; and the bar of the histogram at a p.

import { PREDICTED } from '../../study/figure/palette';
import { profilesOf } from '../../study/figure/profiles';
import { escaped } from '../../study/figure/text';
import { densityOf, THRESHOLD_TITLE } from '../../study/figure/threshold';
import type { Figure, Trace } from '../../study/figure/types';
import type { Result } from '../../study/result';
import type { Picked } from '../instrument';

/** Thresholds from (not included) .. to. */
export interface Bar {
  readonly low: number;
  readonly high: number;
}

/** Half of what is near a p where there is no histogram. */
const NEAR = 0.005;

/** The bar on which a reader clicked; null for anything else of the figure. */
export function pickedBar({ x, customdata }: Picked): Bar | null {
  const [low, high] = customdata.map(Number);
  return x === THRESHOLD_TITLE && customdata.length === 3 && low < high ? { low, high } : null;
}

/**
 * The bar at a p: that of the histogram, if the result has one for these rows.
 *
 * @param rows rows of one network
 */
export function barAt(result: Result, rows: readonly number[], p: number): Bar {
  const law = profilesOf(result, 'threshold').find(({ row }) => rows.includes(row));
  const { edges } = law ? densityOf(law) : { edges: [] };
  const place = edges.findIndex(edge => edge >= p);
  return place > 0
    ? { low: edges[place - 1], high: edges[place] }
    : { low: Math.max(0, p - NEAR), high: Math.min(1, p + NEAR) };
}

/**
 * A figure with a trial in its histogram of thresholds; without one it is left as it is.
 *
 * @param threshold of the trial, 0 .. 1
 * @param name of the trial, plain text
 */
export function withTrial(figure: Figure, threshold: number, name: string): Figure {
  const { data, layout } = figure;
  const axis = Object.keys(layout).find(
    (part): part is `xaxis${string}` =>
      /^xaxis\d*$/.test(part) && layout[part as `xaxis${string}`].title.text === THRESHOLD_TITLE
  );
  if (axis === undefined) return figure;
  const id = axis.slice('xaxis'.length);
  const [, top] = layout[`yaxis${id}`].range;
  const legend = data.find(mark => mark.xaxis === `x${id}` && mark.showlegend);
  const said = [escaped(name), String(threshold)];
  const trace: Trace = {
    type: 'scatter',
    mode: 'lines+markers',
    name: escaped(name),
    legendgroup: 'trial',
    showlegend: legend !== undefined,
    ...(legend?.type === 'scatter' && legend.legend ? { legend: legend.legend } : {}),
    x: [threshold, threshold],
    y: [0, 0.96 * top],
    xaxis: `x${id}`,
    yaxis: `y${id}`,
    line: { color: PREDICTED, width: 2, dash: 'solid' },
    marker: { color: PREDICTED, size: 9, symbol: 'diamond', opacity: 1 },
    customdata: [said, said],
    hovertemplate: '%{customdata[0]}<br>T = %{customdata[1]}<extra></extra>'
  };
  return { data: [...data, trace], layout };
}
