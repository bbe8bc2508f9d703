import fc from 'fast-check';

import { aliasRow, chainLayers } from '../../../src/engine/kernels/chaintables';
import {
  COUNT_CHAIN_BLOCK,
  countChainOpen,
  hasTables,
  WIDEST_TABLE
} from '../../../src/engine/kernels/countchain';
import { kernels } from '../../../src/engine/kernels/module';
import { fromWidths } from '../../../src/engine/network/layered';
import { exactTheta } from '../../../src/engine/percolation/exact';
import { layerLaw, type LayerLaw } from '../../../src/engine/percolation/layerlaw';
import type { Rate } from '../../../src/engine/percolation/removal';
import { wilson } from '../../../src/engine/percolation/wilson';
import { keyFromSeed } from '../../../src/engine/random/seed';

const KEY = keyFromSeed('tests of the count chain');

/** P(Binomial(n, p) <= k), summed from the small end. */
function binomialCdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

function expectTheta(law: LayerLaw, cell: number, trials: number): void {
  const { theta } = exactTheta(law);
  const open = countChainOpen(law, KEY, cell, 0, trials);
  const error = Math.sqrt(Math.max(0, theta * (1 - theta)) / trials);
  expect(Math.abs(open / trials - theta)).toBeLessThan(4.5 * error + 1e-12);
}

// The coverage that Wilson's interval really has at (n, theta) is known exactly: the sum of the binomial law
// over the counts whose interval holds theta. Summed over many cells, the number of intervals that cover is a
// sum of independent Bernoulli variables; it must lie within 4.5 of their standard deviations (1 in 150,000).
test.each(['site', 'bond', 'mixed'])('%s: intervals cover the exact value at their rate', model => {
  const trials = 100;
  let covered = 0;
  let expected = 0;
  let variance = 0;
  let cell = 0;
  for (const widths of [
    [2, 2, 2],
    [3, 1, 4, 2],
    [4, 4, 4, 4],
    [1, 5, 1],
    [2, 3, 3, 3, 2],
    [6, 6]
  ]) {
    for (let step = 1; step < 100; step++) {
      const p = step / 100;
      const removal = {
        site: model === 'bond' ? 0 : model === 'site' ? p : p / 2,
        bond: model === 'site' ? 0 : p
      };
      const law = layerLaw(fromWidths(widths), removal, null);
      const { theta } = exactTheta(law);
      if (theta > 0.999 || theta < 0.001) {
        continue;
      }
      let rate = 0;
      for (let k = 0; k <= trials; k++) {
        const { low, high } = wilson(k, trials);
        if (low <= theta && theta <= high) {
          rate += binomialCdf(k, trials, theta) - (k > 0 ? binomialCdf(k - 1, trials, theta) : 0);
        }
      }
      for (let repeat = 0; repeat < 6; repeat++) {
        const open = countChainOpen(law, KEY, cell++, 0, trials);
        const { low, high } = wilson(open, trials);
        covered += low <= theta && theta <= high ? 1 : 0;
        expected += rate;
        variance += rate * (1 - rate);
      }
    }
  }
  expect(cell).toBeGreaterThan(1500);
  expect(expected / cell).toBeGreaterThan(0.94);
  expect(Math.abs(covered - expected)).toBeLessThan(4.5 * Math.sqrt(variance));
});

test.each([
  [[3, 4, 2, 3], { site: 0.25, bond: 0.55 }],
  [[32, ...new Array(32).fill(32), 32], { site: 0, bond: 0.9653 }],
  [[20, 7, 60, 3, 9], { site: 0.3, bond: 0.8, input: 0.4 }],
  [[5, 8, 8, 8, 2], { site: [0.2, 0.5, 0.6], bond: [0.7, 0.1, 0, 0.8], input: 0.1 }],
  [[40, 9, 9, 40], { site: 0.85, bond: 0, input: 0.97 }]
] as const)('many trials leave no room for a bias: %j %j', (widths, removal) => {
  expectTheta(layerLaw(fromWidths(widths), removal, null), 1e6, 1e6);
});

test('wide layers have tables as long as few of them differ, with the counts of the twin', () => {
  const law = (widths: number[], bond: Rate): LayerLaw =>
    layerLaw(fromWidths(widths), { site: 0, bond }, null);
  const wide = law([600, 600, 600, 2], 1 - 0.6 / 600);
  expect(hasTables(wide)).toBe(true);
  expectTheta(wide, 5, 20_000);
  expect(countChainOpen(wide, KEY, 5, 0, 20_000, null)).toBe(
    countChainOpen(wide, KEY, 5, 0, 20_000)
  );
  expect(hasTables(law([8, WIDEST_TABLE, 8], 0.5))).toBe(true);
  expect(hasTables(law([8, WIDEST_TABLE + 1, 8], 0.5))).toBe(false);
  const different = Array.from({ length: 41 }, (_, l) => 0.9 + l / 1000);
  expect(hasTables(law(new Array<number>(42).fill(1100), different))).toBe(false);
  expect(hasTables(law(new Array<number>(42).fill(512), different))).toBe(true);
  const critical = law(
    new Array<number>(42).fill(1100),
    different.map(p => 1 - p / 1100)
  );
  expect(hasTables(critical)).toBe(false);
  expectTheta(critical, 6, 1000);
});

test('layers too wide for tables, and deep ones', () => {
  const wide = WIDEST_TABLE + 88;
  expectTheta(layerLaw(fromWidths([wide, 2, wide, 2]), { site: 0.3, bond: 0.999 }, null), 0, 5000);
  expectTheta(
    layerLaw(fromWidths([wide, 3, 3]), { site: 0.4, bond: 0.2, input: 0.999 }, null),
    1,
    5000
  );
  const deep = {
    input: { width: 4, site: 0 },
    hidden: [{ width: 4, count: 3000, site: 0, bond: 0.14 }],
    output: { width: 4, bond: 0.14 }
  };
  expectTheta(deep, 2, 20_000);
});

const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5));

const anyLaw: fc.Arbitrary<LayerLaw> = fc.record({
  input: fc.record({ width: fc.integer({ min: 1, max: 20 }), site: rate }),
  hidden: fc.array(
    fc.record({
      width: fc.integer({ min: 1, max: 70 }),
      count: fc.integer({ min: 1, max: 5 }),
      site: rate,
      bond: rate
    }),
    { maxLength: 5 }
  ),
  output: fc.record({ width: fc.integer({ min: 1, max: 70 }), bond: rate })
});

test('kernel and twin count the same trials, and near the exact value', () => {
  fc.assert(
    fc.property(anyLaw, fc.nat(1000), fc.nat(600), (law, cell, trials) => {
      const open = countChainOpen(law, KEY, cell, 0, trials);
      expect(countChainOpen(law, KEY, cell, 0, trials, null)).toBe(open);
      const { theta } = exactTheta(law);
      const error = Math.sqrt(Math.max(0, theta * (1 - theta)) * trials);
      expect(Math.abs(open - trials * theta)).toBeLessThan(5 * error + 4);
    }),
    { numRuns: 200, seed: 3 }
  );
});

test('kernel and twin agree where words tie with thresholds', () => {
  // A row of 1024 entries leaves 22 bits to compare, so some 4 of these 1.6e7 draws take a second word.
  const law: LayerLaw = {
    input: { width: 512, site: 0 },
    hidden: [{ width: 512, count: 1000, site: 0.1, bond: 0.99 }],
    output: { width: 1, bond: 0.9985 }
  };
  const open = countChainOpen(law, KEY, 3, 0, COUNT_CHAIN_BLOCK);
  expect(open / COUNT_CHAIN_BLOCK).toBeCloseTo(0.5, 1);
  expect(countChainOpen(law, KEY, 3, 0, COUNT_CHAIN_BLOCK, null)).toBe(open);
});

test('a word that ties with a threshold leaves the choice to the next', () => {
  const engine = kernels()!;
  engine.clear();
  const state = engine.place(192);
  const words = engine.place(64);
  const program = engine.place(16);
  const rows = engine.place(16);
  const row = engine.place(24);
  // Two entries: below 0x40000000 a 1 else a 0, and where it is met below 7 a 1.
  engine.words(row, 6).set([0x40000000, 1, 0xc0000000, 1, 7, 9]);
  engine.words(rows, 2).set([0, row]);
  engine.words(program, 3).set([rows, 1, 0]);
  const openWith = (...drawn: number[]): number => {
    engine.words(words, drawn.length).set(drawn);
    const fields = engine.words(state, 48);
    fields.set([rows, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, program, 0, 0, 0], 16);
    fields.set([words, state, state + 4, 0, 0], 32);
    expect(engine.functions.countChain(state, program, 31, 1, words + 64)).toBe(0);
    expect(engine.words(state, 48)[32]).toBe(words + 4 * drawn.length);
    return engine.words(state, 48)[36];
  };
  expect(openWith(0x3fffffff)).toBe(1);
  expect(openWith(0x40000001)).toBe(0);
  expect(openWith(0x40000000, 6)).toBe(1);
  expect(openWith(0x40000000, 7)).toBe(0);
  expect(openWith(0xbfffffff)).toBe(1);
  expect(openWith(0xc0000000, 8)).toBe(1);
  expect(openWith(0xc0000000, 9)).toBe(0);
});

test('alias tables hold the binomial law', () => {
  const [width, site, bond, k, bits] = [11, 0.2, 0.7, 3, 4];
  const row = aliasRow({ width, count: 1, site, bond }, k, bits);
  const held = new Float64Array(2 ** bits);
  const entry = 2 ** (32 - bits);
  for (let j = 0; j < 2 ** bits; j++) {
    const below = (row[2 * j] - j * entry + row[2 * 2 ** bits + j] / 2 ** 32) / 2 ** 32;
    held[row[2 * j + 1] & 0xffff] += below;
    held[row[2 * j + 1] >>> 16] += 1 / 2 ** bits - below;
  }
  const success = (1 - site) * (1 - bond ** k);
  for (let j = 0; j <= width; j++) {
    const wanted =
      binomialCdf(j, width, success) - (j > 0 ? binomialCdf(j - 1, width, success) : 0);
    expect(held[j]).toBeCloseTo(wanted, 12);
  }
  expect(held.slice(width + 1).every(share => share === 0)).toBe(true);
});

test('site-only layers become one unit each, and so does the output', () => {
  const law = layerLaw(fromWidths([7, 3, 2, 5]), { site: 0.5, bond: 0, input: 0.5 }, null);
  const { first, layers } = chainLayers(law);
  expect(first).toBe(1);
  expect(layers.map(({ width }) => width)).toEqual([1, 1, 1, 1]);
  [2 ** -7, 2 ** -3, 2 ** -2, 0].forEach((site, l) => {
    expect(layers[l].site).toBeCloseTo(site, 14);
  });
  const bonds = chainLayers(layerLaw(fromWidths([7, 3, 5]), { site: 0, bond: 0.5 }, null));
  expect(bonds.first).toBe(7);
  expect(bonds.layers.map(({ width }) => width)).toEqual([3, 1]);
  expect(bonds.layers[1].bond).toBeCloseTo(2 ** -5, 14);
});

test('trials cut at block borders are the same trials', () => {
  const law = layerLaw(fromWidths([4, 4, 4]), { site: 0, bond: 0.7 }, null);
  const count = (block: number, trials: number): number =>
    countChainOpen(law, KEY, 7, block, trials);
  const whole = count(0, 3 * COUNT_CHAIN_BLOCK + 17);
  expect(count(0, COUNT_CHAIN_BLOCK) + count(1, 2 * COUNT_CHAIN_BLOCK) + count(3, 17)).toBe(whole);
  expect(count(0, 0)).toBe(0);
});

test.each([true, false])('certain cases are certain (kernel: %s)', hasKernel => {
  const engine = hasKernel ? kernels() : null;
  for (const [widths, removal, open] of [
    [[3, 3, 3], { site: 0, bond: 0 }, 50],
    [[3, 3, 3], { site: 1, bond: 0 }, 0],
    [[3, 3, 3], { site: 0, bond: 1 }, 0],
    [[3, 3, 3], { site: 1, bond: 0.5 }, 0],
    [[3, 3, 3], { site: 0.5, bond: 0, input: 1 }, 0],
    [[3, 3], { site: 1, bond: 0 }, 50],
    [[600, 600, 600], { site: 0, bond: 0 }, 50],
    [[600, 600, 600], { site: 0, bond: 1 }, 0]
  ] as const) {
    const law = layerLaw(fromWidths(widths), removal, null);
    expect(countChainOpen(law, KEY, 0, 0, 50, engine)).toBe(open);
  }
});
