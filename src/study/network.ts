// The network and the removal probabilities of one cell, as the engine wants them.

import { fromWidths, rectangular, type LayeredNetwork } from '../engine/network/layered';
import type { Removal } from '../engine/percolation/removal';
import type { Cell } from './study';

/** The layered network of a cell. */
export function networkOf(cell: Cell): LayeredNetwork {
  const widths = cell.get('network.widths');
  if (widths !== undefined) {
    return fromWidths(widths as readonly number[]);
  }
  const units = (name: string): number | undefined =>
    cell.get(`network.${name}`) as number | undefined;
  return rectangular(units('width')!, units('depth')!, units('input'), units('output'));
}

/** Removal probabilities of a cell: the two rates of the mixed model, or p for the one that is removed. */
export function removalOf(cell: Cell): Removal {
  const rate = (name: string): number => cell.get(name) as number;
  switch (cell.get('model')) {
    case 'site':
      return { site: rate('p'), bond: 0 };
    case 'bond':
      return { site: 0, bond: rate('p') };
    default:
      return { site: rate('p_site'), bond: rate('p_bond') };
  }
}

/** Units of the widest hidden layer; 0 where there is none. */
export function widestOf(network: LayeredNetwork): number {
  return network.hidden.reduce((widest, { width }) => Math.max(widest, width), 0);
}
