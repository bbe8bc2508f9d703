// The colours of a heat map and the bar at the right of its panel.

import { RIGHT } from './layout';
import type { Colors } from './section';
import type { ColorAxis } from './types';

/** Viridis (S. van der Walt and N. Smith, CC0): lightness rises evenly from 0 to 1, also without colour vision. */
export const VIRIDIS = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725'
] as const;

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/**
 * A colour axis from 0 to the largest value.
 *
 * @param up part of the figure's height that the panel fills
 * @param length part of the panel's height that the bar takes
 */
export function colorAxis(
  { scale, title, most }: Colors,
  up: readonly [number, number],
  length: number
): ColorAxis {
  return {
    cmin: 0,
    cmax: most,
    colorscale: scale.map((color, i) => [i / (scale.length - 1), color] as const),
    colorbar: {
      title: { text: title, side: 'top' },
      thickness: 14,
      outlinewidth: 0,
      tickvals: TICKS.map(share => share * most),
      lenmode: 'fraction',
      len: length * (up[1] - up[0]),
      x: RIGHT,
      y: up[1],
      yanchor: 'top'
    }
  };
}
