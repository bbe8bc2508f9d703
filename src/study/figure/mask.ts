// The panel of one trial: every unit and edge of the network in the colour of its state.

import type { Mask, MaskState, Result } from '../result';
import { type Axis, isSwept } from './axis';
import { partOf } from './budget';
import { inLegend, mark, type Points } from './marks';
import type { Scale } from './scale';
import type { Section } from './section';
import type { Symbol, Trace } from './types';
import { named } from './words';

const HEIGHT = 260;
const MOST_UNITS_LARGE = 150;
/** Edges that are drawn in full width; more are thinner, so that they can be told apart. */
const MOST_EDGES_WIDE = 150;
const MOST_TICKS = 12;
const GREY = '#8c8c8c';
const GREEN = '#0e9670';
const BLUE = '#0a72c4';
const RED = '#e0483e';

/** How a state looks, and what it is called. */
interface Look {
  readonly name: string;
  readonly color: string;
  readonly width: number;
  readonly symbol: Symbol;
  /** Factor on the size of a unit. */
  readonly size: number;
}

/** In drawing order. */
const LOOKS: readonly (readonly [MaskState, Look])[] = [
  ['removed', { name: 'removed', color: GREY, width: 0, symbol: 'circle-open', size: 0.8 }],
  [
    'open',
    {
      name: 'open, not reachable',
      color: GREY,
      width: 0.8,
      symbol: 'circle',
      size: 0.7
    }
  ],
  ['reachable', { name: 'reachable', color: GREEN, width: 1.2, symbol: 'circle', size: 0.9 }],
  ['live', { name: 'live', color: BLUE, width: 2.2, symbol: 'circle', size: 1.2 }],
  ['cut', { name: 'cut', color: RED, width: 1, symbol: 'x-thin', size: 1.3 }]
];

const NOTE =
  'One trial. Reachable: joined to the input by an open path; live: on an open path from input to output; cut: removed right behind what is reachable, in a trial without open path. Removed edges are not drawn.';

function trace(state: MaskState, { name }: Look, points: Points): Omit<Trace, 'mode'> {
  return { ...mark({ name, group: state }, points), hoverinfo: 'skip' };
}

function lineOf({ color, width, symbol }: Look, count: number): NonNullable<Trace['line']> {
  const thinner = Math.min(1, Math.sqrt(MOST_EDGES_WIDE / Math.max(count, 1)));
  return { color, width: width * thinner, dash: symbol === 'x-thin' ? 'dot' : 'solid' };
}

function markerOf({ color, symbol, size }: Look, unit: number): NonNullable<Trace['marker']> {
  return {
    color,
    size: unit * size,
    symbol,
    opacity: 1,
    ...(symbol === 'x-thin' ? { line: { color, width: 2 } } : {})
  };
}

/** Edges of one state as one trace; where a path is cut, a cross in the middle of the edge. */
function edges(mask: Mask, state: MaskState, look: Look, unit: number): Trace[] {
  const own = [...mask.edge.keys()].filter(edge => mask.edge[edge] === state);
  if (own.length === 0 || look.width === 0) {
    return [];
  }
  const ends = (of: readonly number[]) =>
    own.flatMap(edge => [of[mask.from[edge]], of[mask.to[edge]], null]);
  const middles = (of: readonly number[]) =>
    own.map(edge => (of[mask.from[edge]] + of[mask.to[edge]]) / 2);
  const lines: Trace = {
    ...trace(state, look, { x: ends(mask.layer), y: ends(mask.place) }),
    mode: 'lines',
    line: lineOf(look, mask.edge.length)
  };
  const crosses: Trace = {
    ...trace(state, look, { x: middles(mask.layer), y: middles(mask.place) }),
    mode: 'markers',
    marker: markerOf(look, unit)
  };
  return state === 'cut' ? [lines, crosses] : [lines];
}

function units(mask: Mask, state: MaskState, look: Look, unit: number): Trace[] {
  const own = [...mask.unit.keys()].filter(at => mask.unit[at] === state);
  const at = (of: readonly number[]) => own.map(place => of[place]);
  return own.length === 0
    ? []
    : [
        {
          ...trace(state, look, { x: at(mask.layer), y: at(mask.place) }),
          mode: 'markers',
          marker: markerOf(look, unit)
        }
      ];
}

/** The name of a state in the legend, with the look of its units and edges. */
function key(
  state: MaskState,
  look: Look,
  hasUnits: boolean,
  hasEdges: boolean,
  unit: number
): Trace {
  const mode = hasUnits && hasEdges ? 'lines+markers' : hasEdges ? 'lines' : 'markers';
  return inLegend({
    ...trace(state, look, { x: [null], y: [null] }),
    mode: state === 'cut' && hasEdges ? 'lines+markers' : mode,
    ...(hasEdges ? { line: lineOf(look, 0) } : {}),
    marker: markerOf(look, unit)
  });
}

function layerScale(mask: Mask, words: string): Scale {
  const first = mask.layer.reduce((a, b) => Math.min(a, b), 0);
  const last = mask.layer.reduce((a, b) => Math.max(a, b), 0);
  // A source stands before all layers, and then a sink behind them.
  const hasSource = first < 0;
  const layers = hasSource ? last : last + 1;
  const stride = Math.max(1, Math.ceil(layers / MOST_TICKS));
  const tickvals = Array.from({ length: Math.ceil(layers / stride) }, (_, i) => i * stride);
  const inside = [
    ...(words === '' ? [] : [words]),
    ...(hasSource ? ['source left, sink right'] : [])
  ];
  return {
    type: 'linear',
    range: [first - 0.5, last + 0.5],
    title: { text: inside.length === 0 ? 'layer' : `layer (${inside.join('; ')})`, standoff: 8 },
    tickvals,
    ticktext: tickvals.map(String)
  };
}

const PLACES: Scale = {
  type: 'linear',
  range: [-0.06, 1.06],
  title: { text: 'unit', standoff: 8 },
  tickvals: [],
  ticktext: []
};

function section(
  mask: Mask,
  swept: readonly Axis[],
  { note, omitted }: Pick<Section, 'note' | 'omitted'>
): Section {
  const unit = mask.layer.length > MOST_UNITS_LARGE ? 4 : 7;
  const drawn = LOOKS.map(([state, look]) => ({
    state,
    look,
    lines: edges(mask, state, look, unit),
    points: units(mask, state, look, unit)
  }));
  const keys = drawn
    .filter(({ lines, points }) => lines.length + points.length > 0)
    .map(({ state, look, lines, points }) =>
      key(state, look, points.length > 0, lines.length > 0, unit)
    );
  const isOpen = mask.unit.includes('live') || mask.edge.includes('live');
  const words = [
    ...swept.map(axis => named(axis.name, axis.column[mask.row])),
    isOpen ? 'open path' : 'no open path'
  ].join(', ');
  return {
    x: layerScale(mask, words),
    y: PLACES,
    along: null,
    marks: [
      ...drawn.flatMap(({ lines }) => lines),
      ...drawn.flatMap(({ points }) => points),
      ...keys
    ],
    height: HEIGHT,
    note,
    omitted
  };
}

/**
 * Panels of drawn trials.
 *
 * @param axes inputs of the result
 * @param most panels at most
 */
export function maskSections(result: Result, axes: readonly Axis[], most: number): Section[] {
  const masks = (result.masks ?? []).filter(({ layer }) => layer.length > 0);
  const swept = axes.filter(isSwept);
  const drawn = masks.slice(0, most);
  const first = { note: NOTE, omitted: partOf(drawn.length, result.rows, 'rows drawn as masks') };
  const next = { note: '', omitted: [] };
  return drawn.map((mask, index) => section(mask, swept, index === 0 ? first : next));
}
