// The network of a trial on a canvas. All edges of a state are one path and all units another, so that a picture of some
// thousand elements is painted within a frame.

import type { LabelledState } from '../../engine/percolation/labelledmask';
import type { MaskState } from '../../study/result';
import type { Geometry } from './geometry';
import { LOOKS, STATES, type Colors, type Look } from './looks';

/** Edges up to which those that are closed are drawn too. */
export const MOST_CLOSED_DRAWN = 400;
/** Edges of a state that are drawn in full width; more are thinner, so that they can be told apart. */
const MOST_EDGES_WIDE = 200;
/** Least radius of a unit and half of the least side of a cross, and the stroke of units that are reachable, in pixels. */
const LEAST_DISC = 1;
const LEAST_CROSS = 2.5;
const TARGET = 2;
/** Pixels between the numbers of layers. */
const LABEL_ROOM = 26;

type Brush = CanvasRenderingContext2D;

/**
 * Paints a trial.
 *
 * @param brush of a canvas as large as the geometry says, cleared
 * @param state the trial at one p
 */
export function drawNetwork(
  brush: Brush,
  geometry: Geometry,
  state: Pick<LabelledState, 'unit' | 'edge'>,
  from: readonly number[],
  to: readonly number[],
  colors: Colors
): void {
  const { edge, unit } = state;
  const edges = listed(edge);
  const units = listed(unit);
  for (const each of STATES) {
    if (each === 'removed' && edge.length > MOST_CLOSED_DRAWN) continue;
    drawEdges(brush, geometry, edges[each], from, to, LOOKS[each], colors.states[each]);
  }
  for (const each of STATES) {
    drawUnits(brush, geometry, units[each], LOOKS[each], colors.states[each], colors.ground);
  }
  drawLayers(brush, geometry, colors);
}

/** Units or edges of each state. */
function listed(states: readonly MaskState[]): Readonly<Record<MaskState, number[]>> {
  const lists = { removed: [], open: [], reachable: [], live: [], cut: [] } as Record<
    MaskState,
    number[]
  >;
  states.forEach((state, at) => lists[state].push(at));
  return lists;
}

function drawEdges(
  brush: Brush,
  { x, y, middleX, middleY, isBent, radius }: Geometry,
  edges: readonly number[],
  from: readonly number[],
  to: readonly number[],
  { width, dash, form }: Look,
  color: string
): void {
  if (edges.length === 0) return;
  const thinner = Math.min(1, Math.sqrt(MOST_EDGES_WIDE / edges.length));
  brush.strokeStyle = color;
  brush.lineWidth = Math.max(0.5, width * thinner);
  brush.setLineDash([...dash]);
  brush.beginPath();
  for (const edge of edges) {
    const [a, b] = [from[edge], to[edge]];
    brush.moveTo(x[a], y[a]);
    if (isBent[edge] === 1) {
      // The middle of a quadratic curve lies halfway between its control point and the middle of its ends.
      const controlY = 2 * middleY[edge] - (y[a] + y[b]) / 2;
      brush.quadraticCurveTo(middleX[edge], controlY, x[b], y[b]);
    } else {
      brush.lineTo(x[b], y[b]);
    }
  }
  brush.stroke();
  brush.setLineDash([]);
  if (form !== 'cross') return;
  const size = (edge: number): number => Math.min(radius[from[edge]], radius[to[edge]]);
  crosses(
    brush,
    edges.map(edge => [middleX[edge], middleY[edge], size(edge)])
  );
}

/** @param at place and radius of each */
function crosses(brush: Brush, at: readonly (readonly number[])[]): void {
  brush.lineWidth = 2;
  brush.beginPath();
  for (const [x, y, radius] of at) {
    const arm = Math.max(LEAST_CROSS, 0.8 * radius);
    brush.moveTo(x - arm, y - arm);
    brush.lineTo(x + arm, y + arm);
    brush.moveTo(x - arm, y + arm);
    brush.lineTo(x + arm, y - arm);
  }
  brush.stroke();
}

function drawUnits(
  brush: Brush,
  { x, y, radius: whole }: Geometry,
  units: readonly number[],
  { size, form }: Look,
  color: string,
  ground: string
): void {
  if (units.length === 0) return;
  brush.strokeStyle = color;
  if (form === 'cross') {
    crosses(
      brush,
      units.map(unit => [x[unit], y[unit], size * whole[unit]])
    );
    return;
  }
  brush.beginPath();
  for (const unit of units) {
    const radius = Math.max(LEAST_DISC, size * whole[unit]);
    brush.moveTo(x[unit] + radius, y[unit]);
    brush.arc(x[unit], y[unit], radius, 0, 2 * Math.PI);
  }
  brush.fillStyle = form === 'disc' ? color : ground;
  brush.fill();
  if (form !== 'disc') {
    brush.lineWidth = form === 'ring' ? 1 : TARGET;
    brush.stroke();
  }
}

function drawLayers(brush: Brush, { layers, height, width }: Geometry, colors: Colors): void {
  brush.fillStyle = colors.text;
  brush.font = colors.font;
  brush.textAlign = 'center';
  brush.textBaseline = 'alphabetic';
  const stride = Math.max(1, Math.ceil((layers.length * LABEL_ROOM) / width));
  for (const { layer, x } of layers) {
    if (layer % stride === 0) brush.fillText(String(layer), x, height - 6);
  }
}
