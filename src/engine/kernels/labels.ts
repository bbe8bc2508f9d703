// Which elements of a graph get a label (see maxmin.ts) and which are removed at a fixed rate.

import type { Graph, RemovalGraph } from '../network/graph';
import { bernoulliWords } from './chaintables';

/** A graph with labels. */
export interface LabelledGraph {
  readonly graph: Graph;
  /** For each element, 1 where it has a label and 0 where its rate is fixed. */
  readonly swept: Uint8Array;
  /** Elements whose rates are fixed: triples of the element and the threshold words of its removal. */
  readonly fixed: Float64Array;
}

/** Words of `fixed` for one element. */
export const FIXED_WORDS = 3;

/**
 * Tells swept elements from fixed ones.
 *
 * @param removal a graph; classes whose rate is NaN are swept
 */
export function labelledGraph({ graph, rates }: RemovalGraph): LabelledGraph {
  const sweptClass = Uint8Array.from(rates, rate => (Number.isNaN(rate) ? 1 : 0));
  const swept = Uint8Array.from(graph.elementClass, kind => sweptClass[kind]);
  const fixed: number[] = [];
  swept.forEach((isSwept, element) => {
    if (isSwept === 0) {
      fixed.push(element, ...bernoulliWords(rates[graph.elementClass[element]]));
    }
  });
  return { graph, swept, fixed: Float64Array.from(fixed) };
}
