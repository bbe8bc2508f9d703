// Masks as bits, 1 where an element is kept: units, weights, skips and blocks of one network one after the other, in the
// order in which the kernels read and draw them. Input and output units and all biases are always kept.

import type { Architecture } from './architecture';
import type { Removal } from './removal';

/** Bits that are drawn together: a SIMD vector. */
export const VECTOR_BITS = 128;

/** Flags of one layer: rows of `columns` flags, each row beginning `stride` bits behind the one before. */
export interface Section {
  /** units of a hidden layer; weights of a layer, rows as in its matrix; skips and blocks: of the layer that ends them. */
  readonly kind: 'units' | 'weights' | 'skips' | 'block';
  /** units: the layer of the units, from 1; weights, skips, block: the layer of weights, from 0. */
  readonly layer: number;
  /** First bit. */
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** Where the rate stands: in removal.site or removal.bond, at this place. */
  readonly rates: 'site' | 'bond';
  readonly at: number;
}

/** Sections whose elements are removed with the same probability at all times, drawn as one. */
export interface Run {
  /** First vector and number of vectors of VECTOR_BITS bits. */
  readonly first: number;
  readonly vectors: number;
  readonly rates: 'site' | 'bond';
  readonly at: number;
}

/** Where the flags of a mask stand. */
export interface MaskLayout {
  readonly sections: readonly Section[];
  readonly runs: readonly Run[];
  /** 32-bit words of one mask, a multiple of 4. */
  readonly words: number;
}

/** Rows of weight flags begin at multiples of 4 bits, as rows of weights do at multiples of 4 numbers. */
function padded(columns: number): number {
  return Math.ceil(columns / 4) * 4;
}

type Draft = Omit<Section, 'first'>;

function draftsOf({ widths, skips }: Architecture, { model, removableSkips }: Removal): Draft[] {
  const drafts: Draft[] = [];
  const takesBonds = model === 'bond' || model === 'mixed';
  for (let l = 0, block = 0; l < widths.length - 1; l++) {
    const columns = widths[l + 1];
    const row = { rows: 1, columns, stride: padded(columns) };
    if (takesBonds) {
      drafts.push({ kind: 'weights', layer: l, ...row, rows: widths[l], rates: 'bond', at: l });
      if (removableSkips && skips[l] >= 0) {
        drafts.push({ kind: 'skips', layer: l, ...row, rates: 'bond', at: l });
      }
    }
    if (model === 'blocks' && skips[l] >= 0) {
      const one = { rows: 1, columns: 1, stride: 4 };
      drafts.push({ kind: 'block', layer: l, ...one, rates: 'site', at: block++ });
    }
    if ((model === 'site' || model === 'mixed') && l < widths.length - 2) {
      drafts.push({ kind: 'units', layer: l + 1, ...row, rates: 'site', at: l });
    }
  }
  return drafts;
}

/**
 * Layout of the masks of a network. Sections of equal rates follow each other, so that short ones share the vectors in
 * which they are drawn.
 */
export function maskLayout(architecture: Architecture, removal: Removal): MaskLayout {
  const name = ({ rates, at }: Draft): string =>
    [rates, removal[rates].from[at], removal[rates].to[at]].join();
  const groups = new Map<string, Draft[]>();
  for (const draft of draftsOf(architecture, removal)) {
    const group = groups.get(name(draft)) ?? [];
    groups.set(name(draft), group);
    group.push(draft);
  }
  const sections: Section[] = [];
  const runs: Run[] = [];
  let vectors = 0;
  for (const group of groups.values()) {
    let first = vectors * VECTOR_BITS;
    for (const draft of group) {
      sections.push({ ...draft, first });
      first += draft.rows * draft.stride;
    }
    const end = Math.ceil(first / VECTOR_BITS);
    runs.push({ first: vectors, vectors: end - vectors, rates: group[0].rates, at: group[0].at });
    vectors = end;
  }
  return { sections, runs, words: (vectors * VECTOR_BITS) / 32 };
}

/** Flag of a bit. */
export function isKept(words: Uint32Array, bit: number): boolean {
  return ((words[bit >>> 5] >>> (bit & 31)) & 1) === 1;
}

/** Sets or clears the flag of a bit. */
export function keep(words: Uint32Array, bit: number, kept: boolean): void {
  const flag = (1 << (bit & 31)) >>> 0;
  words[bit >>> 5] = kept ? words[bit >>> 5] | flag : words[bit >>> 5] & ~flag;
}
