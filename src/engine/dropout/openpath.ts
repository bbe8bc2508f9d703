// Is there an open path from some input to some output under a mask?

import type { Mask, Model } from './masks';

/** Answers for masks of one network; holds what it needs, so asking allocates nothing. */
export class OpenPath {
  private reachable: Uint8Array;
  private next: Uint8Array;

  /** @param widths units of every layer, from input to output */
  constructor(
    private readonly model: Model,
    private readonly widths: readonly number[]
  ) {
    const widest = Math.max(...widths);
    this.reachable = new Uint8Array(widest);
    this.next = new Uint8Array(widest);
  }

  /** Whether the mask leaves an open path. */
  exists(mask: Mask): boolean {
    return this.model === 'site'
      ? mask.layers.every(units => units.includes(1))
      : this.outputIsReachable(mask);
  }

  private outputIsReachable(mask: Mask): boolean {
    this.reachable.fill(1);
    for (let l = 0; l < mask.layers.length; l++) {
      if (!this.advance(mask.layers[l], this.widths[l], this.widths[l + 1])) {
        return false;
      }
    }
    return true;
  }

  /** Finds the reachable units of the next layer; false when there is none. */
  private advance(weights: Uint8Array, fanIn: number, fanOut: number): boolean {
    const { reachable, next } = this;
    next.fill(0);
    for (let i = 0; i < fanIn; i++) {
      if (reachable[i] === 1) {
        for (let j = 0; j < fanOut; j++) {
          next[j] |= weights[i * fanOut + j];
        }
      }
    }
    this.reachable = next;
    this.next = reachable;
    return next.includes(1);
  }
}
