// What is removed at random. The percolation models are one, with several removal probabilities.

/** A removal probability: the same in all layers, or one for each layer. */
export type Rate = number | readonly number[];

/** The rate of a layer, counted as the list counts: from 0. */
export function rateAt(rate: Rate, layer: number): number {
  return typeof rate === 'number' ? rate : rate[layer];
}

/** Removal probabilities. Site model: bond = 0. Bond model: site = 0. Mixed: both. */
export interface Removal {
  /** Of hidden units (Dropout), one for each hidden layer if they differ; input and output units are kept. */
  readonly site: Rate;
  /** Of weights (DropConnect), one for each layer of weights (depth + 1) if they differ. */
  readonly bond: Rate;
  /** Of input units (input dropout); 0 if not given. */
  readonly input?: number;
}
