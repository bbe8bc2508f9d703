// Trials side by side in plain TypeScript: the twin of assembly/bitparallel.ts. It draws the same words in the same
// order, so it gives the same bits. A vector of 128 trials is four words here.

import { LANES, Lanes } from '../random/lanes';
import { NEVER, type SearchGraph } from './searchgraph';

/** Vectors of random words made at a time. */
const BIT_VECTORS = 64;

/** Bits of a rate that are looked at: a rate is met to 2^-64. */
const BITS = 64;

/** The bits of a rate below 1 behind the point as two words. */
export function rateWords(rate: number): readonly [number, number] {
  const scaled = rate * 2 ** 32;
  const high = Math.floor(scaled);
  return [high, Math.floor((scaled - high) * 2 ** 32)];
}

/** Batches of trials on one graph. */
export class PlainBatches {
  private readonly bits: readonly (readonly [number, number])[];
  /** Trials in which an open edge leads to a unit, and those of them in which the search has yet to go on. */
  private readonly arrived: Int32Array;
  private readonly waiting: Int32Array;
  private readonly shared: Int32Array;
  private readonly drawn: Float64Array;
  private readonly words = new Uint32Array(LANES * BIT_VECTORS);
  private at = 0;
  private batch = 0;
  private lanes!: Lanes;

  /**
   * @param graph a graph
   * @param joined where a unit's edges are never removed and lead where those of the next unit lead, 1
   */
  constructor(
    private readonly graph: SearchGraph,
    private readonly joined: Uint8Array
  ) {
    this.bits = Array.from(graph.rates, rateWords);
    this.arrived = new Int32Array(LANES * graph.units);
    this.waiting = new Int32Array(LANES * graph.units);
    this.shared = new Int32Array(LANES * graph.sharedClass.length);
    this.drawn = new Float64Array(graph.sharedClass.length);
  }

  /** Makes batches from these random states on; the trials with an open path of each as four words of `to`. */
  block(states: Uint32Array, to: Int32Array): void {
    const { arrived, waiting, graph } = this;
    this.lanes = new Lanes(states);
    this.at = this.words.length;
    for (let i = 0; i < to.length; i += LANES) {
      this.batch += 1;
      arrived.fill(0);
      waiting.fill(0);
      graph.inputs.forEach(unit => arrived.fill(-1, LANES * unit, LANES * (unit + 1)));
      const open = to.subarray(i, i + LANES).fill(0);
      if (graph.directed) {
        this.pass(open);
      } else {
        this.spread(open);
      }
    }
  }

  /** Leaves of the given trials those in which an element of a class is kept. */
  private drawKept(trials: Int32Array, of: number): void {
    const undecided = trials.slice();
    for (let i = 0; i < BITS && isAny(undecided); i++) {
      if (this.at === this.words.length) {
        this.lanes.fill(this.words, BIT_VECTORS);
        this.at = 0;
      }
      const bit = -((this.bits[of][i >> 5] >>> (31 - (i & 31))) & 1);
      for (let lane = 0; lane < LANES; lane++) {
        // A uniform number is told from the rate by the first bit in which they differ.
        const differs = undecided[lane] & (this.words[this.at++] ^ bit);
        trials[lane] &= ~(differs & bit);
        undecided[lane] ^= differs;
      }
    }
  }

  private keep(trials: Int32Array, kind: number): void {
    const { classes, sharedClass } = this.graph;
    if (kind < classes) {
      this.drawKept(trials, kind);
      return;
    }
    const element = kind - classes;
    const kept = this.shared.subarray(LANES * element, LANES * (element + 1));
    if (this.drawn[element] !== this.batch) {
      this.drawn[element] = this.batch;
      this.drawKept(kept.fill(-1), sharedClass[element]);
    }
    kept.forEach((word, lane) => (trials[lane] &= word));
  }

  /** Leaves of the given trials those in which a unit is open. */
  private keepUnit(trials: Int32Array, unit: number): void {
    const { unitFirst, unitKind } = this.graph;
    for (let i = unitFirst[unit]; i < unitFirst[unit + 1] && isAny(trials); i++) {
      this.keep(trials, unitKind[i]);
    }
  }

  private follow(unit: number, trials: Int32Array): void {
    const { edgeFirst, edgeTarget, edgeKind, directed } = this.graph;
    for (let edge = edgeFirst[unit]; edge < edgeFirst[unit + 1]; edge++) {
      const first = LANES * edgeTarget[edge];
      const fresh = trials.map((word, lane) => word & ~this.arrived[first + lane]);
      if (!isAny(fresh)) {
        continue;
      }
      if (edgeKind[edge] !== NEVER) {
        this.keep(fresh, edgeKind[edge]);
      }
      fresh.forEach((word, lane) => (this.arrived[first + lane] |= word));
      if (!directed) {
        fresh.forEach((word, lane) => (this.waiting[first + lane] |= word));
      }
    }
  }

  /** Units in their order, so that all edges into a unit come before those out of it. */
  private pass(open: Int32Array): void {
    const joined = new Int32Array(LANES);
    for (let unit = 0; unit < this.graph.units; unit++) {
      // Trials that are joined from the units before go where those through this unit go.
      const trials = joined.map(
        (word, lane) => this.arrived[LANES * unit + lane] & ~(open[lane] | word)
      );
      this.keepUnit(trials, unit);
      joined.forEach((word, lane) => (trials[lane] |= word));
      if (this.joined[unit] === 1) {
        joined.set(trials);
        continue;
      }
      joined.fill(0);
      if (!isAny(trials)) {
        continue;
      }
      if (this.graph.isOutput[unit] === 1) {
        trials.forEach((word, lane) => (open[lane] |= word));
        if (open.every(word => word === -1)) {
          return;
        }
      }
      this.follow(
        unit,
        trials.map((word, lane) => word & ~open[lane])
      );
    }
  }

  /** Sweeps up and down until nothing waits, where edges have no direction. */
  private spread(open: Int32Array): void {
    const { units, inputs, isOutput } = this.graph;
    inputs.forEach(unit => this.waiting.fill(-1, LANES * unit, LANES * (unit + 1)));
    let isSettled = false;
    for (let isUp = true; !isSettled; isUp = !isUp) {
      isSettled = true;
      for (let i = 0; i < units; i++) {
        const unit = isUp ? i : units - 1 - i;
        const waiting = this.waiting.subarray(LANES * unit, LANES * (unit + 1));
        const trials = waiting.map((word, lane) => word & ~open[lane]);
        if (!isAny(trials)) {
          continue;
        }
        isSettled = false;
        waiting.fill(0);
        this.keepUnit(trials, unit);
        if (isOutput[unit] === 0) {
          this.follow(unit, trials);
          continue;
        }
        trials.forEach((word, lane) => (open[lane] |= word));
        if (open.every(word => word === -1)) {
          return;
        }
      }
    }
  }
}

function isAny(trials: Int32Array): boolean {
  return (trials[0] | trials[1] | trials[2] | trials[3]) !== 0;
}
