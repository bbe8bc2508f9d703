// Laws as steps: a height between each two edges, with a translucent filling.

import { filled, line, type Series } from './marks';
import type { Trace } from './types';

const OPACITY = 0.14;

/** Heights between edges. */
export interface Steps {
  /** One more than heights, ascending. */
  readonly edges: readonly number[];
  readonly heights: readonly number[];
  /** What the hover tells of each height. */
  readonly told: readonly (readonly string[])[];
  readonly hovertemplate: string;
}

/** Filling and outline of steps, in drawing order. */
export function stepped(series: Series, steps: Steps): [Trace, Trace] {
  const { edges, heights, told, hovertemplate } = steps;
  const x = [edges[0], ...heights.flatMap((_, i) => [edges[i], edges[i + 1]]), edges.at(-1)!];
  const y = [0, ...heights.flatMap(height => [height, height]), 0];
  const customdata = [
    told[0] ?? [],
    ...heights.flatMap((_, i) => [told[i], told[i]]),
    told.at(-1) ?? []
  ];
  const outline = line(series, { x, y, customdata, hovertemplate });
  const filling = filled(series, { x, y }, { opacity: OPACITY, edge: 'solid' });
  // Its upper edge is the outline itself.
  const noEdge = { color: series.style.color, width: 0, dash: 'solid' } as const;
  return [{ ...filling, line: noEdge }, outline];
}
