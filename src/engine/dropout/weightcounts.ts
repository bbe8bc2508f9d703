// In how many steps each weight lay on an open path. Weights of a row are counted 32 at a time: each digit of their counts,
// written in binary, is a word.

import { isKept } from './mask';
import type { Passage } from './passage';
import { flagsFrom, wordsOf, type UnitSet } from './unitset';

/** Digits that words hold; then counts are added up. */
const DIGITS = 8;

/** Steps that they can count. */
const MOST_STEPS = 2 ** DIGITS - 1;

/** Counts of one run. */
export class WeightCounts {
  private readonly totals: readonly Uint32Array[];
  /** Weights on open paths of the step: words of rows. */
  private readonly marked: readonly Int32Array[];
  /** Digits of each of these words, the lowest first. */
  private readonly digits: readonly Int32Array[];
  private steps = 0;

  /** @param passages passages of the network, from the input to the output; empty where nothing is removed */
  constructor(
    private readonly widths: readonly number[],
    private readonly passages: readonly Passage[]
  ) {
    const layers = widths.slice(1).map((fanOut, l) => ({ fanIn: widths[l], fanOut }));
    const words = layers.map(({ fanIn, fanOut }) => fanIn * wordsOf(fanOut));
    this.totals = layers.map(({ fanIn, fanOut }) => new Uint32Array(fanIn * fanOut));
    this.marked = words.map(size => new Int32Array(size));
    this.digits = words.map(size => new Int32Array(DIGITS * size));
  }

  /**
   * Marks the weights on open paths of a mask. Several masks of a step may mark a weight: it counts once.
   *
   * @param reachable units of each layer that the mask leaves reachable
   * @param live those on open paths
   * @param words masks
   * @param bit first bit of the mask
   */
  mark(
    reachable: readonly UnitSet[],
    live: readonly UnitSet[],
    words: Uint32Array,
    bit: number
  ): void {
    for (let l = 0; l < this.passages.length; l++) {
      const { weights, block } = this.passages[l];
      if (block !== null && !isKept(words, bit + block.first)) {
        continue;
      }
      const marked = this.marked[l];
      const before = reachable[l];
      const behind = live[l + 1];
      for (let at = 0; at < before.length; at++) {
        for (let left = before[at] | 0; left !== 0; left &= left - 1) {
          const row = 32 * at + 31 - Math.clz32(left & -left);
          const place = row * behind.length;
          if (weights === null) {
            for (let k = 0; k < behind.length; k++) {
              marked[place + k] |= behind[k];
            }
          } else {
            const first = bit + weights.first + row * weights.stride;
            for (let k = 0; k < behind.length; k++) {
              marked[place + k] |= behind[k] & flagsFrom(words, first + 32 * k);
            }
          }
        }
      }
    }
  }

  /** Counts the marked weights, and ends the step. */
  count(): void {
    for (let l = 0; l < this.marked.length; l++) {
      const marked = this.marked[l];
      const digits = this.digits[l];
      for (let word = 0; word < marked.length; word++) {
        let carry = marked[word];
        marked[word] = 0;
        for (let at = DIGITS * word; carry !== 0; at++) {
          const digit = digits[at];
          digits[at] = digit ^ carry;
          carry &= digit;
        }
      }
    }
    this.steps += 1;
    if (this.steps === MOST_STEPS) {
      this.addUp();
    }
  }

  /** Counts of the weights of a layer, rows of fan-out numbers. */
  counts(layer: number): Uint32Array {
    this.addUp();
    return this.totals[layer];
  }

  private addUp(): void {
    this.digits.forEach((digits, l) => {
      const fanOut = this.widths[l + 1];
      const words = wordsOf(fanOut);
      this.totals[l].forEach((total, weight) => {
        const column = weight % fanOut;
        const word = ((weight - column) / fanOut) * words + (column >>> 5);
        let count = 0;
        for (let d = 0; d < DIGITS; d++) {
          count += ((digits[DIGITS * word + d] >>> (column & 31)) & 1) << d;
        }
        this.totals[l][weight] = total + count;
      });
      digits.fill(0);
    });
    this.steps = 0;
  }
}
