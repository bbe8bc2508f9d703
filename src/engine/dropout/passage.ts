// What a signal meets on its way from one layer to the next: where the flags of its weights, its skip, its block and the
// units that it arrives at stand in a mask.

import type { Architecture } from './architecture';
import type { MaskLayout, Section } from './mask';

/** A layer of weights with the units that it leads to; null where a mask removes none of a kind. */
export interface Passage {
  readonly fanIn: number;
  readonly fanOut: number;
  readonly weights: Section | null;
  /** Layer at which the skip begins that ends here; -1 for none. */
  readonly source: number;
  readonly skip: Section | null;
  readonly block: Section | null;
  readonly units: Section | null;
}

/** Passages of a network, from the input to the output. */
export function passagesOf({ widths, skips }: Architecture, { sections }: MaskLayout): Passage[] {
  const find = (kind: Section['kind'], layer: number): Section | null =>
    sections.find(section => section.kind === kind && section.layer === layer) ?? null;
  return skips.map((source, l) => ({
    fanIn: widths[l],
    fanOut: widths[l + 1],
    weights: find('weights', l),
    source,
    skip: find('skips', l),
    block: find('block', l),
    units: find('units', l + 1)
  }));
}
