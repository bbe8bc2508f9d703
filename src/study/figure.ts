// The figure of a result as plain Plotly JSON, without colours of the page: the view lays the theme over
// it and Plotly draws it, picture.ts draws the same without a browser.

import { excerptNotes } from './excerptwords';
import { dropoutFigure } from './figure/dropout';
import { percolationFigure } from './figure/percolation';
import type { Described, Figure } from './figure/types';
import type { Result } from './result';

export type { Described, Figure } from './figure/types';

/**
 * Figure of a result, and in words what its panels show. Pure; an empty result gives axes without traces.
 *
 * @param result a result whose columns are complete and of equal length
 * @throws TypeError naming a missing column
 */
export function described(result: Result): Described {
  const { figure, notes } =
    result.study.study === 'percolation' ? percolationFigure(result) : dropoutFigure(result);
  return { figure, notes: [...notes, ...excerptNotes(result)] };
}

/**
 * Figure of the panels of a result that come first, for a look while a study runs.
 *
 * @param result a result whose columns are complete and of equal length
 * @throws TypeError naming a missing column
 */
export function briefly(result: Result): Figure {
  return result.study.study === 'percolation'
    ? percolationFigure(result).figure
    : dropoutFigure(result, true).figure;
}

/**
 * Figure of a result alone.
 *
 * @param result a result whose columns are complete and of equal length
 * @throws TypeError naming a missing column
 */
export function figure(result: Result): Figure {
  return described(result).figure;
}
