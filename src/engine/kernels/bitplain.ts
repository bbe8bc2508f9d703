// Trials side by side in plain TypeScript: the twin of assembly/bitparallel.ts. It draws the same words in the same
// order, so it gives the same bits. A vector of 128 trials is four words here.

import { LANES, Lanes } from '../random/lanes';
import { splitWord } from './aliastable';
import { PlainGaps } from './plaingaps';
import { NEVER, type SearchGraph } from './searchgraph';
import type { Segments } from './segments';

/** The bits of a rate below 1 behind the point as two words. */
export function rateWords(rate: number): readonly [number, number] {
  return splitWord(rate * 2 ** 32);
}

/** Bits of a rate, given as two words, up to the last that is 1; at least one. A rate is met to 2^-64. */
export function bitsOf([high, low]: readonly [number, number]): number {
  const upTo = (word: number): number => Math.clz32(word & -word) + 1;
  return low !== 0 ? 32 + upTo(low) : high !== 0 ? upTo(high) : 1;
}

/** A bit of a rate, the most significant first: all ones or 0. */
export function bitOf(rate: readonly [number, number], place: number): number {
  return -((rate[place >> 5] >>> (31 - (place & 31))) & 1);
}

/** Open edges of a unit's trials, for each edge of the unit, up to which gaps are faster than bits. */
const FEW_OPEN = 4;

/** Most trials whose edges of a rate below 1 are followed by gaps. Results depend on it. */
export function mostByGaps(rate: number): number {
  return Math.min(32 * LANES, Math.floor(FEW_OPEN / (1 - rate)));
}

/** Batches of trials on one graph. */
export class PlainBatches {
  private readonly bits: readonly (readonly [number, number])[];
  /** Trials in which an open edge leads to a unit, and those of them in which the search has yet to go on. */
  private readonly arrived: Int32Array;
  private readonly waiting: Int32Array;
  private readonly shared: Int32Array;
  private readonly drawn: Float64Array;
  private readonly gaps: PlainGaps;
  private readonly vector = new Uint32Array(LANES);
  private batch = 0;
  private lanes!: Lanes;

  /**
   * @param graph a graph
   * @param segments its edges
   * @param joined where a unit's edges are never removed and lead where those of the next unit lead, 1
   */
  constructor(
    private readonly graph: SearchGraph,
    private readonly segments: Segments,
    private readonly joined: Uint8Array
  ) {
    this.bits = Array.from(graph.rates, rateWords);
    this.gaps = new PlainGaps(graph);
    this.arrived = new Int32Array(LANES * graph.units);
    this.waiting = new Int32Array(LANES * graph.units);
    this.shared = new Int32Array(LANES * graph.sharedClass.length);
    this.drawn = new Float64Array(graph.sharedClass.length);
  }

  /** Makes batches from these random states on; the trials with an open path of each as four words of `to`. */
  block(states: Uint32Array, to: Int32Array): void {
    const { arrived, waiting, graph } = this;
    this.lanes = new Lanes(states);
    this.gaps.begin(this.lanes);
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
    const rate = this.bits[of];
    for (let i = 0; i < bitsOf(rate) && isAny(undecided); i++) {
      this.lanes.fill(this.vector, 1);
      const bit = bitOf(rate, i);
      for (let lane = 0; lane < LANES; lane++) {
        // A uniform number is told from the rate by the first bit in which they differ.
        const differs = undecided[lane] & (this.vector[lane] ^ bit);
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

  /** Marks a unit as reached in some trials. */
  private arrive(unit: number, trials: Int32Array): void {
    for (let lane = 0, at = LANES * unit; lane < LANES; lane++, at++) {
      if (!this.graph.directed) {
        this.waiting[at] |= trials[lane] & ~this.arrived[at];
      }
      this.arrived[at] |= trials[lane];
    }
  }

  /** Follows an edge in those of the given trials in which its end has not been reached. */
  private followEdge(edge: number, trials: Int32Array): void {
    const { edgeTarget, edgeKind } = this.graph;
    const first = LANES * edgeTarget[edge];
    const fresh = trials.map((word, lane) => word & ~this.arrived[first + lane]);
    if (isAny(fresh)) {
      if (edgeKind[edge] !== NEVER) {
        this.keep(fresh, edgeKind[edge]);
      }
      this.arrive(edgeTarget[edge], fresh);
    }
  }

  /** Goes from one open pair of an edge and a trial to the next, edge by edge, and the trials of an edge in their order. */
  private followGaps(from: number, to: number, numbers: readonly number[]): void {
    const { edgeTarget, edgeKind } = this.graph;
    const of = edgeKind[from];
    const pairs = (to - from) * numbers.length;
    const trial = new Int32Array(LANES);
    for (let pair = 0; ;) {
      const gap = this.gaps.take(of);
      pair += gap >> 1;
      if (pair >= pairs) {
        this.gaps.keep(of, pair - pairs, gap & 1);
        return;
      }
      if (gap % 2 === 1) {
        const number = numbers[pair % numbers.length];
        trial.fill(0)[number >> 5] = 1 << (number & 31);
        this.arrive(edgeTarget[from + Math.floor(pair / numbers.length)], trial);
        pair += 1;
      }
    }
  }

  private follow(unit: number, trials: Int32Array): void {
    const { edgeKind, classes, rates } = this.graph;
    const { unitFirst, edgeFirst } = this.segments;
    const numbers = numbersOf(trials);
    for (let segment = unitFirst[unit]; segment < unitFirst[unit + 1]; segment++) {
      const [from, to] = [edgeFirst[segment], edgeFirst[segment + 1]];
      const kind = edgeKind[from];
      if (kind >= 0 && kind < classes && numbers.length <= mostByGaps(rates[kind])) {
        if (numbers.length > 0) {
          this.followGaps(from, to, numbers);
        }
      } else {
        for (let edge = from; edge < to; edge++) {
          this.followEdge(edge, trials);
        }
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

/** Numbers of trials, in ascending order. */
function numbersOf(trials: Int32Array): number[] {
  const numbers = [];
  for (let number = 0; number < 32 * LANES; number++) {
    if (((trials[number >> 5] >> (number & 31)) & 1) === 1) {
      numbers.push(number);
    }
  }
  return numbers;
}
