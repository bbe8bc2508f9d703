import fc from 'fast-check';
import { fromWidths } from '../../../src/engine/network/layered';
import type { RemovalGraph } from '../../../src/engine/network/graph';
import { enumeratedTheta, MOST_ENUMERATED } from '../../../src/engine/percolation/enumeration';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { layerProfile, type Profile } from '../../../src/engine/percolation/profile';
import { weighedProfile } from '../../../src/engine/percolation/weighedprofile';
import { sampleMasks } from '../../../src/engine/percolation/wholemask';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { anyGraph } from './anygraph';
import {
  chanceOfMask,
  latticeMasks,
  layeredMasks,
  skipMasks,
  withLayers,
  withMask
} from './maskgraph';
import { tinyGraph, type Tiny } from './tinygraph';

const key = keyFromSeed('weighed');

/** The profile as a sum over single masks, each looked at by the code that samples them. */
function byMasks(removal: RemovalGraph): Record<keyof Profile, number[]> {
  const { layers, elements } = removal.graph;
  const sums = {
    reach: new Array<number>(layers).fill(0),
    live: new Array<number>(layers).fill(0),
    trainable: new Array<number>(layers).fill(0),
    cut: new Array<number>(layers + 1).fill(0)
  };
  for (let mask = 0; mask < 2 ** elements; mask++) {
    const chance = chanceOfMask(removal, mask);
    const { reach, live, trainable, cut } = sampleMasks(withMask(removal, mask), key, 0, 0, 1);
    reach.sum.forEach((share, layer) => (sums.reach[layer] += chance * share));
    live.sum.forEach((share, layer) => (sums.live[layer] += chance * share));
    trainable.sum.forEach((share, layer) => (sums.trainable[layer] += chance * share));
    cut.forEach((count, layer) => (sums.cut[layer] += chance * count));
  }
  return { ...sums, trainable: sums.trainable.slice(1) };
}

function expectSame(found: Profile, wanted: Record<keyof Profile, ArrayLike<number>>): void {
  for (const name of ['reach', 'live', 'trainable', 'cut'] as const) {
    const entries = Array.from(wanted[name]);
    expect(entries.length - found[name].length).toBe(
      name === 'cut' && entries.length > found.cut.length ? 1 : 0
    );
    entries.forEach((value, i) => expect(found[name][i] ?? 0).toBeCloseTo(value, 12));
  }
}

test.each<[string, RemovalGraph]>([
  ['site, input dropout', layeredMasks([2, 3, 2, 1], { site: 0.4, input: 0.1 })],
  ['bond', layeredMasks([2, 2, 2], { bond: 0.35 })],
  ['mixed', layeredMasks([1, 2, 2, 1], { bond: 0.2, site: 0.3 })],
  ['skips, parallel edges, shared elements', skipMasks()],
  ['lattice, sites', latticeMasks([3, 3], { site: 0.4 })],
  ['lattice, bonds', latticeMasks([3, 2], { bond: 0.5 })],
  ['lattice, both', latticeMasks([2, 2], { site: 0.2, bond: 0.3 })],
  ['nothing to remove', layeredMasks([2, 1, 2], {})],
  ['one certain, one impossible', layeredMasks([2, 2, 1], { site: 1, bond: 0 })]
])('%s: the profile is the sum over all masks', (_, removal) => {
  expectSame(weighedProfile(removal), byMasks(removal));
});

/** Any graph whose units are in layers of their own, together, or in none. */
const layeredGraph: fc.Arbitrary<RemovalGraph> = anyGraph([0, 0.1, 0.5, 0.9, 1])
  .chain(tiny =>
    fc.record({
      tiny: fc.constant(tiny),
      layer: fc.array(fc.integer({ min: -1, max: 3 }), {
        minLength: tiny.units,
        maxLength: tiny.units
      })
    })
  )
  .filter(({ layer }) => layer.some(at => at >= 0))
  .map(({ tiny, layer }) => withLayers(tinyGraph(tiny), layer));

test('any graph has the profile of the sum over all masks, and its cut and theta make 1', () => {
  fc.assert(
    fc.property(layeredGraph, removal => {
      const found = weighedProfile(removal);
      expectSame(found, byMasks(removal));
      const shares = [...found.reach, ...found.live, ...found.trainable];
      expect(shares.filter(share => share > 1)).toEqual([]);
      const closed = found.cut.reduce((sum, chance) => sum + chance);
      expect(closed + enumeratedTheta(removal).theta).toBeCloseTo(1, 12);
    }),
    { numRuns: 200, seed: 11 }
  );
}, 20_000);

test.each([
  [[2, 2, 2, 2, 2], { bond: 0.4 }],
  [[3, 3, 2, 2], { bond: 0.001, input: 0.3 }],
  [[2, 3, 2, 1], { bond: 0.3, site: 0.2 }]
])('layers %j with %j have the profile of the chain', (widths, rates) => {
  const law = layerLaw(fromWidths(widths), { site: 0, ...rates }, null);
  const wanted = layerProfile(law);
  const found = weighedProfile(layeredMasks(widths, rates));
  for (const name of ['reach', 'live', 'trainable', 'cut'] as const) {
    expect(found[name]).toHaveLength(wanted[name].length);
    wanted[name].forEach((value, i) => {
      expect(Math.abs(found[name][i] - value)).toBeLessThanOrEqual(1e-12 * value);
    });
  }
});

test('too many elements and a rate that is no probability are refused', () => {
  const line = (units: number): Tiny => ({
    units,
    edges: Array.from({ length: units - 1 }, (_, unit) => [unit, unit + 1]),
    inputs: [0],
    outputs: [units - 1],
    edgeElements: Array.from({ length: units - 1 }, (_, edge) => edge),
    classes: new Array<number>(units - 1).fill(0),
    rates: [0.5]
  });
  expect(() => weighedProfile(tinyGraph(line(MOST_ENUMERATED + 2)))).toThrow(
    /weighedProfile: found 23 removable elements; allowed: up to 22/
  );
  expect(() => weighedProfile(tinyGraph({ ...line(3), rates: [NaN] }))).toThrow(
    /found removal probability NaN of class 0/
  );
});
