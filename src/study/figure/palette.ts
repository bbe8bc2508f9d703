// Colours, dashes and symbols. Every colour has a contrast of at least 3 to 1 on white and on #111, and
// neighbours differ in lightness or along blue-yellow, which all common colour vision tells apart.

import type { Axis, Group } from './axis';
import type { Dash, Symbol } from './types';

/** Colours of lines, in the order of use. */
export const PALETTE = [
  '#0a72c4',
  '#d55e00',
  '#0e9670',
  '#c05a9e',
  '#b07a00',
  '#3f93d0',
  '#e0483e',
  '#808080'
] as const;

/** Ends and middle of the continuous scale for many lines. */
export const SCALE = ['#3a6fd8', '#b3549f', '#cf7a00'] as const;

/** Colour of what is predicted and not measured. */
export const PREDICTED = '#808080';

/** What surrounds marks that lie on colours. */
export const CASING = '#ffffff';

const ARMS = new Map([
  ['dropout', '#d55e00'],
  ['conditioned', '#0a72c4'],
  ['intact', '#0e9670']
]);

const DASHES: readonly Dash[] = ['solid', 'dash', 'dot', 'dashdot'];
const SYMBOLS: readonly Symbol[] = ['circle', 'square', 'diamond', 'triangle-up'];
const MOST_FROM_PALETTE = 12;

/** How a line and its points look. */
export interface Style {
  readonly color: string;
  readonly dash: Dash;
  readonly symbol: Symbol;
  /** Factor on widths and sizes: lighter marks leave heavier ones visible beneath them. */
  readonly weight: number;
}

/** The dash at a place; places past the last begin again. */
export function dashAt(place: number): Dash {
  return DASHES[place % DASHES.length];
}

/** The symbol at a place; places past the last begin again. */
export function symbolAt(place: number): Symbol {
  return SYMBOLS[place % SYMBOLS.length];
}

function channels(color: string): number[] {
  return [1, 3, 5].map(start => Number.parseInt(color.slice(start, start + 2), 16));
}

/** A colour of the palette, seen through: `rgba(...)`. */
export function translucent(color: string, opacity: number): string {
  return `rgba(${channels(color).join(',')},${opacity})`;
}

/** A mixture of two colours `#rrggbb`, with a share of the second, 0 to 1. */
export function mixed(first: string, second: string, share: number): string {
  const to = channels(second);
  const mixture = channels(first).map((from, i) => Math.round(from + (to[i] - from) * share));
  return `#${mixture.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Colour at a position of the continuous scale, 0 to 1. */
export function scaleColor(position: number): string {
  const along = position * (SCALE.length - 1);
  const start = Math.min(Math.floor(along), SCALE.length - 2);
  return mixed(SCALE[start], SCALE[start + 1], along - start);
}

/**
 * Style of an arm: the colour and the symbol are its own, the dash tells combinations apart.
 *
 * @param arm its name
 * @param place its place among the arms, which are drawn in this order
 * @param combination place of the combination of the other axes
 */
export function armStyle(arm: string, place: number, combination: number): Style {
  return {
    color: ARMS.get(arm) ?? PALETTE[(place + ARMS.size) % PALETTE.length],
    dash: dashAt(combination),
    symbol: symbolAt(place),
    weight: Math.max(1.3 - 0.25 * place, 0.6)
  };
}

/** Index of the axis that dashes tell apart: of two or more, the one with the fewest values, if few. */
function dashedAxis(axes: readonly Axis[]): number {
  const counts = axes.map(axis => axis.values.length);
  const fewest = Math.min(...counts);
  return axes.length > 1 && fewest <= DASHES.length ? counts.indexOf(fewest) : -1;
}

/**
 * Styles of groups of rows: dashes for the axis with the fewest values, colours for the rest. Up to twelve
 * colours come from the palette (whose second round has dashes of its own), more from a continuous scale, so that no
 * two lines look the same.
 *
 * @param groups all groups of the figure, in their order
 * @param axes the axes that part them
 */
export function styles(groups: readonly Group[], axes: readonly Axis[]): Style[] {
  const dashed = dashedAxis(axes);
  const keys = groups.map(group => group.places.filter((_, index) => index !== dashed).join());
  const places = new Map([...new Set(keys)].map((key, place) => [key, place]));
  const dashes = dashed < 0 ? 1 : axes[dashed].values.length;
  const rounds = Math.ceil(places.size / PALETTE.length);
  // Each round of the palette needs dashes of its own, or two lines would look the same.
  const many = places.size > MOST_FROM_PALETTE || rounds * dashes > DASHES.length;
  return groups.map((group, index) => {
    const place = places.get(keys[index])!;
    const round = many ? 0 : Math.floor(place / PALETTE.length);
    const variant = round * dashes + (dashed < 0 ? 0 : group.places[dashed]);
    return {
      color: many ? scaleColor(place / (places.size - 1)) : PALETTE[place % PALETTE.length],
      dash: dashAt(variant),
      symbol: symbolAt(variant),
      weight: 1
    };
  });
}
