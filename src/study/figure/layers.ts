// Panels over the layers of a network: the shares of units that are reachable and live and of weights that are
// trainable, and where the paths of closed trials end.

import { type Group, groups, isSwept } from './axis';
import { alongEach, atMost, thinnedTo } from './budget';
import { band, dottedLine, inLegend, line, lineKey, type Series } from './marks';
import { dashAt, PALETTE, type Style } from './palette';
import { isSampled, type Profile, profilesOf, thinned } from './profiles';
import { fractionScale, measureScale, numberScale } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import type { Sheet } from './sheet';
import { escaped } from './text';
import type { Dash, Trace } from './types';
import { groupName } from './words';

const MOST_ROWS = 6;
const HEIGHT = NEXT_HEIGHT + 30;
const WEIGHT = 0.9;

interface Measure {
  readonly name: string;
  readonly title: string;
  readonly means: string;
}

const SHARES: readonly Measure[] = [
  {
    name: 'reach',
    title: 'reachable',
    means: 'Reachable units are joined to the input by an open path.'
  },
  {
    name: 'live',
    title: 'live',
    means: 'Live units are on an open path from input to output.'
  },
  {
    name: 'trainable',
    title: 'trainable',
    means: 'Trainable weights are on an open path, the only ones that get a gradient.'
  }
];

const CUT: Measure = { name: 'cut', title: 'cut', means: '' };

/** Rows that are shown, and their profiles of one measure. */
interface Shown {
  readonly measure: Measure;
  readonly profiles: ReadonlyMap<number, Profile>;
}

/** Points of a curve: all curves of a panel are this few. */
const MOST_LAYERS = alongEach(MOST_ROWS * SHARES.length);

/** The words for profiles of more layers than are drawn. */
function ofLayers(shown: readonly Shown[]): readonly string[] {
  const lengths = shown.flatMap(({ profiles }) =>
    [...profiles.values()].map(({ at }) => at.length)
  );
  return thinnedTo(MOST_LAYERS, Math.max(...lengths));
}

function shownOf({ result }: Sheet, measures: readonly Measure[]): Shown[] {
  return measures
    .map(measure => ({
      measure,
      profiles: new Map(profilesOf(result, measure.name).map(profile => [profile.row, profile]))
    }))
    .filter(({ profiles }) => profiles.size > 0);
}

function rowsOf(shown: readonly Shown[]): number[] {
  return [...new Set(shown.flatMap(({ profiles }) => [...profiles.keys()]))].sort((a, b) => a - b);
}

function styleOf(index: number, dash: Dash): Style {
  return { color: PALETTE[index % PALETTE.length], dash, symbol: 'circle', weight: WEIGHT };
}

/** A band where the profile was sampled, and the line. */
function profileMarks(series: Series, whole: Profile, draw: typeof line): [Trace[], Trace] {
  const profile = thinned(whole, MOST_LAYERS);
  const { at, value, low, high } = profile;
  const trace = draw(series, {
    x: at,
    y: value,
    customdata: at.map((layer, i) =>
      [layer, value[i], low[i], high[i]].map(cell => escaped(String(cell)))
    ),
    hovertemplate: [
      series.name,
      'layer %{customdata[0]}',
      '%{customdata[1]}',
      ...(isSampled(profile) ? ['95 %: %{customdata[2]} to %{customdata[3]}'] : [])
    ]
      .join('<br>')
      .concat('<extra></extra>')
  });
  return [isSampled(profile) ? [band(series, { x: at, low, high })] : [], trace];
}

function layerScale(traces: readonly Trace[]): Section['x'] {
  return numberScale(
    traces.flatMap(({ x }) => x),
    'layer (0: input)'
  );
}

/** Colours tell rows apart, dashes measures; where there is one of either, the other alone is named. */
function curves(
  { axes }: Sheet,
  shown: readonly Shown[],
  rows: readonly number[],
  draw: typeof line
): Trace[] {
  const swept = axes.filter(isSwept);
  const lines: readonly Group[] = groups(rows, swept);
  const bands: Trace[] = [];
  const traces: Trace[] = [];
  lines.forEach((group, index) => {
    const own = groupName(group, swept);
    shown.forEach(({ measure, profiles }, place) => {
      const profile = profiles.get(group.rows[0]);
      if (profile) {
        const title = [...(own === '' ? [] : [own]), ...(shown.length > 1 ? [measure.title] : [])];
        const series: Series = {
          name: title.join(', ') || measure.title,
          group: `row ${index}`,
          style: styleOf(lines.length > 1 ? index : place, dashAt(place))
        };
        const [intervals, trace] = profileMarks(series, profile, draw);
        bands.push(...intervals);
        const isNamed = lines.length > 1 ? place === 0 : true;
        const named = lines.length > 1 ? { ...trace, name: own } : trace;
        traces.push(isNamed ? inLegend(named) : trace);
      }
    });
  });
  const keys =
    lines.length > 1 && shown.length > 1
      ? shown.map(({ measure }, place) =>
          lineKey(measure.title, { dash: dashAt(place), weight: WEIGHT })
        )
      : [];
  return [...bands, ...traces, ...keys];
}

/** The panel of reachable and live units and trainable weights; null where the result has none of them. */
export function sharesSection(sheet: Sheet): Section | null {
  const shown = shownOf(sheet, SHARES);
  if (shown.length === 0) {
    return null;
  }
  const { drawn, note } = atMost(rowsOf(shown), MOST_ROWS, 'profiles');
  const marks = curves(sheet, shown, drawn, line);
  return {
    x: layerScale(marks),
    y: fractionScale('share of the layer'),
    along: null,
    marks,
    height: HEIGHT,
    note: `Expected shares of each layer. ${shown.map(({ measure }) => measure.means).join(' ')}`,
    omitted: [...note, ...ofLayers(shown)]
  };
}

/** The panel of the layers that are the first without a path; null where the result has none. */
export function cutSection(sheet: Sheet): Section | null {
  const shown = shownOf(sheet, [CUT]);
  if (shown.length === 0) {
    return null;
  }
  const { drawn, note } = atMost(rowsOf(shown), MOST_ROWS, 'profiles of cuts');
  const marks = curves(sheet, shown, drawn, dottedLine);
  const high = marks.flatMap(({ y }) => y);
  return {
    x: layerScale(marks),
    y: measureScale(high, 'P(cut at the layer)'),
    along: null,
    marks,
    height: NEXT_HEIGHT,
    note: 'Cut: probability that a layer is the one behind the last that an open path reaches; together they make 1 − θ.',
    omitted: [...note, ...ofLayers(shown)]
  };
}
