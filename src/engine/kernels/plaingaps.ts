// Random words one at a time, and gaps drawn from them, in plain TypeScript: the twin of assembly/gaps.ts.

import { LANES, type Lanes } from '../random/lanes';
import { gapTables, type GapTable } from './gaps';
import type { SearchGraph } from './searchgraph';

/** Vectors of words made at a time. */
export const WORD_VECTORS = 64;

/** Gaps between open edges, of each class of a graph. */
export class PlainGaps {
  private readonly tables: readonly (GapTable | undefined)[];
  /** What is known of the edges ahead, as an outcome of a GapTable; 0 is nothing. */
  private readonly known: Uint32Array;
  private readonly words = new Uint32Array(LANES * WORD_VECTORS);
  private at = 0;
  private lanes!: Lanes;

  constructor(graph: SearchGraph) {
    this.tables = gapTables(graph);
    this.known = new Uint32Array(graph.classes);
  }

  /** Begins anew, with words of these generators. */
  begin(lanes: Lanes): void {
    this.lanes = lanes;
    this.at = this.words.length;
    this.known.fill(0);
  }

  /** The next random word. */
  word(): number {
    if (this.at === this.words.length) {
      this.lanes.fill(this.words, WORD_VECTORS);
      this.at = 0;
    }
    return this.words[this.at++];
  }

  /** What is known of the edges ahead, drawn if it was nothing; it counts as used. */
  take(of: number): number {
    const known = this.known[of];
    this.known[of] = 0;
    return known === 0 ? this.draw(of) : known;
  }

  /** Keeps for the next edges of a class that so many are closed, and whether an open one follows. */
  keep(of: number, closed: number, isOpen: number): void {
    this.known[of] = 2 * closed + isOpen;
  }

  private draw(of: number): number {
    const { bits, words } = this.tables[of]!;
    const word = this.word();
    const index = word >>> (32 - bits);
    const threshold = words[2 * index];
    const isOwn =
      word === threshold ? this.word() < words[2 ** (bits + 1) + index] : word < threshold;
    return isOwn ? words[2 * index + 1] & 0xffff : words[2 * index + 1] >>> 16;
  }
}
