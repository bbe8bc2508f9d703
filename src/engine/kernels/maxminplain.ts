// Thresholds of trials on a directed graph in plain TypeScript: the twin of assembly/maxmin.ts. It draws the same words
// in the same order, so it gives the same bits.

import type { Graph } from '../network/graph';
import { LANES, Lanes } from '../random/lanes';
import { FIXED_WORDS, type LabelledGraph } from './labels';

/** Vectors of single words made at a time. */
export const POOL_VECTORS = 16;

/** A fine value is 0 without a path, 1 + the 24 bits behind the leading byte, or this where no label is met. */
const OPEN = 2 ** 25;

/** Trials on one directed graph. */
export class PlainTrials {
  private readonly words: Uint32Array;
  private readonly labels: Uint8Array;
  private readonly coarse: Uint8Array;
  private readonly fine: Uint32Array;
  /** The 24 bits behind the leading byte, of elements whose bits were asked for in this trial. */
  private readonly drawn = new Map<number, number>();
  private readonly pool = new Uint32Array(LANES * POOL_VECTORS);
  private at = 0;
  private lanes!: Lanes;

  private readonly graph: Graph;
  private readonly swept: Uint8Array;
  private readonly fixed: Float64Array;

  /** @param labelled a directed graph with labels */
  constructor(labelled: LabelledGraph) {
    ({ graph: this.graph, swept: this.swept, fixed: this.fixed } = labelled);
    this.words = new Uint32Array(LANES * Math.ceil(this.graph.elements / 16));
    this.labels = new Uint8Array(this.words.buffer);
    this.coarse = new Uint8Array(this.graph.units);
    this.fine = new Uint32Array(this.graph.units);
  }

  /** Thresholds of the trials of a block. */
  block(states: Uint32Array, values: Float64Array): void {
    this.lanes = new Lanes(states);
    this.at = this.pool.length;
    for (let trial = 0; trial < values.length; trial++) {
      this.drawn.clear();
      this.drawLabels();
      const level = this.coarsePass();
      const fine = this.finePass(level);
      const threshold = (level * 0x1000000 + (fine - 1) + 0.5) / 0x100000000;
      values[trial] = fine === 0 ? -1 : fine === OPEN ? 1 : threshold;
    }
  }

  /**
   * Labels of the last trial. What no path asked for is not drawn by the trials, so any bits will do: the trial has the
   * same threshold with them.
   *
   * @param rest gives 24 more bits
   * @returns U of each element in 0 .. 1; -1 where it is removed at every p, 1 where it is open at every p
   */
  lastLabels(rest: () => number): Float64Array {
    return Float64Array.from(this.swept, (isSwept, element) => {
      const byte = this.labels[element];
      const bits = this.drawn.get(element) ?? rest();
      return isSwept === 1 ? (byte * 0x1000000 + bits + 0.5) / 0x100000000 : byte === 0 ? -1 : 1;
    });
  }

  private next(): number {
    if (this.at === this.pool.length) {
      this.lanes.fill(this.pool, POOL_VECTORS);
      this.at = 0;
    }
    return this.pool[this.at++];
  }

  private drawLabels(): void {
    this.lanes.fill(this.words, this.words.length / LANES);
    for (let i = 0; i < this.fixed.length; i += FIXED_WORDS) {
      const word = this.next();
      const whole = this.fixed[i + 1];
      const removed = word === whole ? this.next() < this.fixed[i + 2] : word < whole;
      this.labels[this.fixed[i]] = removed ? 0 : 255;
    }
  }

  private coarsePass(): number {
    const { coarse, labels, graph } = this;
    coarse.fill(0);
    graph.inputs.forEach(unit => {
      coarse[unit] = 255;
    });
    for (let unit = 0; unit < graph.units; unit++) {
      let value = coarse[unit];
      for (let i = graph.unitFirst[unit]; i < graph.unitFirst[unit + 1]; i++) {
        value = Math.min(value, labels[graph.unitElement[i]]);
      }
      coarse[unit] = value;
      for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
        const element = graph.edgeElement[edge];
        const target = graph.edgeTarget[edge];
        const reached = element < 0 ? value : Math.min(value, labels[element]);
        coarse[target] = Math.max(coarse[target], reached);
      }
    }
    return graph.outputs.reduce((best, unit) => Math.max(best, coarse[unit]), 0);
  }

  /** Fine value of an element whose label is at least `level`; -1 stands for none. */
  private fineOf(element: number, level: number): number {
    if (element < 0) {
      return OPEN;
    }
    const label = this.labels[element];
    if (label !== level) {
      return OPEN;
    }
    if (this.swept[element] === 0) {
      return label === 0 ? 0 : OPEN;
    }
    // An element that closes one unit or edge alone is asked for once.
    if (!this.drawn.has(element)) {
      this.drawn.set(element, this.next() >>> 8);
    }
    return 1 + this.drawn.get(element)!;
  }

  private finePass(level: number): number {
    const { coarse, fine, labels, graph } = this;
    fine.fill(0);
    graph.outputs.forEach(unit => {
      fine[unit] = OPEN;
    });
    let best = 0;
    for (let unit = graph.units - 1; unit >= 0; unit--) {
      if (coarse[unit] < level) {
        continue;
      }
      const isCritical = coarse[unit] === level;
      let value = isCritical ? fine[unit] : best;
      for (let edge = graph.edgeFirst[unit]; edge < graph.edgeFirst[unit + 1]; edge++) {
        const target = graph.edgeTarget[edge];
        const element = graph.edgeElement[edge];
        const isOpen = element < 0 || labels[element] >= level;
        if (isOpen && coarse[target] === level && fine[target] > value) {
          value = Math.max(value, Math.min(fine[target], this.fineOf(element, level)));
        }
      }
      if (!isCritical) {
        best = value;
        continue;
      }
      for (let i = graph.unitFirst[unit]; i < graph.unitFirst[unit + 1] && value > 0; i++) {
        value = Math.min(value, this.fineOf(graph.unitElement[i], level));
      }
      fine[unit] = value;
    }
    return graph.inputs.reduce(
      (most, unit) => (coarse[unit] === level ? Math.max(most, fine[unit]) : most),
      best
    );
  }
}
