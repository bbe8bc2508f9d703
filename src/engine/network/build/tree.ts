// Arborescences as graphs, level by level: the children of unit u are u * branching + 1 .. u * branching + branching.

import type { Graph } from '../graph';
import type { Tree } from '../network';
import type { Classes, Removes, Size } from './classes';
import { consecutive, Draft } from './draft';

/** Units of levels 0 .. level; Infinity where they are beyond any double. */
function unitsUpTo(level: number, branching: number): number {
  if (branching === 1) {
    return level + 1;
  }
  let units = 1;
  for (let i = 0; i < level && units < Infinity; i++) {
    units = units * branching + 1;
  }
  return units;
}

/** Graph of a tree: unit 0 is the input, the leaves of level depth + 1 are the outputs. */
export function treeGraph({ branching, depth }: Tree, classes: Classes): Graph {
  const draft = new Draft();
  const input = draft.elements(1, classes.input);
  let width = branching;
  const sites = Array.from({ length: depth }, (_, level) => {
    const first = draft.elements(width, classes.site(level));
    width *= branching;
    return first;
  });
  let unit = 0;
  width = 1;
  for (let level = 0; level <= depth + 1; level++) {
    const element = level === 0 ? input : level <= depth ? sites[level - 1] : -1;
    for (let place = 0; place < width; place++, unit++) {
      draft.unit(level);
      if (element >= 0) {
        draft.closedBy(element + place);
      }
      for (let child = 1; level <= depth && child <= branching; child++) {
        draft.edge(unit * branching + child, draft.elements(1, classes.bond(level)));
      }
    }
    width *= branching;
  }
  const leaves = width / branching;
  return draft.graph(classes.count, depth + 2, {
    inputs: Int32Array.of(0),
    outputs: consecutive(unit - leaves, leaves)
  });
}

/** Size of a tree. */
export function treeSize({ branching, depth }: Tree, removes?: Removes): Size {
  const units = unitsUpTo(depth + 1, branching);
  const hidden = unitsUpTo(depth, branching) - 1;
  return {
    units,
    edges: units - 1,
    elements:
      (removes?.site ? hidden : 0) + (removes?.bond ? units - 1 : 0) + (removes?.input ? 1 : 0)
  };
}
