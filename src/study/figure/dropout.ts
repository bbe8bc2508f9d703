// Figure of a dropout study: test accuracy and test loss by arm, the fraction of open masks beside the
// predicted theta, and for a single cell the training loss over steps.

import type { Result } from '../result';
import { alongX, type Axis, axisOf, type Group, groups, inputs, isSwept } from './axis';
import { atMost, MOST_LINES, MOST_POINTS } from './budget';
import { column } from './columns';
import { layout, type Panel } from './layout';
import { inLegend } from './marks';
import { openFraction } from './openfraction';
import { armStyle } from './palette';
import { inPanel, type Line, type Sheet, spreadOf } from './replicates';
import { fractionScale, measureScale, numberScale, placement } from './scale';
import { thin } from './thin';
import { trainingTraces } from './training';
import type { Figure, Trace } from './types';
import { fixedValues, groupName } from './words';

const MOST_IN_LEGEND = 12;
/** Panels that show replicates, and those of them that show medians. */
const POINT_PANELS = 3;
const LINE_PANELS = 2;
/** Share of a slot of words that the series in it take together. */
const SLOT = 0.8;
const LEFT = [0, 0.46] as const;
const RIGHT = [0.56, 1] as const;
const UPPER = [0.58, 1] as const;
const LOWER = [0, 0.42] as const;
const WHOLE = [0, 1] as const;
const SAME_IN_ALL = 'points: replicates, line: median, band: quartiles';

/** The lines of the figure: each of an arm with a combination of the remaining axes. */
function lines(found: readonly Group[], arms: Axis, sheet: Sheet): Line[] {
  const rows = [...arms.column.keys()];
  const combinations = new Map(
    groups(rows, sheet.rest).map((group, index) => [group.places.join(), index])
  );
  const inSlot = sheet.place.continuous || sheet.x === arms ? 1 : found.length;
  return found.map((group, index) => {
    const [arm, ...others] = group.places;
    const variant = combinations.get(others.join())!;
    return {
      group,
      series: {
        name: groupName(group, [arms, ...sheet.rest]),
        group: `line ${index}`,
        style: armStyle(String(group.values[0]), arm, variant),
        panel: ''
      },
      offset: inSlot === 1 ? 0 : ((index + 0.5) / inSlot - 0.5) * SLOT,
      width: SLOT / inSlot
    };
  });
}

/** Marks of one measure: bands first, then replicates, then medians, so that no median is covered. */
function marks(sheet: Sheet, all: readonly Line[], measure: string, panel: string): Trace[] {
  const title = measure.replaceAll('_', ' ');
  const of = all.map(own => spreadOf(sheet, inPanel(own, panel), measure, title));
  return [0, 1, 2].flatMap(layer => of.map(mark => mark[layer]));
}

/** Names lines in the legend by the last trace of each, which is its median. */
function withLegend(traces: readonly Trace[], count: number): Trace[] {
  const medians = traces.length - count;
  const shown = new Set(thin(traces.slice(medians), MOST_IN_LEGEND));
  return traces.map(trace => (shown.has(trace) ? inLegend(trace) : trace));
}

/**
 * Figure of a dropout result. The training loss is shown when nothing is swept and the result has
 * per-step series.
 *
 * @throws TypeError where a column of the contract is missing
 */
export function dropoutFigure(result: Result): Figure {
  const axes = inputs(result);
  const swept = axes.filter(isSwept);
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
  const all = lines(found, arms, sheet);
  const open = openFraction(sheet, all, arms, '3');
  const loss = marks(sheet, all, 'test_loss', '2');
  const hasTraining = swept.length === 0 && (result.traces?.row.length ?? 0) > 0;
  const training = hasTraining ? trainingTraces(result, all, '4') : [];
  const data = [
    ...withLegend(marks(sheet, all, 'test_accuracy', ''), all.length),
    ...loss,
    ...open.traces,
    ...training
  ];

  const follows = sheet.place.continuous;
  const panels: Panel[] = [
    {
      id: '',
      x: sheet.place.scale,
      y: fractionScale('test accuracy'),
      across: LEFT,
      up: hasTraining ? UPPER : WHOLE
    },
    {
      id: '2',
      x: sheet.place.scale,
      y: measureScale(
        loss.flatMap(trace => trace.y),
        'test loss'
      ),
      across: RIGHT,
      up: UPPER,
      follows
    },
    {
      id: '3',
      x: open.x,
      y: fractionScale('open fraction'),
      across: hasTraining ? LEFT : RIGHT,
      up: LOWER,
      follows
    }
  ];
  if (hasTraining) {
    const steps = training.flatMap(trace => trace.x).filter(step => step !== null);
    panels.push({
      id: '4',
      x: numberScale(
        steps.sort((a, b) => a - b),
        'training step'
      ),
      y: measureScale(
        training.flatMap(trace => trace.y),
        'training loss'
      ),
      across: RIGHT,
      up: LOWER
    });
  }
  const page = {
    title: 'Training with dropout',
    subtitle: [...fixedValues(result, axes), SAME_IN_ALL, ...ofLines, ...ofPoints].join(' · '),
    legend: 'below',
    height: 560
  } as const;
  return { data, layout: layout(page, panels, data) };
}
