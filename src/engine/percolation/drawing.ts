// One trial as a picture needs it: every unit and edge with its place and its state. Drawn by labels, so that the same
// trial at a larger p loses elements and never gains one.

import type { Graph, RemovalGraph } from '../network/graph';
import type { Key } from '../random/seed';
import { Purpose, Stream } from '../random/stream';
import { JoinedUnits } from './joinedunits';
import { OpenMask } from './openmask';

/**
 * State of a unit or edge. Reachable: open, and joined to an input by an open path (an edge: the unit that it leaves
 * is). Live: on an open path from an input to an output; in undirected graphs joined to both. Cut: removed, right
 * behind what is reachable, in a trial without open path; all of these together keep inputs from outputs.
 */
export type MaskState = 'removed' | 'open' | 'reachable' | 'live' | 'cut';

/** One trial. */
export interface Drawing {
  /** Layer of each unit; -1 for a source and the number of layers for a sink. */
  readonly layer: readonly number[];
  /** Place of each unit in its layer, in (0, 1). */
  readonly place: readonly number[];
  readonly unit: readonly MaskState[];
  /** Units that each edge joins; an undirected edge is there once. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly edge: readonly MaskState[];
}

/** Layers of units; an input that belongs to none stands before all of them, another such unit behind. */
function layersOf({ layer, layers, inputs }: Graph): number[] {
  const isInput = new Set(inputs);
  return Array.from(layer, (at, unit) => (at >= 0 ? at : isInput.has(unit) ? -1 : layers));
}

/** Units of a layer at equal distances, in the order of their numbers. */
function placesOf(layer: readonly number[]): number[] {
  const counts = new Map<number, number>();
  const indices = layer.map(at => {
    const index = counts.get(at) ?? 0;
    counts.set(at, index + 1);
    return index;
  });
  return layer.map((at, unit) => (indices[unit] + 0.5) / counts.get(at)!);
}

/** Edges with the units that they join, each once. */
interface Ends {
  readonly edges: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function endsOf({ units, edgeFirst, edgeTarget, directed }: Graph): Ends {
  const edges: number[] = [];
  const from: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      if (directed || unit < edgeTarget[edge]) {
        edges.push(edge);
        from.push(unit);
      }
    }
  }
  return { edges, from, to: edges.map(edge => edgeTarget[edge]) };
}

/** States before it is known what is cut. */
function unitStates(mask: OpenMask, { reachable, live }: JoinedUnits): MaskState[] {
  return Array.from(mask.units, (isOpen, unit) =>
    isOpen === 0 ? 'removed' : live[unit] ? 'live' : reachable[unit] ? 'reachable' : 'open'
  );
}

function edgeStates(
  { edges, from, to }: Ends,
  mask: OpenMask,
  joined: JoinedUnits,
  directed: boolean
): MaskState[] {
  const { reachable } = joined;
  return edges.map((edge, i) => {
    if (!mask.isEdgeOpen(edge)) {
      return 'removed';
    }
    if (joined.isEdgeLive(mask, from[i], edge)) {
      return 'live';
    }
    return reachable[from[i]] || (!directed && reachable[to[i]]) ? 'reachable' : 'open';
  });
}

/** Marks what is removed at the border of what is reachable: inputs, edges that leave it, units that open edges enter. */
function markCut(
  { inputs, directed }: Graph,
  { from, to }: Ends,
  reachable: Uint8Array,
  unit: MaskState[],
  edge: MaskState[]
): void {
  inputs.forEach(input => {
    if (unit[input] === 'removed') {
      unit[input] = 'cut';
    }
  });
  const markBehind = (source: number, target: number, i: number): void => {
    if (reachable[source] === 1 && reachable[target] === 0) {
      if (edge[i] === 'removed') {
        edge[i] = 'cut';
      } else {
        unit[target] = 'cut';
      }
    }
  };
  from.forEach((source, i) => {
    markBehind(source, to[i], i);
    if (!directed) {
      markBehind(to[i], source, i);
    }
  });
}

/** States of the units and edges of one mask after the other. */
export class MaskStates {
  /** As in a drawing. */
  readonly layer: readonly number[];
  readonly place: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Reachable and live units of the last mask. */
  readonly joined: JoinedUnits;
  private readonly ends: Ends;

  /** @param graph small enough that each unit and edge can be looked at */
  constructor(private readonly graph: Graph) {
    this.ends = endsOf(graph);
    this.from = this.ends.from;
    this.to = this.ends.to;
    this.layer = layersOf(graph);
    this.place = placesOf(this.layer);
    this.joined = new JoinedUnits(graph);
  }

  /**
   * The states of a mask.
   *
   * @param mask a mask of the graph
   * @returns states of units and edges, in the order of the drawing, and whether there is an open path
   */
  of(mask: OpenMask): Pick<Drawing, 'unit' | 'edge'> & { readonly isOpen: boolean } {
    const { graph, joined, ends } = this;
    const isOpen = joined.find(mask);
    const unit = unitStates(mask, joined);
    const edge = edgeStates(ends, mask, joined, graph.directed);
    if (!isOpen) {
      markCut(graph, ends, joined.reachable, unit, edge);
    }
    return { unit, edge, isOpen };
  }
}

/**
 * Draws the first trial of a graph's labels: an element is open iff its label is at least its rate.
 *
 * @param removal a graph with rates in 0 .. 1; small enough that each unit and edge can be looked at
 * @param key the study's key
 * @param cell index of the cell of the grid; the same cell has the same labels at every rate
 * @throws RangeError for a rate outside 0 .. 1
 */
export function drawMask(removal: RemovalGraph, key: Key, cell: number): Drawing {
  const mask = new OpenMask(removal);
  mask.drawByLabels(new Stream(key, cell, 0, Purpose.labels));
  const states = new MaskStates(removal.graph);
  const { layer, place, from, to } = states;
  const { unit, edge } = states.of(mask);
  return { layer, place, unit, from, to, edge };
}
