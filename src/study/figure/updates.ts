// Panels of updates in one cell: by layer, measured beside the exact expectation, and weight by weight as a heat map.

import type { Result, Updates, WeightUpdates } from '../result';
import { column, finite } from './columns';
import { VIRIDIS } from './coloraxis';
import type { Example } from './examples';
import { dots, inLegend, line, type Series } from './marks';
import { median } from './quantile';
import type { Line } from './replicates';
import { measureScale, numberScale, rangeScale } from './scale';
import { NEXT_HEIGHT, type Section } from './section';
import { escaped } from './text';
import { thin } from './thin';
import type { Coordinate, HeatMap, Trace } from './types';

/** Columns of a heat map that are still told apart. */
const MOST_COLUMNS = 160;
/** Empty columns between two layers, and empty rows below the expectation. */
const GAP = 1;

/** Arms whose weights are all updated in all steps. */
const TRIVIAL = ['intact', 'thinned'];

const NO_UPDATES: Updates = { row: [], layer: [], mean: [], expected: [] };

/** Medians over runs of what each layer has. */
function byLayer(
  result: Result,
  rows: readonly number[],
  name: 'mean' | 'expected'
): Map<number, Coordinate> {
  const wanted = new Set(rows);
  const found = new Map<number, number[]>();
  const updates = result.updates ?? NO_UPDATES;
  updates.row.forEach((row, i) => {
    const value = finite(updates[name][i]);
    if (wanted.has(row) && value !== null) {
      const layer = updates.layer[i];
      found.set(layer, [...(found.get(layer) ?? []), value]);
    }
  });
  return new Map(
    [...found].sort(([a], [b]) => a - b).map(([layer, values]) => [layer, median(values)])
  );
}

function told(name: string, values: ReadonlyMap<number, Coordinate>, what: string) {
  return {
    x: [...values.keys()],
    y: [...values.values()],
    customdata: [...values].map(([layer, value]) => [String(layer), String(value)]),
    hovertemplate: [
      name,
      'layer of weights %{customdata[0]}',
      `${what} %{customdata[1]}<extra></extra>`
    ].join('<br>')
  };
}

function armTraces(result: Result, { group, series }: Line): Trace[] {
  const measured = byLayer(result, group.rows, 'mean');
  const expected = byLayer(result, group.rows, 'expected');
  const law: Series = { ...series, style: { ...series.style, weight: 0.6 } };
  return [
    ...(expected.size > 0 ? [line(law, told(series.name, expected, 'expected updates'))] : []),
    inLegend(dots(series, told(series.name, measured, 'mean updates')))
  ];
}

/** The panel of updates by layer; null where the result has none of this cell. */
export function updatesSection(result: Result, { lines }: Example): Section | null {
  const telling = lines.filter(({ group }) => !TRIVIAL.includes(String(group.values[0])));
  const marks = telling.flatMap(own => armTraces(result, own));
  const layers = marks.flatMap(({ x }) => x);
  if (layers.length === 0) {
    return null;
  }
  return {
    x: numberScale(layers, 'layer of weights'),
    y: measureScale(
      marks.flatMap(({ y }) => y),
      'updates of a weight'
    ),
    along: null,
    marks,
    height: NEXT_HEIGHT,
    note: 'Updates of a weight: steps in which it lay on an open path, mean over the layer (points: median over replicates; line: exact expectation).',
    omitted: []
  };
}

/** The run whose weights are shown: of the arm dropout where it is counted. */
function shownRun(result: Result, weights: readonly WeightUpdates[]): WeightUpdates[] {
  const arms = column(result, 'arm');
  const first = weights.find(({ row }) => arms[row] === 'dropout') ?? weights[0];
  return weights.filter(({ row }) => row === first.row);
}

/** As many layers as have room, evenly spaced. */
function withRoom(layers: readonly WeightUpdates[]): readonly WeightUpdates[] {
  const columns = layers.reduce((sum, { to }) => sum + to + GAP, 0);
  const share = Math.floor((layers.length * MOST_COLUMNS) / columns);
  return columns <= MOST_COLUMNS ? layers : thin(layers, Math.max(2, share));
}

/** Layers beside one another, each with its expectation in a row of its own at the top. */
interface Tiles {
  readonly z: Coordinate[][];
  readonly told: (readonly string[])[][];
  readonly middles: number[];
  readonly names: string[];
}

function tilesOf(result: Result, layers: readonly WeightUpdates[]): Tiles {
  const height = Math.max(...layers.map(({ from }) => from));
  const expected = byLayer(result, [layers[0].row], 'expected');
  const tiles: Tiles = {
    z: Array.from({ length: height + GAP + 1 }, () => []),
    told: Array.from({ length: height + GAP + 1 }, () => []),
    middles: [],
    names: []
  };
  const put = (value: (row: number) => Coordinate, words: (row: number) => string[]): void =>
    tiles.z.forEach((cells, row) => {
      cells.push(value(row));
      tiles.told[row].push(words(row));
    });
  layers.forEach(({ layer, from, to, count }, place) => {
    const law = expected.get(layer) ?? null;
    const top = height + GAP;
    const start = tiles.z[0].length;
    for (let unit = 0; unit < to; unit++) {
      put(
        row => (row < from ? count[row * to + unit] : row === top ? law : null),
        row =>
          row < from
            ? [`layer ${layer}, from unit ${row + 1} to ${unit + 1}`, `${count[row * to + unit]}`]
            : [`layer ${layer}, expected`, String(law)]
      );
    }
    tiles.middles.push(start + (to - 1) / 2);
    tiles.names.push(String(layer));
    if (place < layers.length - 1) {
      put(
        () => null,
        () => ['', '']
      );
    }
  });
  return tiles;
}

/** The panel of single weights; null where none were counted, or all alike. */
export function weightsSection(result: Result): Section | null {
  const { weight_updates: weights } = result;
  if (!weights || weights.length === 0) {
    return null;
  }
  const all = shownRun(result, weights);
  const layers = withRoom(all);
  const { z, told: customdata, middles, names } = tilesOf(result, layers);
  const columns = z[0].length;
  const largest = z.flat().reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const height = z.length;
  const heat: HeatMap = {
    type: 'heatmap',
    name: 'updates',
    showlegend: false,
    x: Array.from({ length: columns }, (_, i) => i),
    y: Array.from({ length: height }, (_, i) => i),
    z,
    xaxis: 'x',
    yaxis: 'y',
    coloraxis: 'coloraxis',
    customdata,
    hovertemplate: '%{customdata[0]}<br>%{customdata[1]} updates<extra></extra>',
    hoverongaps: false
  };
  const arm = escaped(String(column(result, 'arm')[layers[0].row]));
  const cells = (low: number, high: number, title: string) => ({
    ...rangeScale(low, high, title),
    range: [low, high] as const
  });
  return {
    x: {
      ...cells(-0.5, columns - 0.5, `layer of weights, by unit entered (${arm}, replicate 1)`),
      tickvals: middles,
      ticktext: names
    },
    y: {
      ...cells(-0.5, height - 0.5, 'unit left'),
      tickvals: [0, height - 1],
      ticktext: ['1', 'exact']
    },
    along: null,
    marks: [heat],
    height: NEXT_HEIGHT,
    colors: { scale: VIRIDIS, title: 'updates', most: 4 * Math.ceil(largest / 4) || 4 },
    note: 'Updates of each weight of one run, a block for each layer; the row above a block has the exact expectation of its weights, which is the same for all of them.',
    omitted: layers.length < all.length ? [`${layers.length} of ${all.length} layers`] : []
  };
}
