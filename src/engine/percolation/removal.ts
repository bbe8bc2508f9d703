// What is removed at random: the three percolation models are one, with two removal probabilities.

/** Removal probabilities. Site model: bond = 0. Bond model: site = 0. Mixed: both. */
export interface Removal {
  /** Probability that a hidden unit is removed (Dropout); input and output units are kept. */
  readonly site: number;
  /** Probability that a weight is removed (DropConnect). */
  readonly bond: number;
}
