// Legends: beside their panel one name a line, below all panels in rows.

import { unescaped } from '../figure/text';
import type { Legend as Place, Trace } from '../figure/types';
import { swatch } from './marks';
import { fitted, text, textWidth } from './svg';

/** A legend and the room that it takes from the plot. */
export interface Legend {
  /** Pixels taken on the right. */
  readonly width: number;
  /** Pixels taken at the bottom. */
  readonly height: number;
  /** Pixels from its first to its last name. */
  readonly length: number;
  /** Draws it with its upper left corner at a place. */
  draw(left: number, top: number): string;
}

const SIZE = 11;
const ROW = 18;
const SWATCH = 26;
const GAP = 8;
const BETWEEN = 20;
const WIDEST_BESIDE = 240;

/**
 * Legend of the traces that ask for it.
 *
 * @param named traces that it names
 * @param place where it stands
 * @param available pixels that rows below the panels may fill
 */
export function legendOf(named: readonly Trace[], place: Place, available: number): Legend {
  const below = place.orientation === 'h';
  const widest = (below ? available : WIDEST_BESIDE) - SWATCH - GAP;
  const names = named.map(trace => fitted(unescaped(trace.name), SIZE, widest));
  if (named.length === 0) {
    return { width: 0, height: 0, length: 0, draw: () => '' };
  }
  const widths = names.map(name => SWATCH + GAP + textWidth(name, SIZE));
  let [x, y] = [0, 0];
  const places = widths.map((width, index) => {
    if (index > 0 && (!below || x + width > available)) {
      [x, y] = [0, y + ROW];
    }
    const corner = [x, y] as const;
    x += width + BETWEEN;
    return corner;
  });
  return {
    width: below ? 0 : Math.max(...widths) + BETWEEN,
    height: below ? y + ROW : 0,
    length: y + ROW,
    draw: (left, top) =>
      named
        .map((trace, index) => {
          const [across, down] = places[index];
          const middle = top + down + ROW / 2;
          const style = { size: SIZE, fill: '#222' };
          return [
            swatch(trace, left + across, middle, SWATCH),
            text(left + across + SWATCH + GAP, middle + 4, names[index], style)
          ].join('');
        })
        .join('\n')
  };
}
