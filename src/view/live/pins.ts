// Curves that are kept to compare with: the lines of the first panel of a figure, muted and dashed under those of
// the figure that is shown now.

import type { Figure, Layout, LayoutAxis, Mark, Trace } from '../../study/figure/types';
import { escaped } from '../../study/figure/text';

/** A kept figure and what it is called. */
export interface Pin {
  readonly figure: Figure;
  /** Plain text. */
  readonly name: string;
}

/** Grey that is seen on light pages and on dark ones. */
const MUTED = '#8a8a8a';

function isLine(mark: Mark): mark is Trace {
  return (
    mark.type === 'scatter' && mark.xaxis === 'x' && mark.yaxis === 'y' && mark.fill === undefined
  );
}

/** Lines of the first panel that the legend names: its curves, not their bands or predictions. */
function curvesOf({ data }: Figure): Trace[] {
  return data.filter(isLine).filter(({ showlegend, line }) => showlegend && line?.dash !== 'dot');
}

/** Whether a figure has curves that can be kept. */
export function hasCurves(figure: Figure): boolean {
  return lines(figure).length > 0;
}

/** The curves; where no legend names any, all lines of the panel. */
function lines(figure: Figure): Trace[] {
  const named = curvesOf(figure);
  return named.length > 0 ? named : figure.data.filter(isLine);
}

function muted(trace: Trace, name: string, group: string, isFirst: boolean): Trace {
  const own = trace.name === '' || trace.name === name ? '' : `: ${trace.name}`;
  return {
    ...trace,
    name: isFirst ? name : `${name}${own}`,
    legendgroup: group,
    showlegend: isFirst,
    line: { color: MUTED, width: 1.5, dash: 'dash' },
    ...(trace.marker && { marker: { ...trace.marker, color: MUTED, opacity: 0.7 } }),
    hovertemplate: `${name}${own}<br>${(trace.hovertemplate ?? '').replace(/^.*?<br>/, '')}`
  };
}

/** Both ranges in one, where they are of one kind. */
function joined(axis: LayoutAxis, other: LayoutAxis): LayoutAxis {
  if (axis.type !== other.type || axis.ticktext !== undefined) return axis;
  const ends = [...axis.range, ...other.range];
  return { ...axis, range: [Math.min(...ends), Math.max(...ends)] };
}

/** Whether two figures have the same things along the axes of their first panels. */
function fits({ layout }: Figure, { layout: other }: Figure): boolean {
  const along = (of: Layout, axis: 'xaxis' | 'yaxis'): string =>
    `${of[axis]?.type} ${of[axis]?.title.text}`;
  return (
    along(layout, 'xaxis') === along(other, 'xaxis') &&
    along(layout, 'yaxis') === along(other, 'yaxis')
  );
}

/**
 * A figure with pinned curves behind its own. Pins with other axes are left out.
 *
 * @param figure the figure that is shown; it is left as it is
 * @param pins kept figures, the oldest first
 */
export function withPins(figure: Figure, pins: readonly Pin[]): Figure {
  const shown = pins.filter(pin => fits(figure, pin.figure));
  if (shown.length === 0) return figure;
  const kept = shown.flatMap(({ figure: from, name }, place) =>
    lines(from).map((trace, i) => muted(trace, escaped(name), `pin ${place}`, i === 0))
  );
  const layout = shown.reduce<Layout>(
    (so, { figure: { layout: own } }) => ({
      ...so,
      xaxis: joined(so['xaxis'], own['xaxis']),
      yaxis: joined(so['yaxis'], own['yaxis'])
    }),
    { ...figure.layout, showlegend: true }
  );
  return { data: [...kept, ...figure.data], layout };
}
