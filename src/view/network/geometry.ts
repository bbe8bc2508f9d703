// Where units and edges stand in a picture of given size: layers from left to right, the units of a layer from above.

/** Pixels around the network; below it the numbers of the layers. */
const MARGIN = { left: 18, right: 18, top: 10, bottom: 24 };
/** Pixels for a unit of the widest layer, and ends of the height. */
const ROW = 14;
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 460;
const LARGEST_UNIT = 6;
const LEAST_UNIT = 1.2;
/** Bend of an edge over several layers, as part of its length. */
const BEND = 0.14;

/** What a picture is of. */
export interface Places {
  readonly layer: readonly number[];
  /** Place of each unit in its layer, in (0, 1). */
  readonly place: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Pixels. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Middle of each edge, through which it is drawn. */
  readonly middleX: Float64Array;
  readonly middleY: Float64Array;
  /** 1 for each edge that is drawn as a curve, so that it passes beside the units between its ends. */
  readonly isBent: Uint8Array;
  /** Of each unit. */
  readonly radius: Float64Array;
  /** Layers that have numbers: not source and sink. */
  readonly layers: readonly { readonly layer: number; readonly x: number }[];
}

/** Units of each layer. */
function countsOf(layer: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  layer.forEach(at => counts.set(at, (counts.get(at) ?? 0) + 1));
  return counts;
}

/** Height that suits a network. */
export function heightOf({ layer }: Places): number {
  const widest = [...countsOf(layer).values()].reduce((a, b) => Math.max(a, b), 1);
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, widest * ROW + MARGIN.top + MARGIN.bottom));
}

/**
 * Puts a network into a picture.
 *
 * @param places layers, places and edges
 * @param depth number of layers; what is behind them is a sink
 * @param width pixels
 * @param height pixels
 */
export function geometryOf(places: Places, depth: number, width: number, height: number): Geometry {
  const { layer, place, from, to } = places;
  const first = layer.reduce((a, b) => Math.min(a, b), 0);
  const last = layer.reduce((a, b) => Math.max(a, b), 0);
  const inner = {
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: Math.max(1, height - MARGIN.top - MARGIN.bottom)
  };
  const step = inner.width / Math.max(1, last - first);
  const xOf = (at: number): number =>
    first === last ? width / 2 : MARGIN.left + (at - first) * step;
  const x = Float64Array.from(layer, xOf);
  const y = Float64Array.from(place, at => MARGIN.top + at * inner.height);
  const isBent = Uint8Array.from(from, (unit, edge) =>
    Math.abs(layer[to[edge]] - layer[unit]) > 1 ? 1 : 0
  );
  const bend = (edge: number): number => {
    const ends = [from[edge], to[edge]];
    const side = place[ends[0]] + place[ends[1]] < 1 ? -1 : 1;
    return isBent[edge] * side * BEND * Math.min(Math.abs(x[ends[1]] - x[ends[0]]), inner.height);
  };
  const counts = countsOf(layer);
  const radius = (unit: number): number => {
    const room = Math.min(inner.height / counts.get(layer[unit])!, step);
    return Math.max(LEAST_UNIT, Math.min(LARGEST_UNIT, 0.38 * room));
  };
  return {
    width,
    height,
    x,
    y,
    middleX: Float64Array.from(from, (unit, edge) => (x[unit] + x[to[edge]]) / 2),
    middleY: Float64Array.from(from, (unit, edge) => (y[unit] + y[to[edge]]) / 2 + bend(edge)),
    isBent,
    radius: Float64Array.from(layer, (_, unit) => radius(unit)),
    layers: Array.from({ length: depth }, (_, at) => ({ layer: at, x: xOf(at) }))
  };
}
