// The masks of one trial at every p: elements close one by one, in the order of their labels, as p rises (the coupling of
// Grimmett, Percolation (1999)); and back.

import type { Graph } from '../network/graph';
import { MaskStates, type Drawing } from './drawing';
import { OpenMask } from './openmask';
import { OpenPaths } from './openpaths';

/** Counts of a layer's units, and of the edges that leave it. Reachable counts live ones too, open both. */
export interface LayerCounts {
  /** -1 for a source and the number of layers for a sink. */
  readonly layer: number;
  readonly units: number;
  readonly open: number;
  readonly reachable: number;
  readonly live: number;
  /** Edges that leave its units; an undirected one counts at its first end. */
  readonly edges: number;
  readonly openEdges: number;
  readonly liveEdges: number;
  /** Its units, and edges that leave them, that are cut. */
  readonly cut: number;
}

/** A trial at one p. */
export interface LabelledState {
  readonly unit: Drawing['unit'];
  readonly edge: Drawing['edge'];
  readonly isOpen: boolean;
  /** ln of the number of open paths, -Infinity where there is none; NaN in undirected graphs, where paths may turn back. */
  readonly logPaths: number;
  /** From the first layer to the last. */
  readonly layers: readonly LayerCounts[];
}

/** The masks of one trial. */
export class LabelledMask {
  /** Where units stand and edges lead. */
  readonly states: MaskStates;
  private readonly mask: OpenMask;
  private readonly paths: OpenPaths | null;

  /**
   * @param graph the graph
   * @param labels of its elements, from trialLabels
   */
  constructor(
    private readonly graph: Graph,
    private readonly labels: Float64Array
  ) {
    this.states = new MaskStates(graph);
    this.mask = new OpenMask({ graph, rates: new Float64Array(graph.classes) });
    this.paths = graph.directed ? new OpenPaths(graph) : null;
  }

  /**
   * The trial at a removal probability.
   *
   * @param p 0 .. 1
   */
  at(p: number): LabelledState {
    const { mask, states, paths } = this;
    mask.setByLabels(this.labels, p);
    const { unit, edge, isOpen } = states.of(mask);
    return {
      unit,
      edge,
      isOpen,
      logPaths: paths === null ? NaN : paths.logCount(mask, states.joined),
      layers: this.counts(unit, edge)
    };
  }

  private counts(unit: Drawing['unit'], edge: Drawing['edge']): LayerCounts[] {
    const { layer, from } = this.states;
    const first = layer.reduce((a, b) => Math.min(a, b), 0);
    const last = layer.reduce((a, b) => Math.max(a, b), this.graph.layers - 1);
    const counts = Array.from({ length: last - first + 1 }, (_, i) => ({
      layer: first + i,
      units: 0,
      open: 0,
      reachable: 0,
      live: 0,
      edges: 0,
      openEdges: 0,
      liveEdges: 0,
      cut: 0
    }));
    unit.forEach((state, at) => {
      const own = counts[layer[at] - first];
      own.units += 1;
      own.cut += Number(state === 'cut');
      own.live += Number(state === 'live');
      own.reachable += Number(state === 'live' || state === 'reachable');
      own.open += Number(state !== 'removed' && state !== 'cut');
    });
    edge.forEach((state, at) => {
      const own = counts[layer[from[at]] - first];
      own.edges += 1;
      own.cut += Number(state === 'cut');
      own.liveEdges += Number(state === 'live');
      own.openEdges += Number(state !== 'removed' && state !== 'cut');
    });
    return counts;
  }
}
