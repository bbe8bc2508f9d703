// Bond masks given an open path, layer by layer (derived here). K_l units of layer l are reachable. With
// h_l(k) = P(open path | K_l = k), computed backwards, K_{l+1} = j has probability proportional to
// Binomial(W_{l+1}, 1 - p^k)(j) h_{l+1}(j). Which j units: uniform. A reached unit has at least one open
// weight from the reachable ones, an unreached unit none, and weights from unreachable units are free.

import { binomialRow } from '../percolation/binomial';
import { UnitReach } from '../percolation/reach';
import type { Stream } from '../random/stream';
import { AtLeastOne } from './atleastone';
import type { Mask } from './masks';

/** Indices of the units of one layer, the first `count` of them reachable. */
interface Layer {
  units: Uint32Array;
  count: number;
}

/** Sampler for one network; drawing allocates nothing. */
export class ConditionedBond {
  private readonly reach: UnitReach;
  private readonly atLeastOne: AtLeastOne;
  /** Of each layer from the first hidden one on: h(1), h(2), ... up to a common factor, largest 1. */
  private readonly open: readonly Float64Array[];
  private readonly row: Float64Array;
  private here: Layer;
  private next: Layer;

  /**
   * @param widths units of every layer, from input to output
   * @param p removal probability, 0 <= p < 1
   */
  constructor(
    private readonly widths: readonly number[],
    private readonly p: number,
    private readonly stream: Stream
  ) {
    const widest = Math.max(...widths);
    this.reach = new UnitReach({ site: 0, bond: p });
    this.atLeastOne = new AtLeastOne(p, widest, stream);
    this.row = new Float64Array(widest);
    this.here = { units: new Uint32Array(widest), count: 0 };
    this.next = { units: new Uint32Array(widest), count: 0 };
    this.open = this.openProbabilities();
  }

  /** Draws a mask. */
  draw(mask: Mask): void {
    this.here.count = this.widths[0];
    restart(this.here.units);
    for (let l = 0; l < mask.layers.length; l++) {
      this.drawReached(l);
      this.drawWeights(mask.layers[l], this.widths[l], this.widths[l + 1]);
      [this.here, this.next] = [this.next, this.here];
    }
  }

  /**
   * h of every layer but the input. Each layer is divided by its largest value: only ratios matter within a
   * layer, and h itself may lie below the range of a double.
   */
  private openProbabilities(): Float64Array[] {
    const open = [new Float64Array(this.widths.at(-1)!).fill(1)];
    for (let l = this.widths.length - 2; l > 0; l--) {
      const after = open[0];
      const values = Float64Array.from({ length: this.widths[l] }, (_, i) =>
        this.weighReached(i + 1, after)
      );
      const largest = Math.max(...values);
      open.unshift(values.map(value => value / largest));
    }
    return open;
  }

  /** Writes P(K = j | k reachable before) h(j), j = 1, 2, ..., to `row`; returns the sum. */
  private weighReached(k: number, open: Float64Array): number {
    const { reach, row } = this;
    binomialRow(open.length, reach.reached(k), reach.missed(k), row, 0);
    let total = 0;
    for (let j = 0; j < open.length; j++) {
      row[j] *= open[j];
      total += row[j];
    }
    return total;
  }

  /** Draws how many and which units of layer l + 1 are reachable. */
  private drawReached(l: number): void {
    const { next, stream, row } = this;
    const width = this.widths[l + 1];
    let left = stream.uniform() * this.weighReached(this.here.count, this.open[l]);
    next.count = 1;
    while (next.count < width && left >= row[next.count - 1]) {
      left -= row[next.count - 1];
      next.count += 1;
    }
    restart(next.units);
    for (let i = 0; i < next.count; i++) {
      const other = i + stream.integer(width - i);
      const held = next.units[i];
      next.units[i] = next.units[other];
      next.units[other] = held;
    }
  }

  /** Draws the weights between the two layers, given which units are reachable on either side. */
  private drawWeights(flags: Uint8Array, fanIn: number, fanOut: number): void {
    const { here, next, stream } = this;
    for (let i = here.count; i < fanIn; i++) {
      const weight = here.units[i] * fanOut;
      for (let j = 0; j < fanOut; j++) {
        flags[weight + j] = stream.bernoulli(this.p) ? 0 : 1;
      }
    }
    for (let i = 0; i < here.count; i++) {
      const weight = here.units[i] * fanOut;
      flags.fill(0, weight, weight + fanOut);
    }
    for (let j = 0; j < next.count; j++) {
      this.atLeastOne.draw(flags, here.units, here.count, fanOut, next.units[j]);
    }
  }
}

function restart(units: Uint32Array): void {
  for (let i = 0; i < units.length; i++) {
    units[i] = i;
  }
}
