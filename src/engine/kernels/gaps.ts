// Closed edges before the next open one, among edges that are each removed with the same rate: geometric, drawn without
// logarithms from an alias table. A table is finite, so its last outcome says only how many edges are closed; as the law
// has no memory, the next draw begins there.

import { aliasTable } from './aliastable';
import type { SearchGraph } from './searchgraph';

/** A table has at most 2^MOST_BITS entries. */
const MOST_BITS = 8;

/** A table is as large as it must be for its last outcome to be at most this probable, or the largest. */
const RARELY = 1 / 64;

/** The alias table of a gap. */
export interface GapTable {
  /** It has 2^bits entries. */
  readonly bits: number;
  /**
   * Words of aliasTable. An outcome is twice a number of closed edges, and 1 more where an open edge follows; where it is
   * even, nothing is known of the edge that follows.
   */
  readonly words: Uint32Array;
}

/** P(outcome), for 2^bits outcomes: an open edge follows 0, 1, .. closed ones, or 2^bits - 1 are closed. */
function gapLaw(rate: number, bits: number): Float64Array {
  const law = new Float64Array(2 ** bits);
  let closed = 1;
  for (let gap = 0; gap < law.length - 1; gap++) {
    law[gap] = closed * (1 - rate);
    closed *= rate;
  }
  law[law.length - 1] = closed;
  return law;
}

function bitsFor(rate: number): number {
  let bits = 1;
  for (let tail = rate; tail > RARELY && bits < MOST_BITS; bits++) {
    tail *= tail * rate;
  }
  return bits;
}

/**
 * The alias table of the gap between open edges, right to 2^-52 in each probability.
 *
 * @param rate removal probability of an edge, above 0 and below 1
 */
export function gapTable(rate: number): GapTable {
  const bits = bitsFor(rate);
  const size = 2 ** bits;
  const outcome = (j: number): number => 2 * j + (j < size - 1 ? 1 : 0);
  return { bits, words: aliasTable(gapLaw(rate, bits), outcome) };
}

/** Tables of the classes of a graph; undefined where no edge has an element of its own of that class. */
export function gapTables({ edgeKind, classes, rates }: SearchGraph): (GapTable | undefined)[] {
  const hasEdges = new Uint8Array(classes);
  for (const kind of edgeKind) {
    if (kind >= 0 && kind < classes) {
      hasEdges[kind] = 1;
    }
  }
  return Array.from(rates, (rate, of) => (hasEdges[of] === 1 ? gapTable(rate) : undefined));
}
