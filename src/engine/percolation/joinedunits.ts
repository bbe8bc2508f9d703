// What is reachable and what is live in a whole mask. Directed: one pass in topological order and one back, which also
// serves edges over several layers. Undirected: a search from each end.

import type { Graph } from '../network/graph';
import type { OpenMask } from './openmask';

/** Units of a mask that are joined to the ends; the memory serves one mask after the other. */
export class JoinedUnits {
  /** 1 for each unit that is open and joined to an input by an open path. */
  readonly reachable: Uint8Array;
  /**
   * 1 for each unit on an open path from an input to an output. Undirected: for each unit joined to both, an upper
   * notion, since the two paths may need the same units (a dead end that hangs on a path counts).
   */
  readonly live: Uint8Array;
  private readonly isOutput: Uint8Array;
  private readonly stack: Int32Array;

  constructor(private readonly graph: Graph) {
    this.reachable = new Uint8Array(graph.units);
    this.live = new Uint8Array(graph.units);
    this.isOutput = new Uint8Array(graph.units);
    graph.outputs.forEach(unit => (this.isOutput[unit] = 1));
    this.stack = new Int32Array(graph.directed ? 0 : graph.units);
  }

  /**
   * Finds the reachable and the live units of a mask.
   *
   * @param mask a mask of the same graph
   * @returns whether the mask has an open path
   */
  find(mask: OpenMask): boolean {
    const { graph, reachable, live } = this;
    reachable.fill(0);
    live.fill(0);
    if (graph.directed) {
      this.passForwards(mask);
      this.passBack(mask);
    } else {
      this.search(mask, graph.inputs, mask.units, reachable);
      this.search(mask, graph.outputs, reachable, live);
    }
    return graph.outputs.some(unit => reachable[unit] === 1);
  }

  /** Whether an edge is open and on an open path, in the sense of `live`; the unit is the one that it leaves. */
  isEdgeLive(mask: OpenMask, unit: number, edge: number): boolean {
    const { reachable, live, graph } = this;
    return reachable[unit] === 1 && live[graph.edgeTarget[edge]] === 1 && mask.isEdgeOpen(edge);
  }

  private passForwards(mask: OpenMask): void {
    const { graph, reachable } = this;
    const { edgeFirst, edgeTarget } = graph;
    graph.inputs.forEach(unit => (reachable[unit] = mask.units[unit]));
    for (let unit = 0; unit < graph.units; unit++) {
      if (reachable[unit] === 1) {
        for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
          if (mask.isEdgeOpen(edge)) {
            reachable[edgeTarget[edge]] |= mask.units[edgeTarget[edge]];
          }
        }
      }
    }
  }

  private passBack(mask: OpenMask): void {
    const { graph, reachable, live, isOutput } = this;
    const { edgeFirst, edgeTarget } = graph;
    for (let unit = graph.units - 1; unit >= 0; unit--) {
      if (reachable[unit] === 1) {
        let isLive = isOutput[unit] === 1;
        for (let edge = edgeFirst[unit]; !isLive && edge < edgeFirst[unit + 1]; edge++) {
          isLive = live[edgeTarget[edge]] === 1 && mask.isEdgeOpen(edge);
        }
        live[unit] = isLive ? 1 : 0;
      }
    }
  }

  /** Marks the units that are joined to a start through allowed units. */
  private search(mask: OpenMask, starts: Int32Array, allowed: Uint8Array, found: Uint8Array): void {
    const { stack, graph } = this;
    const { edgeFirst, edgeTarget } = graph;
    let height = 0;
    const visit = (unit: number): void => {
      if (allowed[unit] === 1 && found[unit] === 0) {
        found[unit] = 1;
        stack[height++] = unit;
      }
    };
    starts.forEach(visit);
    while (height > 0) {
      const unit = stack[--height];
      for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
        if (mask.isEdgeOpen(edge)) {
          visit(edgeTarget[edge]);
        }
      }
    }
  }
}
