// Exact path probability: picks the method that applies to a network, and says which.

import { exp } from '../math/exp';
import { log } from '../math/log';
import { depthOf, fromWidths, type LayeredNetwork } from '../network/layered';
import type { Convolutional, Network, Skip } from '../network/network';
import { chainTheta, WIDEST_CHAIN } from './chain';
import { isSiteOnly, layerLaw, type LayerLaw } from './layerlaw';
import { fromLogTheta, type PathProbability } from './probability';
import type { Rate, Removal } from './removal';
import { DEEPEST_RESIDUAL, residualTheta, WIDEST_RESIDUAL } from './residual';
import { runLengthTheta } from './runlength';
import { siteTheta } from './site';
import { treeTheta } from './tree';

export type { PathProbability } from './probability';

/** Name of an exact method. A chain that settles before its last layers is named for the Perron root that serves them. */
export type ExactAlgorithm =
  'closed form' | 'chain' | 'Perron root' | 'residual chain' | 'run-length chain' | 'recursion';

/** A path probability and how it was found. */
export interface ExactAnswer extends PathProbability {
  readonly algorithm: ExactAlgorithm;
}

/** A method that applies, not yet run. */
type Way = () => ExactAnswer;

function way(algorithm: ExactAlgorithm, theta: () => PathProbability): Way {
  return () => ({ ...theta(), algorithm });
}

function chainAnswer(law: LayerLaw): ExactAnswer {
  const { settled, ...theta } = chainTheta(law);
  return { ...theta, algorithm: settled ? 'Perron root' : 'chain' };
}

/**
 * Exact path probability of layers under site, bond or mixed removal.
 *
 * @param law layers under removal: depth up to 10^18 where only units are removed, else 10^9
 * @returns theta, 1 - theta and their logarithms, relative error below 1e-12 on each
 */
export function exactTheta(law: LayerLaw): PathProbability {
  return isSiteOnly(law) ? siteTheta(law) : chainTheta(law);
}

function widest(network: LayeredNetwork): number {
  return network.hidden.reduce((most, { width }) => Math.max(most, width), network.input);
}

function ofLayers(law: LayerLaw, network: LayeredNetwork): Way | null {
  if (isSiteOnly(law)) {
    return way('closed form', () => siteTheta(law));
  }
  const hidden = network.hidden.reduce((most, { width }) => Math.max(most, width), 0);
  return hidden <= WIDEST_CHAIN ? () => chainAnswer(law) : null;
}

function ofSkips(network: Skip, removal: Removal): Way | null {
  const law = layerLaw(network.layers, removal, null);
  if (network.kind === 'dense') {
    return isSiteOnly(law)
      ? way('run-length chain', () => runLengthTheta(law, network.span))
      : network.span === 1
        ? ofLayers(law, network.layers)
        : null;
  }
  const fits =
    Math.max(widest(network.layers), network.layers.output) <= WIDEST_RESIDUAL &&
    depthOf(network.layers) <= DEEPEST_RESIDUAL;
  return fits ? way('residual chain', () => residualTheta(network, law)) : null;
}

/**
 * All k x k weights from one channel to another are removed. As one double it ends below p of 1e-308^(1/k^2), and near
 * p = 1 the relative error of its complement, which theta shares, is 1e-16 / (1 - p).
 */
function kernelRate(rate: Rate, kernel: number): Rate {
  const all = (p: number): number => exp(kernel * kernel * log(p));
  return typeof rate === 'number' ? all(rate) : rate.map(all);
}

/** Channels are layers of units where removal takes whole channels, and where every position sees the same kernel. */
function ofChannels(network: Convolutional, removal: Removal): Way | null {
  const bonds = [removal.bond].flat().some(p => p > 0);
  const units = [removal.site].flat().some(p => p > 0) || (removal.input ?? 0) > 0;
  const uniform = !bonds || network.padding === 'cyclic' || network.kernel === 1;
  if (!uniform || (units && network.drop !== 'channels')) {
    return null;
  }
  const channels = fromWidths(network.channels);
  const bond = kernelRate(removal.bond, network.kernel);
  return ofLayers(layerLaw(channels, { ...removal, bond }, null), channels);
}

function wayOf(network: Network, removal: Removal): Way | null {
  switch (network.is) {
    case 'layers':
      return network.sparse !== null && network.sparse.graph !== null
        ? null
        : ofLayers(layerLaw(network.layers, removal, network.sparse), network.layers);
    case 'skip':
      return ofSkips(network, removal);
    case 'convolutional':
      return ofChannels(network, removal);
    case 'tree':
      return way('recursion', () => treeTheta(network, removal));
    case 'blocks':
      return way('closed form', () => fromLogTheta(0));
    case 'lattice':
    case 'edges':
      return null;
  }
}

/**
 * Whether a network has an exact method, found without running it.
 *
 * @param network any network
 * @param removal what is removed from it
 * @returns false where only enumeration or sampling apply
 */
export function hasExactMethod(network: Network, removal: Removal): boolean {
  return wayOf(network, removal) !== null;
}

/**
 * Exact path probability of a network for which there is a method, by hasExactMethod.
 *
 * @throws RangeError where there is none
 */
export function exactAnswer(network: Network, removal: Removal): ExactAnswer {
  const answer = wayOf(network, removal);
  if (answer === null) {
    throw new RangeError(`exactAnswer: no exact method for ${network.is}; enumerate or sample`);
  }
  return answer();
}
