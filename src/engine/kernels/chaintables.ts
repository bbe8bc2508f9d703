// The count chain as tables. K_{l+1} given K_l = k is Binomial(W, s_k), drawn by Walker's alias method from one word:
// its leading bits choose an entry, the others choose between the entry's two counts. Vose, IEEE Transactions on
// Software Engineering 17 (1991) 972. That layers may be merged as below is derived here.

import { exp } from '../math/exp';
import { log } from '../math/log';
import { binomialRow } from '../percolation/binomial';
import type { LayerLaw, RemovalLayer } from '../percolation/layerlaw';
import { UnitReach } from '../percolation/reach';
import { aliasTable, splitWord } from './aliastable';

const TWO_POW_32 = 2 ** 32;

/** Layers that a trial walks through, the output last, and the number of reachable units that it begins with. */
export interface ChainLayers {
  readonly first: number;
  readonly layers: readonly RemovalLayer[];
}

function power(rate: number, width: number): number {
  return width === 1 ? rate : exp(width * log(rate));
}

/**
 * The shortest walk with the same P(open path). Input dropout is a layer of its own. Of the output only matters whether
 * any unit is reached: W units with bond rate b are missed like one with b^W. And where weights that enter and leave a
 * layer are never removed only matters whether it keeps a unit: W units with site rate s are like one with s^W.
 *
 * @param law layers under removal
 */
export function chainLayers({ input, hidden, output }: LayerLaw): ChainLayers {
  const { width, site } = input;
  const layers = [
    ...(site > 0 ? [{ width, site, bond: 0, count: 1 }] : []),
    ...hidden.filter(({ count }) => count > 0),
    { width: 1, count: 1, site: 0, bond: power(output.bond, output.width) }
  ];
  return {
    first: site > 0 ? 1 : width,
    layers: layers.map((layer, l) =>
      layer.bond === 0 && layers[l + 1]?.bond === 0
        ? { ...layer, width: 1, site: power(layer.site, layer.width) }
        : layer
    )
  };
}

/**
 * Threshold words of a probability in 0 .. 1: it comes true for a word below the first, or equal to it and the next
 * below the second. Right to 2^-64, which is also how far 1 stays below 1.
 */
export function bernoulliWords(probability: number): [number, number] {
  return probability < 1 ? splitWord(probability * TWO_POW_32) : [TWO_POW_32 - 1, TWO_POW_32 - 1];
}

/** P(Binomial(width, s_k) = j), j = 0 .. width. */
function countLaw({ width, site, bond }: RemovalLayer, k: number): Float64Array {
  const unit = new UnitReach({ site, bond });
  const law = new Float64Array(width + 1);
  binomialRow(width, unit.reached(k), unit.missed(k), law, 1);
  law[0] = exp(width * unit.logMissed(k));
  return law;
}

/**
 * The alias table of the number of reachable units of a layer.
 *
 * @param layer the layer
 * @param k reachable units of the layer before it, >= 1
 * @param bits the table has 2^bits >= width + 1 entries, bits in 1 .. 16
 * @returns words of aliasTable, whose outcomes are counts
 */
export function aliasRow(layer: RemovalLayer, k: number, bits: number): Uint32Array {
  const law = new Float64Array(2 ** bits);
  law.set(countLaw(layer, k));
  return aliasTable(law, count => count);
}
