// Edges of a unit in segments: neighbours that are never removed, or that have elements of their own of one class, so
// that gaps between open edges have one law; or neighbours with shared elements.

import type { SearchGraph } from './searchgraph';

/** Segments in the order of the edges. */
export interface Segments {
  /** Segments of unit u are unitFirst[u] .. unitFirst[u + 1] - 1. */
  readonly unitFirst: Int32Array;
  /** Edges of segment s are edgeFirst[s] .. edgeFirst[s + 1] - 1; at least one. */
  readonly edgeFirst: Int32Array;
}

/** Cuts the edges of each unit into segments. */
export function segmentsOf({ units, edgeFirst, edgeKind, classes }: SearchGraph): Segments {
  const unitFirst = new Int32Array(units + 1);
  const begins: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    let before: number | undefined;
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      const kind = Math.min(edgeKind[edge], classes);
      if (kind !== before) {
        begins.push(edge);
      }
      before = kind;
    }
    unitFirst[unit + 1] = begins.length;
  }
  begins.push(edgeKind.length);
  return { unitFirst, edgeFirst: Int32Array.from(begins) };
}
