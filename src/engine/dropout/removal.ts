// What is removed while training, with which probabilities, and how they change over time.

/**
 * site = Dropout (hidden units), bond = DropConnect (weights), mixed = both, blocks = stochastic depth: what a skip passes
 * over is removed as a whole, the skip stays.
 */
export type Model = 'site' | 'bond' | 'mixed' | 'blocks';

/** Removal probabilities by layer, changing linearly over time. */
export interface Rates {
  /** At the first step; one for each hidden layer (site), each layer of weights (bond) or each skip (blocks), in 0 .. 1. */
  readonly from: readonly number[];
  /** From step `over` on; the same number of rates. */
  readonly to: readonly number[];
  /** Steps that the change takes; 0 where from and to are the same. */
  readonly over: number;
}

/** The removal model of a run. */
export interface Removal {
  readonly model: Model;
  /** Of hidden units (site, mixed) or of blocks (blocks); zeros where the model removes none. */
  readonly site: Rates;
  /** Of weights, and of skips where they are removable (bond, mixed); zeros where the model removes none. */
  readonly bond: Rates;
  /** Whether skips are removed as weights are, with the rate of the layer of weights that ends with them. */
  readonly removableSkips: boolean;
}

/** The same rate for every layer, at all times. */
export function constantRates(p: number, layers: number): Rates {
  const from = new Array<number>(layers).fill(p);
  return { from, to: from, over: 0 };
}

/**
 * Removal probabilities of a step.
 *
 * @param step counted from 0
 * @returns one rate for each layer: from + (to - from) min(1, step / over)
 */
export function ratesAt({ from, to, over }: Rates, step: number): readonly number[] {
  if (over === 0 || step >= over) {
    return to;
  }
  const share = step / over;
  return from.map((rate, l) => rate + (to[l] - rate) * share);
}

/** Whether nothing is ever removed. */
export function removesNothing({ site, bond }: Removal): boolean {
  return [site, bond].every(rates => [...rates.from, ...rates.to].every(rate => rate === 0));
}
