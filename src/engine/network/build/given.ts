// A given list of edges as a graph. Site removal takes the units that are neither input nor output nor kept, bond removal
// every edge; the layer of a unit is its longest distance from the inputs.

import type { EdgeList } from '../edges';
import type { Graph } from '../graph';
import { edgesByUnit, type EdgesByUnit } from '../leaving';
import type { Classes, Removes, Size } from './classes';
import { Draft } from './draft';

/**
 * Longest distance of each unit from the inputs, which are at 0; units that no input leads to are counted in the same
 * way from where they begin.
 */
function layersOf({ names, target, inputs }: EdgeList, { first, edge }: EdgesByUnit): Int32Array {
  const isInput = new Uint8Array(names.length);
  inputs.forEach(unit => (isInput[unit] = 1));
  const isReached = isInput.slice();
  const layer = new Int32Array(names.length);
  for (let unit = 0; unit < names.length; unit++) {
    for (let i = first[unit]; i < first[unit + 1]; i++) {
      const next = target[edge[i]];
      if (isInput[next] || isReached[next] > isReached[unit]) {
        continue;
      }
      const before = isReached[unit] > isReached[next] ? 0 : layer[next];
      layer[next] = Math.max(before, layer[unit] + 1);
      isReached[next] = isReached[unit];
    }
  }
  return layer;
}

/** Units that site removal takes. */
function inner({ names, inputs, outputs, kept }: EdgeList): Uint8Array {
  const inside = new Uint8Array(names.length).fill(1);
  inputs.forEach(unit => (inside[unit] = 0));
  outputs.forEach(unit => (inside[unit] = 0));
  kept.forEach(unit => (inside[unit] = 0));
  return inside;
}

/** Graph of a list of edges. */
export function givenGraph(edges: EdgeList, classes: Classes): Graph {
  const leaving = edgesByUnit(edges.source, edges.names.length);
  const { first, edge } = leaving;
  const layer = layersOf(edges, leaving);
  const inside = inner(edges);
  const draft = new Draft();
  const elementOf = new Int32Array(edges.names.length).fill(-1);
  edges.inputs.forEach(unit => (elementOf[unit] = draft.elements(1, classes.input)));
  inside.forEach((isInside, unit) => {
    if (isInside) {
      elementOf[unit] = draft.elements(1, classes.site(0));
    }
  });
  layer.forEach((at, unit) => {
    draft.unit(at);
    if (elementOf[unit] >= 0) {
      draft.closedBy(elementOf[unit]);
    }
    for (let i = first[unit]; i < first[unit + 1]; i++) {
      draft.edge(edges.target[edge[i]], draft.elements(1, classes.bond(0)));
    }
  });
  const layers = layer.reduce((a, b) => Math.max(a, b), 0) + 1;
  return draft.graph(classes.count, layers, edges);
}

/** Size of a list of edges. */
export function givenSize(edges: EdgeList, removes?: Removes): Size {
  const weights = edges.source.length;
  const hidden = removes?.site ? inner(edges).reduce((sum, isInside) => sum + isInside, 0) : 0;
  return {
    units: edges.names.length,
    edges: weights,
    elements: hidden + (removes?.bond ? weights : 0) + (removes?.input ? edges.inputs.length : 0)
  };
}
