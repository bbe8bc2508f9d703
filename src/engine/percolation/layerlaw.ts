// Layers under removal, as the chains see them: widths with the removal probabilities of their units and of the
// weights that enter them. Per-layer rates, input dropout and annealed sparse layers all end in this form.

import type { LayeredNetwork } from '../network/layered';
import type { Sparse } from '../network/network';
import { rateAt, type Removal } from './removal';

/** `count` consecutive equal layers. */
export interface RemovalLayer {
  readonly width: number;
  readonly count: number;
  /** Removal probability of a unit of this layer. */
  readonly site: number;
  /** Removal probability of a weight that enters this layer. */
  readonly bond: number;
}

/** A layered network under removal. */
export interface LayerLaw {
  readonly input: { readonly width: number; readonly site: number };
  readonly hidden: readonly RemovalLayer[];
  readonly output: { readonly width: number; readonly bond: number };
}

/** Removal probability of a weight that exists with probability `density`: missing or removed. */
function thinned(bond: number, density: number): number {
  return bond + (1 - bond) * (1 - density);
}

/** Probability that a weight behind a layer of `before` units exists. */
export function densityAfter(sparse: Sparse | null, before: number): number {
  if (sparse === null) {
    return 1;
  }
  return sparse.by === 'density' ? sparse.value : Math.min(1, sparse.value / before);
}

/**
 * Layers under removal. Rates by layer split runs of equal layers; sparse layers are averaged over their graphs, where
 * a weight is there and kept with probability density * (1 - bond) (derived here).
 *
 * @param network layers
 * @param removal rates; lists have one for each hidden layer (site) or layer of weights (bond)
 * @param sparse density of the layers; null where they are complete
 */
export function layerLaw(
  network: LayeredNetwork,
  { site, bond, input = 0 }: Removal,
  sparse: Sparse | null
): LayerLaw {
  const hidden: RemovalLayer[] = [];
  let before = network.input;
  let layer = 0;
  const add = (width: number, count: number): void => {
    const entering = thinned(rateAt(bond, layer), densityAfter(sparse, before));
    hidden.push({ width, count, site: rateAt(site, layer), bond: entering });
    before = width;
    layer += count;
  };
  const uniform = typeof site === 'number' && typeof bond === 'number';
  for (const { width, count } of network.hidden) {
    if (!uniform) {
      for (let i = 0; i < count; i++) {
        add(width, 1);
      }
    } else if (sparse?.by === 'degree' && before !== width && count > 1) {
      add(width, 1);
      add(width, count - 1);
    } else {
      add(width, count);
    }
  }
  const leaving = thinned(rateAt(bond, layer), densityAfter(sparse, before));
  return {
    input: { width: network.input, site: input },
    hidden,
    output: { width: network.output, bond: leaving }
  };
}

/** Whether no weight can be removed, so that a path is open exactly when every layer keeps a unit. */
export function isSiteOnly({ hidden, output }: LayerLaw): boolean {
  return output.bond === 0 && hidden.every(({ bond }) => bond === 0);
}
