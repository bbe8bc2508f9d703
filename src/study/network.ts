// The network and the removal probabilities of one cell, as the engine wants them.

import { fromWidths, rectangular, type LayeredNetwork } from '../engine/network/layered';
import type { Network, Sparse } from '../engine/network/network';
import type { Rate, Removal } from '../engine/percolation/removal';
import type { Cell } from './study';

/** The layers of a cell whose network is given by width and depth or by widths; or, in a dropout study, as blocks. */
export function layersOf(cell: Cell): LayeredNetwork {
  const widths = cell.get('network.widths');
  if (widths !== undefined) {
    return fromWidths(widths as readonly number[]);
  }
  const units = (name: string): number | undefined =>
    cell.get(`network.${name}`) as number | undefined;
  // Blocks of one layer of weights lie between hidden layers.
  const depth = units('depth')! + (cell.family === 'blocks' ? 1 : 0);
  return rectangular(units('width')!, depth, units('input'), units('output'));
}

function sparseOf(cell: Cell, replicate: number | null): Sparse | null {
  const by = cell.get('network.density') === undefined ? 'degree' : 'density';
  const value = cell.get(`network.${by}`) as number | undefined;
  return value === undefined ? null : { by, value, graph: replicate };
}

function layeredOf(cell: Cell, replicate: number | null): Network {
  const span = cell.get('network.skip.span') as number | undefined;
  return span === undefined
    ? { is: 'layers', layers: layersOf(cell), sparse: sparseOf(cell, replicate) }
    : {
        is: 'skip',
        layers: layersOf(cell),
        kind: cell.get('network.skip.kind') as 'identity' | 'dense',
        span,
        removable: cell.get('network.skip.removable') as boolean
      };
}

/**
 * The network of a cell.
 *
 * @param cell a cell of a percolation study
 * @param replicate number of the fixed graph of quenched sparse layers, from 0; null where none is fixed
 */
export function networkOf(cell: Cell, replicate: number | null): Network {
  const get = <T>(name: string): T => cell.get(`network.${name}`) as T;
  switch (cell.family) {
    case 'rectangular':
    case 'widths':
      return layeredOf(cell, replicate);
    case 'blocks':
      return { is: 'blocks', blocks: get('depth') };
    case 'convolutional': {
      const drop = get<'channels' | 'elements' | undefined>('drop') ?? 'channels';
      return {
        is: 'convolutional',
        channels: get('channels'),
        image: get('image'),
        kernel: get('kernel'),
        drop,
        block: get('block'),
        padding: get('padding')
      };
    }
    case 'lattice':
      return { is: 'lattice', size: get('size'), directed: get('directed') };
    case 'tree':
      return { is: 'tree', branching: get('tree.branching'), depth: get('tree.depth') };
    case 'edges':
    case 'file':
      return { is: 'edges' };
  }
}

/** Removal probabilities of a cell: the two rates of the mixed model, or p for the one that is removed. */
export function removalOf(cell: Cell): Removal {
  const p = cell.get('p') as Rate | undefined;
  return removalAt(cell, p ?? 0);
}

/**
 * Removal probabilities of a cell at another p.
 *
 * @param cell a cell of a study
 * @param p removal probability of the elements that the model removes; mixed: of units and of weights alike, where the
 *   cell has no rates of its own
 */
export function removalAt(cell: Cell, p: Rate): Removal {
  const input = cell.get('p_input') as number | undefined;
  const inputs = input === undefined ? {} : { input };
  switch (cell.get('model')) {
    case 'site':
      return { site: p, bond: 0, ...inputs };
    case 'bond':
      return { site: 0, bond: p, ...inputs };
    default:
      return {
        site: (cell.get('p_site') ?? p) as Rate,
        bond: (cell.get('p_bond') ?? p) as Rate,
        ...inputs
      };
  }
}

/** Units of the widest hidden layer; 0 where there is none. */
export function widestOf(network: LayeredNetwork): number {
  return network.hidden.reduce((widest, { width }) => Math.max(widest, width), 0);
}
