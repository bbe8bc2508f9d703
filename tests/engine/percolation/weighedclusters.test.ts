import type { RemovalGraph } from '../../../src/engine/network/graph';
import { sampleClusters } from '../../../src/engine/percolation/clusters';
import { enumeratedTheta, MOST_ENUMERATED } from '../../../src/engine/percolation/enumeration';
import { weighedClusters } from '../../../src/engine/percolation/weighedclusters';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { chanceOfMask, latticeMasks, layeredMasks, withMask } from './maskgraph';

const key = keyFromSeed('weighed');

test.each<[[number, number], { site?: number; bond?: number }]>([
  [[3, 3], { site: 0.4 }],
  [[3, 2], { bond: 0.5 }],
  [[2, 2], { site: 0.2, bond: 0.3 }],
  [[1, 4], { site: 0.6 }],
  [[2, 2], { site: 1, bond: 0.1 }],
  [[3, 4], { site: 0.35 }]
])('lattice %j with %j: means over single masks; crossing is theta', (size, rates) => {
  const removal: RemovalGraph = latticeMasks(size, rates);
  const found = weighedClusters(removal, size);
  let [largest, cluster, crossing] = [0, 0, 0];
  for (let mask = 0; mask < 2 ** removal.graph.elements; mask++) {
    const chance = chanceOfMask(removal, mask);
    const one = sampleClusters(withMask(removal, mask), size, key, 0, 0, 1);
    largest += chance * one.largest[0];
    cluster += chance * one.size[0];
    crossing += chance * one.crossing;
  }
  expect(found.largest).toBeCloseTo(largest, 12);
  expect(found.size).toBeCloseTo(cluster, 12);
  expect(found.crossing).toBeCloseTo(crossing, 12);
  expect(found.crossing).toBeCloseTo(enumeratedTheta(removal).theta, 12);
});

test('too many elements, and what is no lattice of this size, are refused', () => {
  expect(() => weighedClusters(latticeMasks([4, 6], { site: 0.5 }), [4, 6])).toThrow(
    new RegExp(`found 24 removable elements; allowed: up to ${MOST_ENUMERATED}`)
  );
  expect(() => weighedClusters(latticeMasks([2, 3], { site: 0.5 }), [3, 2])).toThrow(
    /pass the size/
  );
  expect(() => weighedClusters(layeredMasks([2, 2], { bond: 0.5 }), [2, 2])).toThrow(/directed/);
});
