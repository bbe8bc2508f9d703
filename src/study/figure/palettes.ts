// The palettes that a reader can choose from, all made for common colour vision deficiencies. Figures are made in the
// first; another one is put in its place, colour for colour, where they are drawn.

import { PALETTE } from './palette';

/** Names of the palettes, the default first. */
export const PALETTE_NAMES = ['percolab', 'okabe-ito', 'tol-muted'] as const;

export type PaletteName = (typeof PALETTE_NAMES)[number];

/** As many colours as PALETTE has; the last is its grey, which also marks what is predicted and not measured. */
export type Colors = readonly string[] & { readonly length: typeof PALETTE.length };

/** Colours of lines and points by the name of the palette, in the order of use. */
export const PALETTES: { readonly [name in PaletteName]: Colors } = {
  percolab: PALETTE,
  // M. Okabe and K. Ito, Color Universal Design (2008); black is left out, since it is the page's own colour.
  'okabe-ito': [
    '#0072b2',
    '#d55e00',
    '#009e73',
    '#cc79a7',
    '#e69f00',
    '#56b4e9',
    '#f0e442',
    '#808080'
  ],
  // P. Tol, Colour schemes (2021), scheme "muted".
  'tol-muted': [
    '#332288',
    '#cc6677',
    '#117733',
    '#aa4499',
    '#999933',
    '#88ccee',
    '#882255',
    '#808080'
  ]
};
