// Sizes of graphs, found without building them, against those of graphs that were built.

import fc from 'fast-check';
import { graphOf, graphSize, LARGEST_GRAPH, removesOf } from '../../../src/engine/network/build';
import type { Graph } from '../../../src/engine/network/graph';
import { fromWidths, rectangular } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import type { Removal } from '../../../src/engine/percolation/removal';
import type { Subject } from '../../../src/engine/percolation/task';
import { keyFromSeed } from '../../../src/engine/random/seed';

const key = keyFromSeed('sizes');
const half: Removal = { site: 0.5, bond: 0.5 };

function graphFor(network: Network, model: Subject['model'], removal: Removal = half): Graph {
  return graphOf({ network, model, removal }, null, key).graph;
}

test('sizes without building agree with building, for layers and skips of any widths', () => {
  const widths = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 14 });
  const kind = fc.constantFrom('identity' as const, 'dense' as const);
  fc.assert(
    fc.property(
      widths,
      kind,
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (list, kind, span, removable) => {
        const layers = fromWidths(list);
        const removal = { ...half, input: 0.5 };
        for (const network of [
          { is: 'layers', layers, sparse: null },
          { is: 'skip', layers, kind, span, removable }
        ] as Network[]) {
          const graph = graphFor(network, 'mixed', removal);
          expect(graphSize(network, null, removesOf('mixed', removal))).toEqual({
            units: graph.units,
            edges: graph.edgeTarget.length,
            elements: graph.elements
          });
        }
      }
    )
  );
});

test('sizes of convolutions, lattices and trees agree with building', () => {
  const side = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.constantFrom(1, 3, 5),
      side,
      fc.boolean(),
      (h, w, kernel, block, flag) => {
        const networks: Network[] = [
          {
            is: 'convolutional',
            channels: [2, 1, 3, 2],
            image: [h, w],
            kernel,
            drop: 'elements',
            block,
            padding: flag ? 'zero' : 'cyclic'
          },
          { is: 'lattice', size: [h, w], directed: flag },
          { is: 'tree', branching: h, depth: w - 1 }
        ];
        for (const network of networks) {
          const graph = graphFor(network, 'mixed');
          const copies = graph.directed ? 1 : 2;
          expect(graphSize(network, null, removesOf('mixed', half))).toEqual({
            units: graph.units,
            edges: graph.edgeTarget.length / copies,
            elements: graph.elements
          });
        }
      }
    )
  );
});

test('the size of a network of depth 10^18 is told, and building it refused', () => {
  const network: Network = { is: 'layers', layers: rectangular(3, 1e18), sparse: null };
  expect(graphSize(network, null).edges).toBeGreaterThan(LARGEST_GRAPH);
  const skips: Network = {
    is: 'skip',
    layers: rectangular(3, 1e18),
    kind: 'identity',
    span: 3,
    removable: true
  };
  expect(graphSize(skips, null).edges).toBeGreaterThan(LARGEST_GRAPH);
  expect(graphSize({ ...skips, kind: 'dense' }, null).edges).toBeGreaterThan(LARGEST_GRAPH);
  expect(graphSize({ is: 'tree', branching: 7, depth: 1e6 }, null).edges).toBe(Infinity);
  expect(() => graphFor(network, 'site')).toThrow(/allowed: up to 5000000 edges/);
  expect(() => graphFor({ is: 'blocks', blocks: 3 }, 'site')).toThrow(RangeError);
});
