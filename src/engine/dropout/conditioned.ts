// Masks of the removal model given that they leave an open path: the control that separates percolation from vanishing
// signal (derived here). A free mask with an open path has their law already. A closed one gives way to a second free
// mask that is made to have it: the numbers of reachable units are drawn from the chain given an open path (openchain.ts),
// which units they are uniformly, and units and weights that say otherwise are drawn again given what they must say. So
// the work does not grow however small theta is, and where theta is near 1 there is next to none. Layers in which only
// units are removed are independent: each without a kept unit is drawn again by itself.

import { Purpose, Stream } from '../random/stream';
import { laneStates } from '../random/lanes';
import type { Key } from '../random/seed';
import type { Architecture } from './architecture';
import { AtLeastOne } from './atleastone';
import { isKept, keep, type MaskLayout } from './mask';
import { drawFreeMasks, type DrawFlags, type StepRates } from './masks';
import { fitsOpenChain, OpenChain, type Reached } from './openchain';
import { OpenPath } from './openpath';
import { passagesOf, type Passage } from './passage';
import type { Removal } from './removal';
import { countSet, emptySet, fillSet, flagsFrom, listSet, trimSet, type UnitSet } from './unitset';

/** Free masks that are drawn in search of an open one where the chain does not serve. */
export const MOST_TRIES = 100_000;

/** All closed, at least one open, or free with a removal probability. */
type Redraw = 'closed' | 'joined' | number;

/** Sampler for one network; drawing allocates nothing as long as the rates stay the same. */
export class ConditionedMasks {
  private readonly state: Uint32Array;
  private readonly stream: Stream;
  private readonly atLeastOne: AtLeastOne;
  private readonly openPath: OpenPath;
  private readonly passages: readonly Passage[];
  /** Where the skip that passes over each layer of weights begins; -1 for none. */
  private readonly skippedFrom: readonly number[];
  private readonly isLayerwise: boolean;
  private readonly hasChain: boolean;
  private chain: OpenChain | null = null;
  private chainRates: StepRates | null = null;
  /** Reachable units of each layer of the mask that is being made. */
  private readonly reached: readonly UnitSet[];
  private readonly joined: UnitSet;
  private readonly candidates: Uint32Array;
  private readonly before: Uint32Array;
  private readonly counts: Reached = { besideSkips: 0, others: 0 };

  /**
   * @param layout layout of the network's masks
   * @param key,cell,block where the random numbers begin, as for laneStates
   * @param draw draws flags: the kernel or its twin
   */
  constructor(
    private readonly architecture: Architecture,
    private readonly removal: Removal,
    private readonly layout: MaskLayout,
    key: Key,
    cell: number,
    block: number,
    private readonly draw?: DrawFlags
  ) {
    const { widths, skips } = architecture;
    this.state = laneStates(key, cell, block, Purpose.conditionedMasks);
    this.stream = new Stream(key, cell, block, Purpose.openMasks);
    this.atLeastOne = new AtLeastOne(this.stream);
    this.openPath = new OpenPath(architecture, layout);
    this.passages = passagesOf(architecture, layout);
    this.skippedFrom = skips.map(
      (_, l) => skips.find((source, end) => end >= l && source >= 0 && source <= l) ?? -1
    );
    this.isLayerwise = removal.model === 'site' && skips.every(source => source < 0);
    this.hasChain = fitsOpenChain(architecture);
    const widest = Math.max(...widths);
    this.reached = widths.map(emptySet);
    this.joined = emptySet(widest);
    this.candidates = new Uint32Array(widest);
    this.before = new Uint32Array(widest);
    fillSet(this.reached[0], widths[0]);
  }

  /**
   * Draws masks, all of them open.
   *
   * @param rates removal probabilities, those of all hidden layers and weights below 1
   * @param words receives them: masks lie one after another, layout.words each
   * @param masks how many are drawn, from the first place on
   * @throws RangeError where no mask is open at these rates; or, with skips that overlap or are wider than WIDEST_SKIP,
   *   where none of MOST_TRIES was
   */
  drawMasks(rates: StepRates, words: Uint32Array, masks: number): void {
    for (let mask = 0; mask < masks; mask++) {
      this.drawMask(rates, words, mask);
    }
  }

  private drawMask(rates: StepRates, words: Uint32Array, mask: number): void {
    const { openPath, layout } = this;
    const offset = mask * layout.words;
    this.drawFree(rates, words, mask);
    if (this.removal.model === 'blocks') {
      return;
    }
    if (this.isLayerwise) {
      this.fillEmptyLayers(rates, words, 32 * offset);
    } else if (!this.hasChain) {
      this.search(rates, words, mask);
    } else if (!openPath.exists(words, offset)) {
      const chain = this.chainAt(rates);
      this.drawFree(rates, words, mask);
      for (let l = 0; l < this.passages.length; l++) {
        this.drawReached(chain, l);
        this.amend(chain, l, rates, words, 32 * offset);
      }
    }
  }

  private drawFree(rates: StepRates, words: Uint32Array, mask: number): void {
    drawFreeMasks(this.layout, rates, this.state, words, mask, 1, this.draw);
  }

  private search(rates: StepRates, words: Uint32Array, mask: number): void {
    const offset = mask * this.layout.words;
    for (let tries = 1; !this.openPath.exists(words, offset); tries++) {
      if (tries === MOST_TRIES) {
        throw new RangeError(
          `ConditionedMasks: none of ${MOST_TRIES} masks was open; with skips as wide as these masks are searched for, ` +
            'so take smaller removal probabilities or narrower layers'
        );
      }
      this.drawFree(rates, words, mask);
    }
  }

  private fillEmptyLayers({ site }: StepRates, words: Uint32Array, bit: number): void {
    for (let l = 0; l < this.passages.length - 1; l++) {
      const { units, fanOut } = this.passages[l];
      const set = this.reached[l + 1];
      const first = bit + units!.first;
      for (let at = 0; at < set.length; at++) {
        set[at] = flagsFrom(words, first + 32 * at);
      }
      trimSet(set, fanOut);
      if (countSet(set) === 0) {
        this.atLeastOne.begin(site[l], fanOut);
        for (let unit = 0; unit < fanOut; unit++) {
          keep(words, first + unit, this.atLeastOne.next());
        }
      }
    }
  }

  private chainAt(rates: StepRates): OpenChain {
    const { chainRates } = this;
    const isStale = chainRates?.site !== rates.site || chainRates.bond !== rates.bond;
    if (this.chain === null || isStale) {
      this.chain = new OpenChain(this.architecture, this.removal, rates);
      this.chainRates = rates;
    }
    return this.chain;
  }

  /** Draws how many and which units of layer l + 1 are reachable. */
  private drawReached(chain: OpenChain, l: number): void {
    const { passages, reached, counts, candidates, stream } = this;
    const from = this.skippedFrom[l];
    const beside = from < 0 ? 0 : countSet(reached[from]);
    chain.draw(l, beside, countSet(reached[l]), stream, counts);
    const next = reached[l + 1].fill(0);
    const { source, fanOut } = passages[l];
    let joined = 0;
    if (source >= 0) {
      joined = listSet(reached[source], candidates);
      this.choose(next, joined, counts.besideSkips);
    }
    let others = 0;
    for (let unit = 0; unit < fanOut; unit++) {
      if (source < 0 || !isKept(reached[source], unit)) {
        candidates[others++] = unit;
      }
    }
    this.choose(next, others, counts.others);
  }

  /** Adds `count` of the first `size` candidates to a set, uniformly chosen. */
  private choose(set: UnitSet, size: number, count: number): void {
    const { candidates, stream } = this;
    for (let i = 0; i < count; i++) {
      const other = i + stream.integer(size - i);
      const unit = candidates[other];
      candidates[other] = candidates[i];
      keep(set, unit, true);
    }
  }

  /** Draws again what of a free mask leads to other units of layer l + 1 than those that are to be reachable. */
  private amend(
    chain: OpenChain,
    l: number,
    rates: StepRates,
    words: Uint32Array,
    bit: number
  ): void {
    const { reached, before, joined } = this;
    const { source, units, fanOut } = this.passages[l];
    const wanted = reached[l + 1];
    const from = listSet(reached[l], before);
    this.findJoined(l, from, words, bit);
    for (let at = 0; at < wanted.length; at++) {
      const open = units === null ? -1 : flagsFrom(words, bit + units.first + 32 * at);
      let wrong = wanted[at] ^ (joined[at] & open);
      if (32 * at + 32 > fanOut) {
        wrong &= 2 ** (fanOut - 32 * at) - 1;
      }
      for (; wrong !== 0; wrong &= wrong - 1) {
        const unit = 32 * at + 31 - Math.clz32(wrong & -wrong);
        const isBeside = source >= 0 && isKept(reached[source], unit);
        if (isKept(wanted, unit)) {
          this.join(l, unit, from, isBeside, rates, words, bit);
        } else {
          this.part(chain, l, unit, from, isBeside, rates, words, bit);
        }
      }
    }
  }

  /** Has a unit reached that was not: it is kept, and if nothing led to it, something is drawn that does. */
  private join(
    l: number,
    unit: number,
    from: number,
    isBeside: boolean,
    rates: StepRates,
    words: Uint32Array,
    bit: number
  ): void {
    this.keepUnit(l, unit, true, words, bit);
    if (!isKept(this.joined, unit)) {
      const { skip } = this.passages[l];
      this.atLeastOne.begin(rates.bond[l], from + (isBeside && skip !== null ? 1 : 0));
      this.redraw(l, unit, from, isBeside, words, bit, 'joined');
    }
  }

  /** Has a unit missed that was reached: it is removed, and what leads to it is free; or nothing leads to it. */
  private part(
    chain: OpenChain,
    l: number,
    unit: number,
    from: number,
    isBeside: boolean,
    rates: StepRates,
    words: Uint32Array,
    bit: number
  ): void {
    const site = chain.site(l);
    const closed = (1 - site) * chain.closed(l, from, isBeside);
    const isRemoved = site > 0 && this.stream.bernoulli(site / (site + closed));
    this.keepUnit(l, unit, !isRemoved, words, bit);
    if (this.passages[l].weights !== null) {
      this.redraw(l, unit, from, isBeside, words, bit, isRemoved ? rates.bond[l] : 'closed');
    }
  }

  private keepUnit(l: number, unit: number, kept: boolean, words: Uint32Array, bit: number): void {
    const { units } = this.passages[l];
    if (units !== null) {
      keep(words, bit + units.first + unit, kept);
    }
  }

  /** Finds the units of layer l + 1 that are reached if they are kept. */
  private findJoined(l: number, from: number, words: Uint32Array, bit: number): void {
    const { joined, before, reached } = this;
    const { weights, source, skip } = this.passages[l];
    const size = reached[l + 1].length;
    joined.fill(weights === null && from > 0 ? 0xffffffff : 0, 0, size);
    for (let i = 0; weights !== null && i < from; i++) {
      const row = bit + weights.first + before[i] * weights.stride;
      for (let at = 0; at < size; at++) {
        joined[at] |= flagsFrom(words, row + 32 * at);
      }
    }
    for (let at = 0; source >= 0 && at < size; at++) {
      const kept = skip === null ? -1 : flagsFrom(words, bit + skip.first + 32 * at);
      joined[at] |= reached[source][at] & kept;
    }
  }

  /** Draws the weights from reachable units to a unit, and its skip, again. */
  private redraw(
    l: number,
    unit: number,
    from: number,
    isBeside: boolean,
    words: Uint32Array,
    bit: number,
    how: Redraw
  ): void {
    const { weights, skip } = this.passages[l];
    for (let i = 0; i < from; i++) {
      const weight = weights!.first + this.before[i] * weights!.stride + unit;
      keep(words, bit + weight, this.flag(how));
    }
    if (isBeside && skip !== null) {
      keep(words, bit + skip.first + unit, this.flag(how));
    }
  }

  private flag(how: Redraw): boolean {
    return how === 'joined'
      ? this.atLeastOne.next()
      : how !== 'closed' && !this.stream.bernoulli(how);
  }
}
