// Edges sorted by the unit at one of their ends: counting sort, linear in their number.

/** Edges of unit u are edge[first[u]] .. edge[first[u + 1] - 1], in their own order. */
export interface EdgesByUnit {
  readonly first: Int32Array;
  readonly edge: Int32Array;
}

/**
 * Sorts edges by unit.
 *
 * @param ends the unit of each edge, 0 .. units - 1
 * @param units number of units
 */
export function edgesByUnit(ends: Int32Array, units: number): EdgesByUnit {
  const first = new Int32Array(units + 1);
  ends.forEach(unit => (first[unit + 1] += 1));
  for (let unit = 0; unit < units; unit++) {
    first[unit + 1] += first[unit];
  }
  const next = first.slice(0, units);
  const edge = new Int32Array(ends.length);
  ends.forEach((unit, i) => (edge[next[unit]++] = i));
  return { first, edge };
}
