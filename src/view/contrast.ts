// Contrast of colours (WCAG 2.2), and how much of white, black or the ground must be mixed into a colour to get it.

/** Red, green and blue, 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

const WHITE: Color = [255, 255, 255];
const BLACK: Color = [0, 0, 0];
/** Mixtures that are tried. */
const STEPS = 64;

/**
 * A colour of the page or of a figure on a ground.
 *
 * @param text `#rrggbb`, `rgb(r, g, b)` or `rgba(r, g, b, a)`
 * @param ground what a translucent colour lies on
 * @returns null for anything else
 */
export function colorOf(text: string, ground: Color = WHITE): Color | null {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  if (hex) {
    const [, ...channels] = hex;
    return channels.map(channel => Number.parseInt(channel, 16)) as unknown as Color;
  }
  const numbers = /^rgba?\(([\d.\s,]+)\)$/.exec(text)?.[1].split(',').map(Number) ?? [];
  const [red, green, blue, alpha = 1] = numbers;
  return numbers.length < 3 ? null : mixed(ground, [red, green, blue], alpha);
}

/** A colour as Plotly reads it. */
export function written(color: Color, alpha = 1): string {
  const channels = rounded(color).join(', ');
  return alpha === 1 ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
}

function mixed(from: Color, to: Color, share: number): Color {
  return from.map((channel, i) => channel + (to[i] - channel) * share) as unknown as Color;
}

/** Channels as screens have them. */
function rounded(color: Color): Color {
  return color.map(Math.round) as unknown as Color;
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map(channel => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21. */
export function contrast(a: Color, b: Color): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether white is seen better on a ground than black. */
export function isDark(ground: Color): boolean {
  return contrast(WHITE, ground) > contrast(BLACK, ground);
}

/** The first mixture towards a colour that will do; that colour itself where none does. */
function towards(from: Color, to: Color, does: (color: Color) => boolean): Color {
  const shares = Array.from({ length: STEPS }, (_, step) => step / STEPS);
  const found = shares.map(share => rounded(mixed(from, to, share))).find(does);
  return found ?? to;
}

/** A colour made lighter on a dark ground, darker on a light one, as little as gives the least contrast. */
export function lifted(color: Color, ground: Color, least: number): Color {
  const to = isDark(ground) ? WHITE : BLACK;
  return towards(color, to, shade => contrast(shade, ground) >= least);
}

/** A colour made more like its ground, as little as gives the greatest contrast. */
export function muted(color: Color, ground: Color, most: number): Color {
  return towards(color, ground, shade => contrast(shade, ground) <= most);
}
