// How many units are reachable, layer by layer, given an open path (derived here). Without skips the number K_l of
// reachable units is a chain; with h_l(k) = P(open path | K_l = k), computed backwards, K_{l+1} = m has probability
// proportional to P(m | k) h_{l+1}(m). Between the ends of a skip the state is a pair: the number at the layer where the
// skip begins, and the number here. Where the skip ends, units that it leads to from reachable ones (a of them) and all
// others (b) are independent, and h is that of a + b. As in percolation/residual.ts, which sums the same chain forwards.

import { exp, expm1 } from '../math/exp';
import { log } from '../math/log';
import { binomialRow } from '../percolation/binomial';
import type { Stream } from '../random/stream';
import type { Architecture } from './architecture';
import type { StepRates } from './masks';
import type { Removal } from './removal';

/** Widest layer that a skip may begin or end at: its tables cost the fourth power of that width. */
export const WIDEST_SKIP = 64;

/** A layer of weights with the units that it leads to. */
interface Step {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Units of the layer where the skip that passes over it begins; 0 where there is none. */
  readonly beside: number;
  /** Whether such a skip begins before it, and whether it ends behind it. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Counts of reachable units behind a layer: of those that a reachable unit's skip leads to, and of all others. */
export interface Reached {
  besideSkips: number;
  others: number;
}

/** Whether skips follow each other without overlap and are narrow enough for the chain. */
export function fitsOpenChain({ widths, skips }: Architecture): boolean {
  let free = 0;
  return skips.every((source, l) => {
    const fits = source < 0 || (source >= free && widths[source] <= WIDEST_SKIP);
    free = source < 0 ? free : l + 1;
    return fits;
  });
}

function stepsOf({ widths, skips }: Architecture): Step[] {
  return skips.map((_, l) => {
    const end = skips.findIndex((source, at) => at >= l && source >= 0 && source <= l);
    const source = end < 0 ? -1 : skips[end];
    return {
      fanIn: widths[l],
      fanOut: widths[l + 1],
      beside: source < 0 ? 0 : widths[source],
      begins: source === l,
      ends: end === l
    };
  });
}

/** Probabilities of Binomial(n, s) at 0 .. n, written to `row`; `complement` is 1 - s. */
function writeBinomial(n: number, s: number, complement: number, row: Float64Array): void {
  row[0] = n === 0 ? 1 : exp(n * log(complement));
  if (n > 0) {
    binomialRow(n, s, complement, row, 1);
  }
}

/** The chain of one network at the rates of one step. */
export class OpenChain {
  private readonly steps: readonly Step[];
  /** h before each step and behind the last, up to a factor: by count, or inside a skip by (count beside, count here). */
  private readonly open: Float64Array[] = [];
  /** Cumulated laws behind each step, by (count beside, count here), as far as they were asked for. */
  private readonly laws: Float64Array[][];
  private readonly first: Float64Array;
  private readonly second: Float64Array;

  /**
   * @param architecture one that fitsOpenChain
   * @param rates removal probabilities
   * @throws RangeError where no mask has an open path
   */
  constructor(
    architecture: Architecture,
    private readonly removal: Removal,
    private readonly rates: StepRates
  ) {
    const { widths } = architecture;
    this.steps = stepsOf(architecture);
    this.laws = this.steps.map(() => []);
    this.first = new Float64Array(Math.max(...widths) + 1);
    this.second = new Float64Array(Math.max(...widths) + 1);
    const outputs = widths[widths.length - 1];
    this.open = this.steps.map(() => this.first);
    this.open.push(new Float64Array(outputs + 1).fill(1, 1));
    for (let l = this.steps.length - 1; l >= 0; l--) {
      this.open[l] = this.openBefore(l);
    }
    if (!(this.open[0][widths[0]] > 0)) {
      throw new RangeError(
        'OpenChain: no mask has an open path at these rates; take removal probabilities below 1'
      );
    }
  }

  /**
   * Draws how many units behind step l are reachable, given an open path.
   *
   * @param l layer of weights
   * @param beside reachable units where the skip over it begins; 0 where there is none
   * @param here reachable units before it
   * @param reached receives the counts; besideSkips is 0 unless a skip ends there
   */
  draw(l: number, beside: number, here: number, stream: Stream, reached: Reached): void {
    const { fanIn, fanOut, ends } = this.steps[l];
    const law = (this.laws[l][beside * (fanIn + 1) + here] ??= this.cumulated(l, beside, here));
    const drawn = stream.uniform() * law[law.length - 1];
    let at = 0;
    while (law[at] <= drawn) {
      at += 1;
    }
    const columns = fanOut - (ends ? beside : 0) + 1;
    reached.besideSkips = Math.floor(at / columns);
    reached.others = at % columns;
  }

  /** P(a unit behind step l is not reachable though kept): no weight from the `here` ones, nor its own skip if `beside`. */
  closed(l: number, here: number, beside: boolean): number {
    const bond = this.rates.bond[l];
    if (beside && !this.removal.removableSkips) {
      return 0;
    }
    const elements = here + (beside ? 1 : 0);
    return elements === 0 ? 1 : exp(elements * log(bond));
  }

  /** P(a unit behind step l is removed); 0 for outputs. */
  site(l: number): number {
    return l < this.steps.length - 1 ? this.rates.site[l] : 0;
  }

  /** P(a unit behind step l is reachable) with its complement. */
  private reach(l: number, here: number, beside: boolean): { hit: number; miss: number } {
    const site = this.site(l);
    const closed = this.closed(l, here, beside);
    const elements = here + (beside ? 1 : 0);
    const isRare = closed > 0.5 && elements > 0;
    const open = isRare ? -expm1(elements * log(this.rates.bond[l])) : 1 - closed;
    return { hit: (1 - site) * open, miss: site + (1 - site) * closed };
  }

  /** Weights of a and b reachable units behind step l, rows of b = 0, 1, ..., each added to those before it. */
  private cumulated(l: number, beside: number, here: number): Float64Array {
    const { beside: units, fanOut, ends } = this.steps[l];
    const { first, second } = this;
    const most = ends ? beside : 0;
    const others = fanOut - most;
    const joined = this.reach(l, here, true);
    const plain = this.reach(l, here, false);
    writeBinomial(most, joined.hit, joined.miss, first);
    writeBinomial(others, plain.hit, plain.miss, second);
    const after = this.open[l + 1];
    const row = units > 0 && !ends ? beside * (fanOut + 1) : 0;
    const sums = new Float64Array((most + 1) * (others + 1));
    let total = 0;
    for (let a = 0, at = 0; a <= most; a++) {
      for (let b = 0; b <= others; b++, at++) {
        total += first[a] * second[b] * after[row + a + b];
        sums[at] = total;
      }
    }
    return sums;
  }

  /** h before step l, divided by its largest value: only ratios matter, and h may lie below the range of a double. */
  private openBefore(l: number): Float64Array {
    const { fanIn, beside, begins } = this.steps[l];
    const inside = beside > 0 && !begins;
    const values = new Float64Array((inside ? beside + 1 : 1) * (fanIn + 1));
    for (let k = 0; k <= (inside ? beside : 0); k++) {
      for (let here = 0; here <= fanIn; here++) {
        const sums = this.cumulated(l, begins ? here : k, here);
        values[k * (fanIn + 1) + here] = sums[sums.length - 1];
      }
    }
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    return values.map(value => value / largest);
  }
}
