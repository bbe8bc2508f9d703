// The order in which a study's keys are written: first what is studied, then how, the seed last, as in the examples.

import type { Kind } from '../key';
import { keysOf } from '../keys';

const FIRST = ['study', 'network', 'data', 'model', 'p', 'p_site', 'p_bond', 'p_input'];
const LAST = ['seed', 'force'];

/**
 * Paths of all keys of a kind of study in the order in which they are written; those of a group stand together.
 *
 * @param kind kind of study
 */
export function writtenOrder(kind: Kind): readonly string[] {
  const paths = keysOf(kind).map(({ path }) => path);
  const rank = (path: string): number => {
    const [head] = path.split('.');
    const first = FIRST.indexOf(head);
    return first >= 0 ? first - FIRST.length : LAST.indexOf(head) + 1;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b));
}
