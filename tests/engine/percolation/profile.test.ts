import { fromWidths, rectangular, type LayeredNetwork } from '../../../src/engine/network/layered';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw } from '../../../src/engine/percolation/layerlaw';
import { layerProfile, MOST_PROFILED } from '../../../src/engine/percolation/profile';
import type { Removal } from '../../../src/engine/percolation/removal';

interface Expected {
  reach: number[];
  live: number[];
  trainable: number[];
  cut: number[];
}

/** Rate of layer l, as a list or the same for all. */
const at = (rate: Removal['site'], l: number): number =>
  typeof rate === 'number' ? rate : rate[l];

/** Every mask of a tiny network, with its probability. */
function enumerated(widths: number[], { site, bond, input = 0 }: Removal): Expected {
  const layers = widths.length;
  const units = widths.map((width, l) =>
    new Array<number>(width).fill(l === 0 ? input : l === layers - 1 ? 0 : at(site, l - 1))
  );
  const weights = widths
    .slice(1)
    .map((width, l) => new Array<number>(width * widths[l]).fill(at(bond, l)));
  const rates = [...units.flat(), ...weights.flat()];
  const random = rates.flatMap((rate, i) => (rate > 0 ? [i] : []));
  const sum: Expected = {
    reach: widths.map(() => 0),
    live: widths.map(() => 0),
    trainable: widths.slice(1).map(() => 0),
    cut: widths.map(() => 0)
  };
  for (let mask = 0; mask < 2 ** random.length; mask++) {
    const open = rates.map(() => true);
    let probability = 1;
    random.forEach((element, bit) => {
      open[element] = ((mask >> bit) & 1) === 1;
      probability *= open[element] ? 1 - rates[element] : rates[element];
    });
    let next = 0;
    const keptUnit = units.map(layer => layer.map(() => open[next++]));
    const keptWeight = weights.map(layer => layer.map(() => open[next++]));
    const weightAt = (l: number, from: number, to: number): boolean =>
      keptWeight[l][from * widths[l + 1] + to];
    const forward = [keptUnit[0]];
    for (let l = 1; l < layers; l++) {
      forward.push(
        keptUnit[l].map(
          (kept, v) => kept && forward[l - 1].some((on, u) => on && weightAt(l - 1, u, v))
        )
      );
    }
    const backward = keptUnit.map(layer => layer.slice());
    for (let l = layers - 2; l >= 0; l--) {
      backward[l] = keptUnit[l].map(
        (kept, u) => kept && backward[l + 1].some((on, v) => on && weightAt(l, u, v))
      );
    }
    const share = (layer: boolean[]): number => layer.filter(Boolean).length / layer.length;
    for (let l = 0; l < layers; l++) {
      sum.reach[l] += probability * share(forward[l]);
      sum.live[l] += probability * share(forward[l].map((on, u) => on && backward[l][u]));
      if (l > 0) {
        const used = forward[l - 1].flatMap((on, u) =>
          backward[l].map((joined, v) => on && joined && weightAt(l - 1, u, v))
        );
        sum.trainable[l - 1] += probability * share(used);
      }
    }
    const empty = forward.findIndex(layer => !layer.includes(true));
    if (empty >= 0) {
      sum.cut[empty] += probability;
    }
  }
  return sum;
}

const cases: [number[], Removal][] = [
  [[2, 2, 2], { site: 0.3, bond: 0.4 }],
  [[2, 2, 2], { site: 0.3, bond: 0.4, input: 0.25 }],
  [[2, 2, 2, 1], { site: 0, bond: 0.6 }],
  [[1, 2, 2, 2], { site: 0.2, bond: [0.1, 0.5, 0.3] }],
  [[3, 2, 3, 2], { site: [0.2, 0.7], bond: 0, input: 0.5 }],
  [[2, 1, 2, 1, 2], { site: [0.1, 0.2, 0.3], bond: 0.25 }],
  [[4, 1, 1, 1, 3], { site: 0, bond: 0.4 }],
  [[3, 3], { site: 0, bond: 0.7, input: 0.2 }]
];

test.each(cases)('all masks of %j under %j', (widths, removal) => {
  const profile = layerProfile(layerLaw(fromWidths(widths), removal, null));
  for (const [name, values] of Object.entries(enumerated(widths, removal))) {
    const found = profile[name as keyof Expected];
    expect(found).toHaveLength(values.length);
    values.forEach((value: number, i: number) => expect(found[i]).toBeCloseTo(value, 13));
  }
});

const profileOf = (network: LayeredNetwork, removal: Removal) =>
  layerProfile(layerLaw(network, removal, null));

test.each([
  [8, 40, { site: 0, bond: 0.8, input: 0.1 }],
  [8, 10_000, { site: 0, bond: 0.8 }],
  [6, 300, { site: 0.3, bond: 0.5 }],
  [16, 10_000, { site: 0.5, bond: 0 }]
])('W = %s, L = %s under %j: cuts and theta sum to 1', (width, depth, removal) => {
  const network = rectangular(width, depth);
  const { cut } = profileOf(network, removal);
  const { theta } = exactTheta(layerLaw(network, removal, null));
  expect(cut.reduce((sum, value) => sum + value, theta)).toBeCloseTo(1, 12);
});

test('rare cuts keep their relative precision', () => {
  const network = rectangular(6, 50);
  const { cut } = profileOf(network, { site: 0, bond: 0.001 });
  const { oneMinusTheta } = exactTheta(layerLaw(network, { site: 0, bond: 0.001 }, null));
  const closed = cut.reduce((sum, value) => sum + value);
  expect(closed).toBeLessThan(1e-100);
  expect(Math.abs(closed / oneMinusTheta - 1)).toBeLessThan(1e-12);
});

test('a network and its reverse: live and trainable are mirrored', () => {
  const widths = [4, 7, 3, 3, 5, 2];
  const removal = { site: 0, bond: 0.6 };
  const there = profileOf(fromWidths(widths), removal);
  const back = profileOf(fromWidths(widths.toReversed()), removal);
  there.live.forEach((value, l) => expect(back.live.at(-1 - l)).toBeCloseTo(value, 14));
  there.trainable.forEach((value, l) => expect(back.trainable.at(-1 - l)).toBeCloseTo(value, 14));
});

test('deep networks whose paths are nearly all closed underflow to 0, never to NaN', () => {
  const { reach, live, trainable, cut } = profileOf(rectangular(3, 5_000), { site: 0, bond: 0.9 });
  for (const values of [reach, live, trainable, cut]) {
    expect(values.every(value => value >= 0 && value <= 1)).toBe(true);
  }
  expect(reach[5_001]).toBe(0);
  expect(reach[1]).toBeCloseTo(1 - 0.9 ** 3, 14);
});

test.each([
  [{ site: 1, bond: 0 }, [1, 0, 0, 0]],
  [{ site: 0, bond: 1 }, [1, 0, 0, 0]],
  [{ site: 0, bond: 0, input: 1 }, [0, 0, 0, 0]],
  [{ site: 0, bond: 0 }, [1, 1, 1, 1]]
] as [Removal, number[]][])('everything or nothing removed: %j', (removal, reach) => {
  const profile = profileOf(rectangular(2, 2), removal);
  expect([...profile.reach]).toEqual(reach);
  expect(profile.live.every(value => value === reach[3])).toBe(true);
});

test('too many layers are refused', () => {
  expect(() => profileOf(rectangular(2, MOST_PROFILED + 1), { site: 0.1, bond: 0 })).toThrow(
    'allowed: up to 10000'
  );
});
