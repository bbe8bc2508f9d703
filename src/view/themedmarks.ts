// The marks of a figure on the ground of the page. A figure's colours are made for white; on a dark page they are lighter
// and what is translucent is less so, or nobody could tell a band from the page.

import { CASING } from '../study/figure/palette';
import type { PaletteName } from '../study/figure/palettes';
import type { Mark, Trace } from '../study/figure/types';
import { type Color, colorOf, isDark, lifted, written } from './contrast';
import { recolored } from './recolored';

/** Least contrast of marks with the page (WCAG 2.2, 1.4.11); thin lines seem fainter on dark grounds than they are. */
const LEAST_ON_LIGHT = 3;
const LEAST_ON_DARK = 4.5;
/** Factor on opacities on dark grounds. */
const DENSER = 1.8;

/**
 * Marks in the colours of a palette, as a ground needs them.
 *
 * @param marks the marks of a figure; they are left as they are
 * @param ground colour of the page behind them; where it is not known, marks have the palette's own colours
 * @param palette the palette that the reader chose
 */
export function themedMarks(
  marks: readonly Mark[],
  ground: string,
  palette: PaletteName = 'percolab'
): Mark[] {
  const behind = colorOf(ground);
  // Lines over the colours of a plane don't lie on the page.
  const planes = new Set(marks.filter(({ type }) => type === 'heatmap').map(({ xaxis }) => xaxis));
  return marks.map(mark => {
    if (mark.type === 'heatmap' || planes.has(mark.xaxis)) return mark;
    const chosen = recolored(mark, palette);
    return behind === null ? chosen : onGround(chosen, behind);
  });
}

function onGround(trace: Trace, ground: Color): Trace {
  const { line, marker, fillcolor } = trace;
  return {
    ...trace,
    ...(line && { line: { ...line, color: seen(line.color, ground) } }),
    ...(marker && {
      marker: {
        ...marker,
        color: seen(marker.color, ground),
        opacity: denser(marker.opacity, ground),
        ...(marker.line && { line: { ...marker.line, color: seen(marker.line.color, ground) } })
      }
    }),
    ...(fillcolor !== undefined && { fillcolor: filling(fillcolor, ground) })
  };
}

function raised(color: Color, ground: Color): Color {
  return lifted(color, ground, isDark(ground) ? LEAST_ON_DARK : LEAST_ON_LIGHT);
}

/** A colour of a figure on the ground of the page. */
export function seen(color: string, ground: Color): string {
  const plain = color === CASING ? null : colorOf(color);
  return plain === null ? color : written(raised(plain, ground));
}

function denser(opacity: number, ground: Color): number {
  return isDark(ground) ? Math.min(1, opacity * DENSER) : opacity;
}

/** A translucent colour `rgba(r,g,b,a)`. */
function filling(color: string, ground: Color): string {
  const [, channels, opacity] = /^rgba\((.*),\s*([\d.]+)\)$/.exec(color) ?? [];
  const plain = colorOf(`rgb(${channels})`);
  return plain === null ? color : written(raised(plain, ground), denser(Number(opacity), ground));
}
