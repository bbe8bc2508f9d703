// Panels of test score and test loss by arm: every replicate a point, the line their median, the band their quartiles.

import type { Result } from '../result';
import { groups, type Axis, type Group } from './axis';
import { blindLevel, blindTraces } from './blind';
import { column, finite, hasColumn } from './columns';
import { inLegend } from './marks';
import { armStyle } from './palette';
import { spreadOf, type Line, type Sheet } from './replicates';
import { fractionScale, measureScale, rangeScale, type Scale } from './scale';
import { inShortLegend, NEXT_HEIGHT, type Section } from './section';
import type { Trace } from './types';
import { verdictMarks } from './verdictmarks';
import { groupName } from './words';

/** Share of a slot of words that the series in it take together. */
const SLOT = 0.8;
const HEIGHT = NEXT_HEIGHT + 30;
/** Score at which verdicts stand. */
const FOOT = 0.03;

/** A column of scores, and its name. */
interface Score {
  readonly name: 'test_accuracy' | 'test_r2';
  readonly title: string;
}

const ACCURACY: Score = { name: 'test_accuracy', title: 'test accuracy' };
const R2: Score = { name: 'test_r2', title: 'test R²' };

/** The scores of a result: of classes, of regression, or both where the task is swept. */
export function scoresOf(result: Result): readonly [Score, ...Score[]] {
  return !hasColumn(result, R2.name)
    ? [ACCURACY]
    : hasColumn(result, ACCURACY.name)
      ? [ACCURACY, R2]
      : [R2];
}

/** The lines of a sheet: each of an arm with a combination of the remaining axes. */
export function linesOf(found: readonly Group[], arms: Axis, sheet: Sheet): Line[] {
  const rows = [...arms.column.keys()];
  const combinations = new Map(
    groups(rows, sheet.rest).map((group, index) => [group.places.join(), index])
  );
  const inSlot = sheet.place.continuous || sheet.x === arms ? 1 : found.length;
  return found.map((group, index) => {
    const [arm, ...others] = group.places;
    const name = groupName(group, [arms, ...sheet.rest]);
    return {
      group,
      series: {
        name,
        group: name,
        style: armStyle(String(group.values[0]), arm, combinations.get(others.join())!)
      },
      offset: inSlot === 1 ? 0 : ((index + 0.5) / inSlot - 0.5) * SLOT,
      width: SLOT / inSlot
    };
  });
}

/** Marks of one measure: bands first, then replicates, then medians, so that no median is covered. */
function marks(sheet: Sheet, all: readonly Line[], measure: string, title: string): Trace[] {
  const of = all.map(own => spreadOf(sheet, own, measure, title));
  return [0, 1, 2].flatMap(layer => of.map(mark => mark[layer]));
}

/** Names lines in the legend by the last trace of each, which is its median. */
function withLegend(traces: readonly Trace[], count: number): Trace[] {
  const medians = traces.length - count;
  const shown = inShortLegend(traces.slice(medians));
  return traces.map(trace => (shown.has(trace) ? inLegend(trace) : trace));
}

/** The level of the blind predictor over all rows. */
function blind({ result, place }: Sheet, name: 'blind_accuracy' | 'blind_loss'): Trace[] {
  const rows = [...Array(result.rows).keys()];
  return blindTraces(blindLevel(result, name, rows), place.scale);
}

/** R² has no lower end: what lies below -1 is not shown. */
function r2Scale(result: Result, title: string): Scale {
  const least = column(result, 'test_r2').reduce<number>(
    (low, value) => Math.min(low, finite(value) ?? 0),
    0
  );
  return rangeScale(Math.max(least, -1), 1, title);
}

/** Verdicts at the foot of the panel, where each cell has a place of its own along x. */
function verdictsAlong({ result, x, rest, place }: Sheet): readonly Trace[] {
  return rest.length > 0 || x.name === 'arm'
    ? []
    : verdictMarks(result, [x], row => [place.at(row), FOOT]).marks;
}

/** The panel of the test score. */
function scoreSection(sheet: Sheet, lines: readonly Line[], { name, title }: Score): Section {
  return {
    x: sheet.place.scale,
    y: name === 'test_r2' ? r2Scale(sheet.result, title) : fractionScale(title),
    along: sheet.x.name,
    marks: [
      ...withLegend(marks(sheet, lines, name, title), lines.length),
      ...(name === 'test_accuracy' ? blind(sheet, 'blind_accuracy') : []),
      ...verdictsAlong(sheet)
    ],
    height: HEIGHT,
    note: 'Points: replicates; line: median; band: quartiles. dropout: the removal model itself; conditioned: only masks with an open path, at the same p; intact: nothing removed. Where dropout fails and conditioned learns, closed paths are the cause.',
    omitted: []
  };
}

/** The panels of the test scores, one for each kind of task. */
export function scoreSections(sheet: Sheet, lines: readonly Line[]): Section[] {
  return scoresOf(sheet.result).map(score => scoreSection(sheet, lines, score));
}

/** The panel of the test loss. */
export function lossSection(sheet: Sheet, lines: readonly Line[]): Section {
  const traces = [...marks(sheet, lines, 'test_loss', 'test loss'), ...blind(sheet, 'blind_loss')];
  return {
    x: sheet.place.scale,
    y: measureScale(
      traces.flatMap(trace => trace.y),
      'test loss'
    ),
    along: sheet.x.name,
    marks: traces,
    height: HEIGHT,
    note: '',
    omitted: []
  };
}
