// A trial at every p against plain searches, enumeration of paths and its threshold.

import { trialLabels } from '../../../src/engine/kernels/triallabels';
import { graphOf } from '../../../src/engine/network/build';
import type { Graph } from '../../../src/engine/network/graph';
import { fromWidths } from '../../../src/engine/network/layered';
import type { Network } from '../../../src/engine/network/network';
import { LabelledMask } from '../../../src/engine/percolation/labelledmask';
import { keyFromSeed } from '../../../src/engine/random/seed';

const KEY = keyFromSeed('tests of a trial at every p');

const NETWORKS: readonly [string, Network][] = [
  ['layers', { is: 'layers', layers: fromWidths([3, 3, 4, 2]), sparse: null }],
  [
    'skips',
    { is: 'skip', layers: fromWidths([2, 3, 3, 3, 2]), kind: 'dense', span: 2, removable: true }
  ],
  [
    'a convolution',
    {
      is: 'convolutional',
      channels: [1, 2, 2, 1],
      image: [3, 3],
      kernel: 3,
      drop: 'channels',
      block: 1,
      padding: 'zero'
    }
  ],
  ['a directed lattice', { is: 'lattice', size: [4, 4], directed: true }],
  ['an undirected lattice', { is: 'lattice', size: [4, 4], directed: false }],
  ['a tree', { is: 'tree', branching: 2, depth: 3 }]
];

interface Searched {
  readonly reachable: Set<number>;
  /** All open paths, each as its units; of directed graphs. */
  readonly paths: number[][];
}

/** Every path is walked, so graphs must be tiny. */
function search(graph: Graph, labels: Float64Array, p: number): Searched {
  const isKept = (element: number): boolean => element < 0 || labels[element] >= p;
  const isOpen = (unit: number): boolean =>
    graph.unitElement.subarray(graph.unitFirst[unit], graph.unitFirst[unit + 1]).every(isKept);
  const after = (unit: number): number[] =>
    Array.from(
      { length: graph.edgeFirst[unit + 1] - graph.edgeFirst[unit] },
      (_, i) => graph.edgeFirst[unit] + i
    )
      .filter(edge => isKept(graph.edgeElement[edge]) && isOpen(graph.edgeTarget[edge]))
      .map(edge => graph.edgeTarget[edge]);
  const starts = [...graph.inputs].filter(isOpen);
  const reachable = new Set(starts);
  for (const unit of reachable) after(unit).forEach(next => reachable.add(next));
  const paths: number[][] = [];
  const walk = (path: number[]): void => {
    if (graph.outputs.includes(path.at(-1)!)) paths.push(path);
    after(path.at(-1)!).forEach(next => walk([...path, next]));
  };
  if (graph.directed) starts.forEach(unit => walk([unit]));
  return { reachable, paths };
}

describe.each(NETWORKS)('%s', (_, network) => {
  test.each(['site', 'bond', 'mixed'] as const)('%s', model => {
    const removal = graphOf({ network, model, removal: { site: 0.5, bond: 0.5 } }, null, KEY, true);
    const { graph } = removal;
    for (let trial = 0; trial < 4; trial++) {
      const { labels, threshold } = trialLabels(removal, KEY, 0, 0, trial);
      const masks = new LabelledMask(graph, labels);
      const ps = [0.5, 1, threshold, threshold + 2 ** -33, ...labels.slice(0, 12)];
      // From p = 0.3 on: below there are too many paths to walk.
      for (const p of ps.filter(value => value >= 0.3 && value <= 1)) {
        const { unit, edge, isOpen, logPaths, layers } = masks.at(p);
        const { reachable, paths } = search(graph, labels, p);
        expect(isOpen).toBe(p <= threshold);
        unit.forEach((state, at) => {
          expect(state === 'reachable' || state === 'live').toBe(reachable.has(at));
        });
        if (graph.directed) {
          const live = new Set(paths.flat());
          unit.forEach((state, at) => expect(state === 'live').toBe(live.has(at)));
          expect(Math.round(Math.exp(logPaths))).toBe(paths.length);
        } else {
          expect(logPaths).toBeNaN();
        }
        const total = (of: 'units' | 'reachable' | 'live' | 'edges' | 'cut'): number =>
          layers.reduce((sum, counts) => sum + counts[of], 0);
        expect(total('units')).toBe(graph.units);
        expect(total('reachable')).toBe(reachable.size);
        expect(total('edges')).toBe(edge.length);
        expect(total('live') > 0).toBe(isOpen);
        expect(total('cut') > 0).toBe(!isOpen);
      }
    }
  });
});

test('layers are counted one by one', () => {
  // 1-2-1 units, bond: edges 0-1, 0-2, 1-3, 2-3 in this order.
  const network: Network = { is: 'layers', layers: fromWidths([1, 2, 1]), sparse: null };
  const { graph } = graphOf(
    { network, model: 'bond', removal: { site: 0, bond: 0.5 } },
    null,
    KEY,
    true
  );
  const { layers, edge } = new LabelledMask(graph, Float64Array.of(0.9, 0.2, 0.4, 0.8)).at(0.5);
  expect(edge).toEqual(['reachable', 'cut', 'cut', 'open']);
  const rest = { openEdges: 1, liveEdges: 0, live: 0, edges: 2, cut: 1 };
  expect(layers).toEqual([
    { ...rest, layer: 0, units: 1, open: 1, reachable: 1 },
    { ...rest, layer: 1, units: 2, open: 2, reachable: 1 },
    { ...rest, layer: 2, units: 1, open: 1, reachable: 0, edges: 0, openEdges: 0, cut: 0 }
  ]);
});
