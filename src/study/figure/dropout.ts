// Figure of a training study. What is swept chooses the panels: a plane of two axes becomes a phase diagram, anything
// else curves by arm; below them stands, side by side, what tells causes apart: open masks and useful steps on their
// predictions, learning curves, gradients and updates of a few cells.

import type { Result } from '../result';
import { alongX, type Axis, axisOf, groups, inputs, isSwept } from './axis';
import { atMost, MOST_LINES, MOST_POINTS } from './budget';
import { column } from './columns';
import { examplesOf } from './examples';
import { flowSections } from './gradientflow';
import { gridded } from './grid';
import { neededUpdates } from './neededupdates';
import { openSection } from './openfraction';
import { phasePlane, phaseSections } from './phase';
import type { Sheet } from './replicates';
import { placement } from './scale';
import { scoreByStepsSection } from './scorebysteps';
import { linesOf, lossSection, scoreSections } from './scores';
import type { Section } from './section';
import { trainingSections } from './training';
import type { Described } from './types';
import { escaped } from './text';
import { updatesSection, weightsSection } from './updates';
import { usefulSection } from './usefulsteps';
import { verdictNotes } from './verdictnotes';
import { fixedValues } from './words';

/** Panels that show replicates, and those of them that show medians. */
const POINT_PANELS = 3;
const LINE_PANELS = 2;

/** A row of panels. */
type Row = readonly Section[];

function rowOf(...sections: readonly (Section | null)[]): Row {
  return sections.filter(section => section !== null);
}

/** Panels of curves by arm, each made when it is drawn. */
interface Curves {
  scores(): readonly Section[];
  loss(): Section;
  open(): Section;
}

/** Panels of curves by arm, and what is left out of them. */
function curves(
  result: Result,
  swept: readonly Axis[]
): { readonly panels: Curves; readonly omitted: readonly string[] } {
  const arms = axisOf('arm', column(result, 'arm'));
  const x = alongX(swept) ?? arms;
  const rest = swept.filter(axis => axis !== x);
  const combinations = groups([...arms.column.keys()], [arms, ...rest]);
  const { drawn: found, note: ofLines } = atMost(combinations, MOST_LINES, 'lines');
  const rows = found.flatMap(group => group.rows);
  const { drawn: points, note: ofPoints } = atMost(rows, MOST_POINTS / POINT_PANELS, 'replicates');
  const sheet: Sheet = {
    result,
    x,
    rest,
    place: placement(x),
    points: new Set(points),
    dotted: found.length * x.values.length * LINE_PANELS <= MOST_POINTS
  };
  const lines = linesOf(found, arms, sheet);
  return {
    panels: {
      scores: () => scoreSections(sheet, lines),
      loss: () => lossSection(sheet, lines),
      open: () => openSection(sheet, lines, arms)
    },
    omitted: [...ofLines, ...ofPoints]
  };
}

/** All rows of panels, the most telling first; each is made when it is drawn. */
function rowsOf(
  result: Result,
  axes: readonly Axis[]
): { readonly rows: readonly (() => Row)[]; readonly omitted: readonly string[] } {
  const swept = axes.filter(isSwept);
  const x = alongX(swept);
  const plane = x === null ? null : phasePlane(swept, x);
  const examples = examplesOf(result, swept);
  const isTraced = (result.traces?.row.length ?? 0) > 0;
  const training = (): Row => (isTraced ? trainingSections(result, examples) : []);
  const flow = (): Row => flowSections(result, examples);
  if (plane !== null) {
    const needed = neededUpdates(result, swept);
    return {
      rows: [
        () => phaseSections(result, plane, needed),
        () => rowOf(scoreByStepsSection(result, swept, needed), usefulSection(result, axes)),
        training,
        flow
      ],
      omitted: []
    };
  }
  const { panels, omitted } = curves(result, swept);
  const { scores, loss, open } = panels;
  const updates = (): Section | null =>
    examples.length > 0 ? updatesSection(result, examples[0]) : null;
  return swept.length === 0
    ? {
        rows: [
          () => [...scores(), ...training()],
          () => rowOf(loss(), open()),
          () => rowOf(...flow(), updates()),
          () => rowOf(weightsSection(result))
        ],
        omitted
      }
    : {
        rows: [
          () => rowOf(...scores(), loss()),
          () => rowOf(open(), usefulSection(result, axes)),
          training,
          flow
        ],
        omitted
      };
}

/**
 * Figure of a training result, and what its panels show.
 *
 * @param isBrief whether only the first row of panels is drawn, as while a study runs
 * @throws TypeError where a column of the contract is missing
 */
export function dropoutFigure(result: Result, isBrief = false): Described {
  const axes = inputs(result);
  const { rows, omitted } = rowsOf(result, axes);
  const shown = (isBrief ? rows.slice(0, 1) : rows).map(row => row()).filter(row => row.length > 0);
  const sections = shown.flat();
  const warnings = result.notes ?? [];
  const subtitle = [
    ...fixedValues(result, axes),
    ...warnings.map(warning => escaped(warning.split('. ')[0])),
    ...omitted,
    ...sections.flatMap(section => section.omitted)
  ];
  return {
    figure: gridded({ title: 'Training with dropout', subtitle: subtitle.join(' · ') }, shown),
    notes: [
      ...verdictNotes(result),
      ...warnings,
      ...sections.map(({ note }) => note).filter(note => note !== '')
    ]
  };
}
