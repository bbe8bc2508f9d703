// Quenched sparse layers: what is drawn, and that it is drawn once.

import { graphOf } from '../../../src/engine/network/build';
import type { Graph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Layers, Network } from '../../../src/engine/network/network';
import { keyFromSeed } from '../../../src/engine/random/seed';

const key = keyFromSeed('structure');

/** Edges as [from, to]. */
function edgesOf({ units, edgeFirst, edgeTarget }: Graph): number[][] {
  return Array.from({ length: units }, (_, unit) =>
    [...edgeTarget.subarray(edgeFirst[unit], edgeFirst[unit + 1])].map(to => [unit, to])
  ).flat();
}

const quenched = (by: 'density' | 'degree', value: number, graph: number): Layers => ({
  is: 'layers',
  layers: fromWidths([40, 50, 60, 30]),
  sparse: { by, value, graph }
});

test('quenched sparse layers: one graph for all p and models, another for each replicate and seed', () => {
  const edges = (network: Network, model: 'site' | 'bond', p: number, seed = key): string => {
    const built = graphOf({ network, model, removal: { site: p, bond: p } }, null, seed);
    return edgesOf(built.graph)
      .map(([from, to]) => `${from}-${to}`)
      .join();
  };
  const network = quenched('density', 0.2, 3);
  const drawn = edges(network, 'bond', 0.1);
  expect(edges(network, 'bond', 0.9)).toBe(drawn);
  expect(edges(network, 'site', 0.5)).toBe(drawn);
  expect(edges(quenched('density', 0.2, 4), 'bond', 0.1)).not.toBe(drawn);
  const again = edges(network, 'bond', 0.1);
  expect(again).toBe(drawn);
  expect(edges(network, 'bond', 0.1, keyFromSeed('other'))).not.toBe(drawn);
});

test.each([
  ['density', 0.3, [0.3, 0.3, 0.3]],
  ['degree', 4, [4 / 40, 4 / 50, 4 / 60]],
  ['density', 1, [1, 1, 1]],
  ['degree', 55, [1, 1, 55 / 60]]
] as const)(
  'quenched layers with %s %d: each weight exists with its density',
  (by, value, densities) => {
    const widths = [40, 50, 60, 30];
    const counts = [0, 0, 0];
    const graphs = 50;
    for (let graph = 0; graph < graphs; graph++) {
      const built = graphOf(
        { network: quenched(by, value, graph), model: 'bond', removal: { site: 0, bond: 0.5 } },
        null,
        key
      ).graph;
      edgesOf(built).forEach(([from]) => (counts[built.layer[from]] += 1));
      const ends = edgesOf(built).map(([from, to]) => `${from}-${to}`);
      expect(new Set(ends).size).toBe(ends.length);
    }
    counts.forEach((count, layer) => {
      const weights = graphs * widths[layer] * widths[layer + 1];
      const deviation = Math.sqrt(weights * densities[layer] * (1 - densities[layer]));
      expect(Math.abs(count - weights * densities[layer])).toBeLessThanOrEqual(4 * deviation);
    });
  }
);
