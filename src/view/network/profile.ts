// The layers of a trial on a canvas, for networks whose elements are too many to be drawn: in each layer how many of its
// units are open, reachable and live, as bars in one another.

import type { LayerCounts } from '../../engine/percolation/labelledmask';
import type { Colors } from './looks';

const MARGIN = { left: 34, right: 10, top: 10, bottom: 24 };
const LABEL_ROOM = 30;
/** Width of the bars as part of a layer's room: the narrower ones stand in the wider. */
const BARS = [
  ['open', 0.84],
  ['reachable', 0.56],
  ['live', 0.28]
] as const;

/**
 * Paints the profile.
 *
 * @param brush of a canvas of this size, cleared
 * @param depth number of layers; what is behind them is a sink and has no number
 */
export function drawProfile(
  brush: CanvasRenderingContext2D,
  width: number,
  height: number,
  layers: readonly LayerCounts[],
  depth: number,
  colors: Colors
): void {
  const room = (width - MARGIN.left - MARGIN.right) / layers.length;
  const whole = height - MARGIN.top - MARGIN.bottom;
  const y = (share: number): number => MARGIN.top + (1 - share) * whole;
  brush.font = colors.font;
  brush.fillStyle = colors.text;
  brush.textBaseline = 'middle';
  brush.textAlign = 'right';
  for (const share of [0, 0.5, 1]) brush.fillText(String(share), MARGIN.left - 6, y(share));
  brush.strokeStyle = colors.text;
  brush.lineWidth = 1;
  brush.strokeRect(MARGIN.left, y(1), width - MARGIN.left - MARGIN.right, whole);
  layers.forEach((counts, i) => {
    const middle = MARGIN.left + (i + 0.5) * room;
    for (const [state, part] of BARS) {
      const share = counts.units === 0 ? 0 : counts[state] / counts.units;
      const bar = Math.max(1, part * room);
      brush.fillStyle = colors.states[state];
      brush.fillRect(middle - bar / 2, y(share), bar, share * whole);
    }
  });
  brush.fillStyle = colors.text;
  brush.textBaseline = 'alphabetic';
  brush.textAlign = 'center';
  const stride = Math.max(1, Math.ceil(LABEL_ROOM / room));
  layers.forEach(({ layer }, i) => {
    if (layer >= 0 && layer < depth && layer % stride === 0)
      brush.fillText(String(layer), MARGIN.left + (i + 0.5) * room, height - 6);
  });
}
