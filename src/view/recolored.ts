// A trace in the colours of another palette. Figures are made in the default one, so that stored pictures and downloads
// look the same for all readers.

import { PALETTE } from '../study/figure/palette';
import { type PaletteName, PALETTES } from '../study/figure/palettes';
import type { Trace } from '../study/figure/types';
import { type Color, colorOf, written } from './contrast';

/**
 * A trace, each colour of the default palette replaced by that in the same place of another; other colours, those of
 * the continuous scale among them, stay.
 *
 * @param trace it is left as it is
 * @param name the other palette
 */
export function recolored(trace: Trace, name: PaletteName): Trace {
  if (PALETTES[name] === PALETTE) return trace;
  const { line, marker, fillcolor } = trace;
  const other = (color: string) => counterpart(color, name);
  return {
    ...trace,
    ...(line && { line: { ...line, color: other(line.color) } }),
    ...(marker && {
      marker: {
        ...marker,
        color: other(marker.color),
        ...(marker.line && { line: { ...marker.line, color: other(marker.line.color) } })
      }
    }),
    ...(fillcolor !== undefined && { fillcolor: other(fillcolor) })
  };
}

/** A colour `#rrggbb` or `rgba(r,g,b,a)`; what is translucent stays so. */
function counterpart(color: string, name: PaletteName): string {
  const [, channels, opacity] = /^rgba\((.*),\s*([\d.]+)\)$/.exec(color) ?? [];
  const plain = channels === undefined ? color : `rgb(${channels})`;
  const place = PALETTE.findIndex(own => same(colorOf(own), colorOf(plain)));
  if (place < 0) return color;
  const found = PALETTES[name][place];
  return opacity === undefined ? found : written(colorOf(found)!, Number(opacity));
}

function same(a: Color | null, b: Color | null): boolean {
  return a !== null && b !== null && a.every((channel, i) => channel === b[i]);
}
