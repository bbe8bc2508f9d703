// The panel of training loss over steps in one cell: the median over replicates of each arm in the band of their
// quartiles, with a ring wherever at least half of the replicates met only closed masks.

import type { Result, Traces } from '../result';
import { blindLevel, blindTraces } from './blind';
import { alongEach, thinnedTo } from './budget';
import { finite } from './columns';
import type { Example } from './examples';
import { band, dots, inLegend, line, type Series, type Told } from './marks';
import { median, quantile } from './quantile';
import type { Line } from './replicates';
import { measureScale, numberScale } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import { unescaped } from './text';
import { thin } from './thin';
import type { Trace } from './types';

/** Rings may be many: small ones leave the line legible. */
const RING_WEIGHT = 0.7;
const MOST_RINGS = 100;

const NO_TRACES: Traces = { row: [], step: [], loss: [], open: [] };

interface Window {
  readonly step: number;
  readonly loss: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly open: number | null;
}

const ENTRIES = new WeakMap<Traces, Map<number, number[]>>();

/** Places of each row's entries: many cells ask the same traces. */
function entriesOf(traces: Traces): Map<number, number[]> {
  const known = ENTRIES.get(traces);
  if (known) {
    return known;
  }
  const entries = new Map<number, number[]>();
  traces.row.forEach((row, index) => {
    const own = entries.get(row);
    if (own) {
      own.push(index);
    } else {
      entries.set(row, [index]);
    }
  });
  ENTRIES.set(traces, entries);
  return entries;
}

/** Medians and quartiles over the traces of some rows, window by window. */
export function windows(result: Result, rows: readonly number[]): Window[] {
  const found = new Map<number, { loss: number[]; open: number[] }>();
  const traces = result.traces ?? NO_TRACES;
  const { step, loss, open } = traces;
  const entries = entriesOf(traces);
  const own = rows.flatMap(row => entries.get(row) ?? []);
  own.forEach(index => {
    const window = found.get(step[index]) ?? { loss: [], open: [] };
    found.set(step[index], window);
    for (const [values, value] of [
      [window.loss, finite(loss[index])],
      [window.open, finite(open[index])]
    ] as const) {
      if (value !== null) {
        values.push(value);
      }
    }
  });
  return [...found]
    .map(([step, { loss, open }]) => ({
      step,
      loss: median(loss),
      low: quantile(loss, 0.25),
      high: quantile(loss, 0.75),
      open: median(open)
    }))
    .sort((a, b) => a.step - b.step);
}

function told(name: string, shown: readonly Window[]): Told {
  return {
    x: shown.map(({ step }) => step),
    y: shown.map(({ loss }) => loss),
    customdata: shown.map(({ step, loss, open }) => [step, loss, open].map(String)),
    hovertemplate: [
      name,
      'up to step %{customdata[0]}',
      'median training loss %{customdata[1]}',
      'median open fraction %{customdata[2]}<extra></extra>'
    ].join('<br>')
  };
}

/** Band, line and rings of an arm. */
function armTraces({ series }: Line, all: readonly Window[], most: number): Trace[] {
  const medians = thin(all, most);
  const closed = thin(
    all.filter(({ open }) => open === 0),
    MOST_RINGS
  );
  const rings: Series = {
    ...series,
    name: `${series.name}, only closed masks`,
    style: { ...series.style, symbol: 'circle-open', weight: RING_WEIGHT }
  };
  const quartiles = {
    x: medians.map(({ step }) => step),
    low: medians.map(({ low }) => low),
    high: medians.map(({ high }) => high)
  };
  return [
    band(series, quartiles),
    line(series, told(series.name, medians)),
    ...(closed.length > 0 ? [inLegend(dots(rings, told(series.name, closed)))] : [])
  ];
}

/** The panels of some cells, side by side on one scale. */
export function trainingSections(result: Result, examples: readonly Example[]): Section[] {
  const shown = examples.flatMap(({ name, verdict }) =>
    name === '' || verdict === null ? [] : [`${unescaped(name)}: ${verdict}`]
  );
  const cells = shown.length === 0 ? '' : ` Cells shown: ${shown.join('; ')}.`;
  const panels = examples.map(({ name, lines }) => {
    const most = alongEach(lines.length);
    const all = lines.map(({ group }) => windows(result, group.rows));
    const traces = lines.flatMap((own, arm) => armTraces(own, all[arm], most));
    const rows = lines.flatMap(({ group }) => group.rows);
    const longest = all.reduce((length, { length: own }) => Math.max(length, own), 0);
    return {
      name,
      traces,
      blind: blindLevel(result, 'blind_loss', rows),
      omitted: thinnedTo(most, longest)
    };
  });
  const all = panels.flatMap(({ traces }) => traces);
  const y = measureScale(
    [...all.flatMap(trace => trace.y), ...panels.map(({ blind }) => blind)],
    'training loss'
  );
  return panels.map(({ name, traces, blind, omitted }, index): Section => {
    const x = numberScale(
      traces.flatMap(trace => trace.x),
      name === '' ? 'training step' : `step (${name})`
    );
    return {
      x,
      y: index === 0 ? y : { ...y, title: { ...y.title, text: '' } },
      along: null,
      marks: [...traces, ...blindTraces(blind, x)],
      height: NEXT_HEIGHT,
      note:
        index === 0
          ? `Training loss under the masks of each arm, median and quartiles over replicates; a ring: in at least half of them only closed masks in this window of steps.${cells}`
          : '',
      omitted: index === 0 ? omitted : []
    };
  });
}
