// Number of open input-output paths of a directed mask: paths to a unit are those to the units before it, summed in
// topological order. Numbers grow like products of widths, beyond any double, so each carries steps of 2^512.

import { log } from '../math/log';
import type { Graph } from '../network/graph';
import type { JoinedUnits } from './joinedunits';
import type { OpenMask } from './openmask';

const STEP = 512;
const LARGE = 2 ** STEP;
const SMALL = 2 ** -STEP;

/** A value some steps lower; more than one step below a value >= 1 nothing is left of it. */
function lowered(value: number, steps: number): number {
  return steps === 0 ? value : steps === 1 ? value * SMALL : 0;
}

/** Counts the paths of one mask after the other. */
export class OpenPaths {
  /** Paths to unit u are values[u] 2^(512 steps[u]); one more entry counts the paths that end in an output. */
  private readonly values: Float64Array;
  private readonly steps: Int32Array;

  /** @param graph a directed graph */
  constructor(private readonly graph: Graph) {
    this.values = new Float64Array(graph.units + 1);
    this.steps = new Int32Array(graph.units + 1);
  }

  /**
   * Counts the open paths from inputs to outputs. Parallel edges make different paths; a unit that is input and output
   * is a path by itself.
   *
   * @param mask a mask of the graph
   * @param joined its reachable and live units
   * @returns ln of their number; -Infinity where there is none
   */
  logCount(mask: OpenMask, joined: JoinedUnits): number {
    const { values, steps, graph } = this;
    const { edgeFirst, edgeTarget, units } = graph;
    values.fill(0);
    steps.fill(0);
    graph.inputs.forEach(unit => (values[unit] = joined.live[unit]));
    for (let unit = 0; unit < units; unit++) {
      if (joined.live[unit] === 1) {
        for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
          if (joined.isEdgeLive(mask, unit, edge)) {
            this.add(edgeTarget[edge], unit);
          }
        }
      }
    }
    graph.outputs.forEach(unit => this.add(units, unit));
    return log(values[units]) + steps[units] * STEP * Math.LN2;
  }

  /** Adds the paths to one unit to those to another. */
  private add(to: number, from: number): void {
    const { values, steps } = this;
    const above = steps[from] - steps[to];
    if (above > 0) {
      values[to] = values[from] + lowered(values[to], above);
      steps[to] = steps[from];
    } else {
      values[to] += lowered(values[from], -above);
    }
    if (values[to] >= LARGE) {
      values[to] *= SMALL;
      steps[to] += 1;
    }
  }
}
