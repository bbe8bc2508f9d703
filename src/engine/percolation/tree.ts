// Arborescences: one input unit, every unit leads to `branching` units, the leaves are the outputs. The subtrees of a
// unit are independent, so that theta follows by recursion from the leaves (Galton-Watson), in logarithms of a
// success and of a failure at once: nothing is subtracted.

import { exp } from '../math/exp';
import { log, log1p } from '../math/log';
import { log1mexp, logSumExp } from '../math/log1mexp';
import type { Tree } from '../network/network';
import type { PathProbability } from './probability';
import { rateAt, type Removal } from './removal';

/** ln P(joined to a leaf) and ln P(not). */
interface Chance {
  readonly success: number;
  readonly failure: number;
}

/** The chance through an element that is kept with probability exp(logKept), removed with `removed`. */
function behind({ success, failure }: Chance, logKept: number, removed: number): Chance {
  const through = logKept + success;
  const probability = exp(through);
  return {
    success: through,
    failure: probability < 0.5 ? log1p(-probability) : logSumExp([log(removed), logKept + failure])
  };
}

/**
 * Path probability of an arborescence: s = 1 - (1 - q s')^b for a unit whose b children have s'.
 *
 * @param tree levels 0 (the input) to depth + 1 (the leaves); input and leaves are kept under site removal
 * @param removal rates; lists have one for each hidden level (site) or level of edges (bond), from the input
 * @returns theta and companions, relative error below 1e-12 on each
 */
export function treeTheta({ branching, depth }: Tree, removal: Removal): PathProbability {
  const { site, bond, input = 0 } = removal;
  let chance: Chance = { success: 0, failure: -Infinity };
  for (let level = depth + 1; level >= 1; level--) {
    const unit = level <= depth ? rateAt(site, level - 1) : 0;
    const edge = rateAt(bond, level - 1);
    const child = behind(chance, log1p(-unit) + log1p(-edge), unit + (1 - unit) * edge);
    const failure = branching * child.failure;
    chance = { success: log1mexp(failure), failure };
  }
  const { success, failure } = behind(chance, log1p(-input), input);
  return {
    theta: exp(success),
    oneMinusTheta: exp(failure),
    logTheta: 0 + success,
    logOneMinusTheta: 0 + failure
  };
}
