// Classes of elements: those that are removed with the same probability. Input units come first, then hidden units,
// layer by layer if their rates differ, then weights. What is removed stands apart from how often, so that a graph serves
// every p.

import type { Rate, Removal } from '../../percolation/removal';
import type { Subject } from '../../percolation/task';

/** Which kinds of elements can be removed. */
export interface Removes {
  /** Hidden units. */
  readonly site: boolean;
  /** Weights. */
  readonly bond: boolean;
  /** Input units. */
  readonly input: boolean;
}

/** How large a graph is; `elements` are those that can be removed. */
export interface Size {
  readonly units: number;
  readonly edges: number;
  readonly elements: number;
}

/** Removal probabilities of the kinds; null for those that are never removed. */
export interface Rates {
  readonly site: Rate | null;
  readonly bond: Rate | null;
  readonly input: number | null;
}

/** Numbers of the classes; negative for elements that are never removed. */
export interface Classes {
  readonly count: number;
  /** Of a unit of hidden layer 0 .. depth - 1. */
  site(layer: number): number;
  /** Of a weight that enters hidden layer 0 .. depth - 1 or the output, layer `depth`. */
  bond(layer: number): number;
  readonly input: number;
}

/**
 * Kinds of elements that a model removes.
 *
 * @param model site, bond or mixed
 * @param removal its rates; input units are removed where theirs is above 0
 */
export function removesOf(model: Subject['model'], { input = 0 }: Removal): Removes {
  return { site: model !== 'bond', bond: model !== 'site', input: input > 0 };
}

function listOf(rate: Rate | null): readonly number[] {
  return rate === null ? [] : typeof rate === 'number' ? [rate] : rate;
}

/** Classes of one kind, from `first` on. */
function ofKind(rate: Rate | null, first: number): (layer: number) => number {
  return rate === null ? () => -1 : typeof rate === 'number' ? () => first : layer => first + layer;
}

/** The classes that rates make: one for each number. */
export function classesOf({ site, bond, input }: Rates): Classes {
  const sites = listOf(input).length;
  const bonds = sites + listOf(site).length;
  return {
    count: bonds + listOf(bond).length,
    site: ofKind(site, sites),
    bond: ofKind(bond, bonds),
    input: ofKind(input, 0)(0)
  };
}

/** The rate of each class. */
export function ratesByClass({ site, bond, input }: Rates): Float64Array {
  return Float64Array.from([...listOf(input), ...listOf(site), ...listOf(bond)]);
}
