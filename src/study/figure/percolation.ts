// Figure of a percolation study: the panel of theta, and one under it for each further measure that the result has,
// the drawn trials last.

import type { Result } from '../result';
import { isSwept } from './axis';
import { blocksSection } from './blocks';
import { collapseSection } from './collapse';
import { column, columnOrNull, hasColumn } from './columns';
import { heatSection, planeOf } from './heatmap';
import { cutSection, sharesSection } from './layers';
import { maskSections } from './mask';
import { measuredSections } from './measured';
import { polynomialSection } from './polynomial';
import type { Section } from './section';
import { hasValues, type Sheet, sheetOf } from './sheet';
import { stacked } from './stack';
import { escaped, unescaped } from './text';
import { isSimultaneous, methodsOf, thetaSection } from './theta';
import { thresholdSection } from './threshold';
import type { Described } from './types';
import { fixedValues } from './words';

/** Panels that a page still holds, without those of drawn trials. */
const MOST_PANELS = 5;
const MOST_MASKS = 2;

function isThere(section: Section | null): section is Section {
  return section !== null;
}

/** The panel of theta, in colour over a plane or as curves. */
function thetaPanel(sheet: Sheet): Section {
  const plane = planeOf(sheet);
  return plane ? heatSection(sheet, plane) : thetaSection(sheet);
}

function sections(sheet: Sheet): Section[] {
  const { result } = sheet;
  const hasTheta = hasColumn(result, 'theta');
  const thresholds = sheetOf(result, ['p', 'theta_star']);
  const stars = sheet.axes.find(axis => axis.name === 'theta_star' && isSwept(axis));
  return [
    hasTheta ? thetaPanel(sheet) : null,
    hasTheta && hasValues(result, 'collapse') ? collapseSection(sheet) : null,
    hasValues(result, 'threshold') ? thresholdSection(thresholds, stars ?? null) : null,
    sharesSection(sheet),
    cutSection(sheet),
    blocksSection(sheet),
    polynomialSection(sheet),
    ...measuredSections(result)
  ].filter(isThere);
}

function subtitle(sheet: Sheet, notes: readonly string[]): string {
  const { result } = sheet;
  const methods = hasColumn(result, 'theta') ? methodsOf(result) : [];
  const intervals = isSimultaneous(result)
    ? 'pointwise 95 % and simultaneous (DKW) 95 % bands'
    : '95 % intervals';
  const how =
    methods.length > 1
      ? planeOf(sheet)
        ? 'exact and Monte Carlo'
        : `line: exact, points: Monte Carlo with ${intervals}`
      : methods[0] === 'Monte Carlo'
        ? planeOf(sheet)
          ? 'Monte Carlo'
          : `Monte Carlo with ${intervals}`
        : 'exact';
  const said = methods.length > 0 ? [how] : [];
  return [...fixedValues(result, sheet.axes), ...said, ...notes].join(' · ');
}

/** Which algorithms found theta. */
function algorithms(result: Result): string[] {
  const found = new Set(columnOrNull(result, 'algorithm'));
  const words = [...found]
    .filter(name => name !== 'NaN')
    .map(name => unescaped(escaped(String(name))));
  return words.length > 0 ? [`Algorithm for θ: ${words.slice(0, 4).join(', ')}.`] : [];
}

/**
 * Figure of a percolation result: theta from 0 to 1, and what else was measured.
 *
 * @throws TypeError where a column of the contract is missing
 */
export function percolationFigure(result: Result): Described {
  const sheet = sheetOf(result);
  const masks = maskSections(result, sheet.axes, MOST_MASKS);
  const found = sections(sheet);
  if (found.length + masks.length === 0) {
    // Nothing to draw: says which column is missing.
    column(result, 'theta');
  }
  const all = [...found.slice(0, MOST_PANELS), ...masks];
  const left = found.slice(MOST_PANELS).map(({ y }) => y.title.text);
  const notes = [
    ...all.flatMap(({ omitted }) => omitted),
    ...(left.length > 0 ? [`in the table only: ${left.join(', ')}`] : [])
  ];
  const page = { title: 'Open path between input and output', subtitle: subtitle(sheet, notes) };
  return {
    figure: stacked(page, all),
    notes: [
      ...(result.notes ?? []),
      ...all.map(({ note }) => note).filter(note => note !== ''),
      ...algorithms(result)
    ]
  };
}
