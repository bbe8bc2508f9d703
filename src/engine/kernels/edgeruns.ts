// How the edges of a directed graph lie, for the max-min kernel: most networks list them so regularly that it can take 16
// at a time, and whole layers at once.

import type { Graph } from '../network/graph';

/** Edges as runs whose elements and targets follow each other, so that the kernel takes 16 at a time. */
export interface Runs {
  /** Triples of first element, first target and length. */
  readonly runs: Uint32Array;
  /** For each unit, and behind the last, where its first run stands. */
  readonly first: Uint32Array;
  /** Length of the longest run of edges that are never removed. */
  readonly never: number;
}

/**
 * Finds the runs of a directed graph.
 *
 * @param graph directed
 * @param never element that stands for the first of a run of edges that are never removed
 */
export function edgeRuns(graph: Graph, never: number): Runs {
  const runs: number[] = [];
  const first = new Uint32Array(graph.units + 1);
  let longest = 0;
  for (let unit = 0; unit < graph.units; unit++) {
    let lastElement = NaN;
    let lastTarget = NaN;
    for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
      const element = graph.edgeElement[edge];
      const target = graph.edgeTarget[edge];
      const follows =
        element < 0 ? lastElement < 0 : lastElement >= 0 && element === lastElement + 1;
      if (follows && target === lastTarget + 1) {
        runs[runs.length - 1] += 1;
      } else {
        runs.push(element < 0 ? never : element, target, 1);
      }
      longest = element < 0 ? Math.max(longest, runs[runs.length - 1]) : longest;
      lastElement = element;
      lastTarget = target;
    }
    first[unit + 1] = runs.length;
  }
  return { runs: Uint32Array.from(runs), first, never: longest };
}

/**
 * Finds layers: neighbours with one run each, to the same targets behind them, whose elements are equally far apart.
 *
 * @param runs the runs of a directed graph
 * @returns quadruples of first unit, unit behind the last, distance of the elements and where the first unit's run
 *   stands; -1 where units are no layer
 */
export function layersOf({ runs, first }: Runs): number[] {
  const layers: number[] = [];
  const units = first.length - 1;
  const isLike = (unit: number, other: number, stride: number): boolean =>
    other < units &&
    first[other + 1] - first[other] === 3 &&
    runs[first[other] + 1] === runs[first[unit] + 1] &&
    runs[first[other] + 2] === runs[first[unit] + 2] &&
    runs[first[other]] === runs[first[other - 1]] + stride &&
    runs[first[unit] + 1] > other;
  for (let unit = 0; unit < units;) {
    let end = unit + 1;
    let stride = 0;
    if (first[end] - first[unit] === 3) {
      stride = runs[first[end]] - runs[first[unit]];
      while (stride >= 0 && isLike(unit, end, stride)) {
        end += 1;
      }
    }
    const isLayer = end > unit + 1;
    if (isLayer || layers[layers.length - 1] !== -1) {
      layers.push(unit, end, isLayer ? stride : 0, isLayer ? first[unit] : -1);
    } else {
      layers[layers.length - 3] = end;
    }
    unit = end;
  }
  return layers;
}

/**
 * How far edges have led.
 *
 * @param graph directed
 * @returns for each 16 units the last unit that an edge of theirs or of units before them leads to
 */
export function farthestTargets({ units, edgeFirst, edgeTarget }: Graph): Uint32Array {
  const farthest = new Uint32Array(Math.ceil(units / 16));
  for (let unit = 0, most = 0; unit < units; unit++) {
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      most = Math.max(most, edgeTarget[edge]);
    }
    // An output is looked at too.
    farthest[unit >> 4] = most = Math.max(most, unit);
  }
  return farthest;
}
