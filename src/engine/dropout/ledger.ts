// What the masks of a run left open, entered step by step: open masks, reachable units, and how often weights lay on open
// paths. In a network of complete layers whose units alone are removed, counts of kept units say it all.

import type { Architecture } from './architecture';
import type { MaskLayout, Section } from './mask';
import type { NarrowTrace } from './narrowtrace';
import { OpenPath } from './openpath';
import { passagesOf } from './passage';
import type { Updates } from './task';
import { countSet, emptySet, fillSet, flagsFrom, trimSet, type UnitSet } from './unitset';
import { WeightCounts } from './weightcounts';

/** What is entered beside open masks. */
export interface LedgerOptions {
  /** Mean fraction of reachable units. */
  readonly reach: boolean;
  /** Steps that change a weight, for each weight. */
  readonly weights: boolean;
}

/** Reads the kept units of a hidden layer; returns how many there are. */
function readKept(words: Uint32Array, first: number, units: number, kept: UnitSet): number {
  for (let at = 0; at < kept.length; at++) {
    kept[at] = flagsFrom(words, first + 32 * at);
  }
  trimSet(kept, units);
  return countSet(kept);
}

/** The book of one run. */
export class Ledger {
  /** First step, counted from 1, with an open mask; Infinity so far if there was none. */
  firstOpenStep = Infinity;
  /** Steps taken, and those of them with an open mask. */
  taken = 0;
  useful = 0;
  /** Mean over the masks of the last step of the fraction of reachable units, for each hidden layer. */
  readonly reach: Float64Array;
  private masksSeen = 0;
  private openMasks = 0;
  private readonly openPath: OpenPath | null;
  /** Units sections of a network in which nothing else matters; null for every other. */
  private readonly hidden: readonly Section[] | null;
  /** Kept units of each layer of such a network, and how many there are; all inputs and outputs are. */
  private readonly sets: readonly UnitSet[];
  private readonly kept: Float64Array;
  private readonly totals: Float64Array;
  private readonly own: Float64Array;
  private readonly shares: Float64Array;
  private readonly counts: WeightCounts | null;

  /**
   * @param layout layout of the masks; null where nothing is removed
   * @param masks masks of a step
   * @param tracer traces the masks of a step where the kernels can; counts weights if asked for
   */
  constructor(
    private readonly architecture: Architecture,
    private readonly layout: MaskLayout | null,
    private readonly masks: number,
    private readonly options: LedgerOptions,
    private readonly tracer: NarrowTrace | null = null
  ) {
    const { widths, skips } = architecture;
    const depth = widths.length - 1;
    const isPlain =
      layout !== null &&
      skips.every(source => source < 0) &&
      layout.sections.every(({ kind }) => kind === 'units');
    this.hidden = isPlain ? layout.sections.toSorted((a, b) => a.layer - b.layer) : null;
    const isFollowed = layout !== null && !isPlain && tracer === null;
    this.openPath = isFollowed ? new OpenPath(architecture, layout) : null;
    this.sets = widths.map(emptySet);
    this.sets.forEach((set, l) => fillSet(set, widths[l]));
    this.kept = Float64Array.from(widths);
    this.totals = new Float64Array(depth);
    this.own = new Float64Array(depth);
    this.reach = new Float64Array(depth - 1);
    this.shares = new Float64Array(depth + 1);
    const passages = layout === null ? [] : passagesOf(architecture, layout);
    const isCounted = options.weights && tracer === null;
    this.counts = isCounted ? new WeightCounts(widths, passages) : null;
  }

  /** Fraction of all masks that had an open path; NaN where there was none. */
  get openFraction(): number {
    return this.openMasks / this.masksSeen;
  }

  /**
   * Enters a step that is taken.
   *
   * @param step counted from 0
   * @param words its masks
   * @returns how many of them have an open path
   */
  enter(step: number, words: Uint32Array): number {
    const { layout, masks, tracer } = this;
    this.taken += 1;
    let open = 0;
    if (layout === null) {
      open = masks;
    } else if (tracer !== null) {
      open = this.enterTrace(tracer);
    } else {
      this.reach.fill(0);
      for (let mask = 0; mask < masks; mask++) {
        open += this.enterMask(words, mask * layout.words) ? 1 : 0;
      }
      this.counts?.count();
    }
    this.enterOpen(masks, open, open > 0 ? 1 : 0, open > 0 ? step : Infinity);
    return open;
  }

  /**
   * Enters steps with one mask each that were traced elsewhere.
   *
   * @param steps how many
   * @param open how many of them have an open mask
   * @param first the first of these, counted from 0; Infinity for none
   * @param live for each layer of weights, sum over the steps of its weights on open paths
   */
  enterTraced(steps: number, open: number, first: number, live: (layer: number) => number): void {
    this.taken += steps;
    this.enterOpen(steps, open, open, first);
    for (let l = 0; l < this.totals.length; l++) {
      this.totals[l] += live(l);
    }
  }

  /**
   * The counts of updates.
   *
   * @param expected their exact expectation, for each layer of weights
   */
  updates(expected: readonly number[]): Updates {
    const { widths } = this.architecture;
    const size = (l: number): number => widths[l] * widths[l + 1];
    const { layout, masks, options, taken, tracer } = this;
    const counter = options.weights ? (tracer ?? this.counts) : null;
    const counts = counter && widths.slice(1).map((_, l) => Array.from(counter.counts(l)));
    const mean = (l: number): number => {
      if (layout === null) {
        return taken;
      }
      if (masks === 1) {
        return this.totals[l] / size(l);
      }
      return counts === null ? NaN : counts[l].reduce((a, b) => a + b, 0) / size(l);
    };
    return {
      steps: taken,
      mean: Array.from(this.totals, (_, l) => mean(l)),
      expected,
      counts: counts && (layout === null ? counts.map(layer => layer.fill(taken)) : counts)
    };
  }

  private enterOpen(masks: number, open: number, useful: number, first: number): void {
    this.masksSeen += masks;
    this.openMasks += open;
    this.useful += useful;
    this.firstOpenStep = Math.min(this.firstOpenStep, first + 1);
  }

  private enterTrace(tracer: NarrowTrace): number {
    const open = tracer.trace(this.masks);
    if (this.options.reach) {
      tracer.reach(this.reach);
    }
    if (open > 0 && this.masks === 1) {
      tracer.liveWeights(this.own);
      this.addLive();
    }
    return open;
  }

  private enterMask(words: Uint32Array, offset: number): boolean {
    if (this.hidden !== null) {
      return this.enterUnits(this.hidden, words, offset);
    }
    const openPath = this.openPath!;
    const isOpen = openPath.trace(words, offset);
    if (this.options.reach) {
      openPath.reach(this.shares);
      for (let l = 0; l < this.reach.length; l++) {
        this.reach[l] += this.shares[l + 1] / this.masks;
      }
    }
    if (isOpen && this.masks === 1) {
      openPath.liveWeights(words, offset, this.own);
      this.addLive();
    }
    if (isOpen && this.counts !== null) {
      const { reachable, live } = openPath;
      this.counts.mark(reachable, live, words, 32 * offset);
    }
    return isOpen;
  }

  private addLive(): void {
    for (let l = 0; l < this.own.length; l++) {
      this.totals[l] += this.own[l];
    }
  }

  private enterUnits(hidden: readonly Section[], words: Uint32Array, offset: number): boolean {
    const { kept, sets, reach, totals, masks } = this;
    let reached = 1;
    for (let l = 0; l < hidden.length; l++) {
      const { first, columns } = hidden[l];
      kept[l + 1] = readKept(words, 32 * offset + first, columns, sets[l + 1]);
      reached *= Math.min(1, kept[l + 1]);
      reach[l] += (reached * kept[l + 1]) / columns / masks;
    }
    for (let l = 0; l < totals.length; l++) {
      totals[l] += reached * kept[l] * kept[l + 1];
    }
    if (reached === 1) {
      this.counts?.mark(sets, sets, words, 32 * offset);
    }
    return reached === 1;
  }
}
