// theta of one network as a function of p, where it is exact: by the method of the network, or over all masks.

import { graphOf } from '../engine/network/build';
import { exactAnswer, hasExactMethod } from '../engine/percolation/exact';
import { polynomialTheta } from '../engine/percolation/polynomial';
import type { ThetaCurve } from '../engine/percolation/threshold';
import { keyFromSeed } from '../engine/random/seed';
import { graphOfStudy } from './graphsource';
import { hasLabels, isFew } from './measure/method';
import { removalAt } from './network';
import { pointsOf } from './points';
import type { Study } from './study';

/**
 * Path probability by p.
 *
 * @param study a percolation study of one cell, whose p is not looked at, and whose network is no file
 * @returns null where theta can only be sampled
 * @throws GraphError where its edges make no acyclic graph
 */
export function exactCurve(study: Study): ThetaCurve | null {
  const [point] = pointsOf(study, () => undefined);
  const { cell, subject } = point;
  const { network } = subject;
  if (network.is === 'blocks') {
    return null;
  }
  if (hasExactMethod(network, removalAt(cell, 0.5))) {
    return p => exactAnswer(network, removalAt(cell, p));
  }
  const edges =
    study.graph && 'edges' in study.graph ? graphOfStudy(study.settings, study.graph) : null;
  if (!hasLabels(point) || !isFew({ study, edges, firstBlock: 0 }, point)) {
    return null;
  }
  return polynomialTheta(graphOf(subject, edges, keyFromSeed(cell.get('seed') as string), true));
}
