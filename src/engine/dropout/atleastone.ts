// Independent removals given that at least one of n elements is kept. Element by element: while none is kept
// and r elements are left, the next is kept with probability q / (1 - p^r); after the first kept one the rest
// are free. Exact, and one draw an element however near 1 p is.

import { expm1 } from '../math/exp';
import { log } from '../math/log';
import type { Stream } from '../random/stream';

/**
 * P(an element is kept | at least one of n is) = q / (1 - p^n), q = 1 - p.
 *
 * @param p removal probability, 0 <= p < 1
 * @param n number of elements, integer >= 1
 */
export function keepGivenOne(p: number, n: number): number {
  return n === 1 ? 1 : (1 - p) / -expm1(n * log(p));
}

/** Most removal probabilities whose tables are kept. */
const MOST_TABLES = 64;

/** Draws flags given that at least one is kept, group after group. */
export class AtLeastOne {
  /** For each p, keepGivenOne by the number of elements that are left, as far as it was asked for. */
  private readonly tables = new Map<number, number[]>();
  private table: number[] = [];
  private p = NaN;
  private left = 0;
  private isFree = false;

  constructor(private readonly stream: Stream) {}

  /**
   * Begins a group.
   *
   * @param p removal probability, 0 <= p < 1
   * @param n number of elements, integer >= 1: as many flags can be drawn
   */
  begin(p: number, n: number): void {
    if (this.p !== p) {
      if (this.tables.size === MOST_TABLES) {
        this.tables.clear();
      }
      this.table = this.tables.get(p) ?? [];
      this.tables.set(p, this.table);
      this.p = p;
    }
    this.left = n;
    this.isFree = false;
  }

  /** Whether the next element of the group is kept. */
  next(): boolean {
    const { p, left, stream, table } = this;
    const kept = this.isFree
      ? !stream.bernoulli(p)
      : stream.bernoulli((table[left] ??= keepGivenOne(p, left)));
    this.left -= 1;
    this.isFree ||= kept;
    return kept;
  }
}
