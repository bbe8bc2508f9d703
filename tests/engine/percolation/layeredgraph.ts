// Complete layers as a graph, for tests: class 0 are hidden units, class 1 weights.

import type { RemovalGraph } from '../../../src/engine/network/graph';

/** Graph of complete layers of the given widths, with every hidden unit and every weight removable. */
export function layeredGraph(widths: readonly number[], site: number, bond: number): RemovalGraph {
  const firsts = widths.map((_, l) => widths.slice(0, l).reduce((sum, width) => sum + width, 0));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const last = widths.length - 1;
  const edgeFirst: number[] = [];
  const edgeTarget: number[] = [];
  const unitFirst: number[] = [];
  const unitElement: number[] = [];
  const elementClass: number[] = [];
  const edgeElement: number[] = [];
  const layer: number[] = [];
  widths.forEach((width, l) => {
    for (let i = 0; i < width; i++) {
      layer.push(l);
      unitFirst.push(unitElement.length);
      if (l > 0 && l < last) {
        unitElement.push(elementClass.push(0) - 1);
      }
      edgeFirst.push(edgeTarget.length);
      for (let j = 0; l < last && j < widths[l + 1]; j++) {
        edgeTarget.push(firsts[l + 1] + j);
        edgeElement.push(elementClass.push(1) - 1);
      }
    }
  });
  edgeFirst.push(edgeTarget.length);
  unitFirst.push(unitElement.length);
  return {
    graph: {
      units,
      edgeFirst: Int32Array.from(edgeFirst),
      edgeTarget: Int32Array.from(edgeTarget),
      edgeElement: Int32Array.from(edgeElement),
      unitFirst: Int32Array.from(unitFirst),
      unitElement: Int32Array.from(unitElement),
      elements: elementClass.length,
      elementClass: Int32Array.from(elementClass),
      classes: 2,
      shared: false,
      directed: true,
      inputs: Int32Array.from({ length: widths[0] }, (_, i) => i),
      outputs: Int32Array.from({ length: widths[last] }, (_, i) => firsts[last] + i),
      layer: Int32Array.from(layer),
      layers: widths.length
    },
    rates: Float64Array.of(site, bond)
  };
}
