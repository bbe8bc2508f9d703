// Conditioned masks against brute force: on small networks every mask is enumerated, its probability given an
// open path computed, and the sampled masks compared with it by a chi-square test.

import { ConditionedMasks } from '../../../src/engine/dropout/conditioned';
import { stepRates } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { codeOf, everyMask, openPathsOf, subjectOf, type Setup } from './everymask';

const DRAWS = 30_000;

/** Chi-square of the sampled masks, cells with fewer than 5 expected joined, in standard deviations. */
function chiSquareScore(setup: Setup): number {
  const subject = subjectOf(setup);
  const { architecture, removal, layout } = subject;
  const rates = stepRates(removal, 0);
  const law = new Map<string, number>();
  let theta = 0;
  for (const { words, probability } of everyMask(subject, rates)) {
    if (openPathsOf(subject, words).length > 0) {
      law.set(codeOf(subject, words), probability);
      theta += probability;
    }
  }
  const key = keyFromSeed(JSON.stringify(setup));
  const sampler = new ConditionedMasks(architecture, removal, layout, key, 0, 0);
  const seen = new Map<string, number>();
  const words = new Uint32Array(2 * layout.words);
  for (let i = 0; i < DRAWS; i += 2) {
    sampler.drawMasks(rates, words, 2);
    for (const mask of [words.subarray(0, layout.words), words.subarray(layout.words)]) {
      const code = codeOf(subject, mask);
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
  }
  expect([...seen.keys()].filter(code => !law.has(code))).toEqual([]);

  let chiSquare = 0;
  let cells = 0;
  let rareExpected = 0;
  let rareSeen = 0;
  const add = (expected: number, found: number): void => {
    chiSquare += (found - expected) ** 2 / expected;
    cells += 1;
  };
  for (const [code, probability] of law) {
    const expected = (DRAWS * probability) / theta;
    const found = seen.get(code) ?? 0;
    if (expected >= 5) {
      add(expected, found);
    } else {
      rareExpected += expected;
      rareSeen += found;
    }
  }
  if (rareExpected >= 5) {
    add(rareExpected, rareSeen);
  }
  expect(cells).toBeGreaterThan(5);
  return (chiSquare - (cells - 1)) / Math.sqrt(2 * (cells - 1));
}

const cases: Setup[] = [
  { model: 'site', widths: [2, 3, 2], site: 0.7 },
  { model: 'site', widths: [1, 2, 3, 1], site: [0.9, 0.6] },
  { model: 'site', widths: [1, 4, 2, 2, 1], site: [0.5, 0.8, 0.3] },
  { model: 'bond', widths: [2, 2], bond: 0.6 },
  { model: 'bond', widths: [1, 2, 1], bond: [0.8, 0.4] },
  { model: 'bond', widths: [2, 2, 2], bond: 0.7 },
  { model: 'bond', widths: [2, 3, 1], bond: 0.9 },
  { model: 'bond', widths: [2, 2, 2, 1], bond: [0.8, 0.5, 0.9] },
  { model: 'bond', widths: [1, 2, 2, 2], bond: 0.5 },
  { model: 'mixed', widths: [2, 2, 1], site: 0.6, bond: 0.7 },
  { model: 'mixed', widths: [1, 2, 2, 1], site: [0.3, 0.8], bond: [0.2, 0.6, 0.9] },
  { model: 'mixed', widths: [1, 3, 1], site: 0, bond: 0.8 },
  // Skips: never removed behind an input layer, removed as weights are, over one and over two layers of weights.
  { model: 'site', widths: [2, 2, 2, 2, 1], site: 0.7, skips: [-1, 0, -1, -1] },
  { model: 'site', widths: [1, 2, 2, 2, 1], site: [0.8, 0.6, 0.5], skips: [-1, -1, 1, -1] },
  { model: 'site', widths: [2, 3, 2, 2], site: 0.6, skips: [-1, 0, 2] },
  { model: 'bond', widths: [1, 2, 2, 1], bond: 0.8, skips: [-1, 1, -1] },
  {
    model: 'bond',
    widths: [1, 2, 2, 1],
    bond: [0.6, 0.9, 0.7],
    skips: [-1, 1, -1],
    removable: true
  },
  { model: 'bond', widths: [2, 1, 2, 1], bond: 0.8, skips: [-1, 0, -1], removable: true },
  {
    model: 'mixed',
    widths: [1, 2, 2, 1],
    site: 0.5,
    bond: 0.7,
    skips: [-1, 1, -1],
    removable: true
  },
  { model: 'mixed', widths: [2, 1, 2, 1], site: 0.6, bond: 0.5, skips: [-1, 0, -1] },
  // Skips that overlap are searched for.
  { model: 'bond', widths: [2, 1, 2, 1], bond: 0.7, skips: [-1, 0, 1], removable: true },
  // theta is 1e-13, 8e-27 and 4e-14.
  { model: 'site', widths: [1, 4, 3, 1], site: 1 - 1e-7 },
  { model: 'bond', widths: [2, 2, 2, 1], bond: 1 - 1e-9 },
  { model: 'mixed', widths: [1, 3, 1], site: 0.9, bond: 1 - 1e-7 },
  { model: 'bond', widths: [1, 2, 2, 1], bond: 1 - 1e-7, skips: [-1, 1, -1], removable: true }
];

// 4.5 standard deviations: for these many degrees of freedom a correct sampler passes each with
// probability above 0.999; the seeds are fixed.
test.each(cases.map(setup => [JSON.stringify(setup), setup] as const))(
  'masks of %s follow the law given an open path',
  (_name, setup) => {
    expect(Math.abs(chiSquareScore(setup))).toBeLessThan(4.5);
  }
);

test.each<Setup>([
  { model: 'site', widths: [4, ...new Array<number>(400).fill(3), 2], site: 0.99 },
  { model: 'bond', widths: [4, ...new Array<number>(300).fill(4), 2], bond: 0.99 },
  { model: 'mixed', widths: [40, ...new Array<number>(100).fill(35), 2], site: 0.9, bond: 0.95 }
])('masks are open also where theta is far below the range of a double', setup => {
  const { architecture, removal, layout } = subjectOf(setup);
  const sampler = new ConditionedMasks(architecture, removal, layout, keyFromSeed('deep'), 0, 0);
  const openPath = new OpenPath(architecture, layout);
  const words = new Uint32Array(50 * layout.words);
  sampler.drawMasks(stepRates(removal, 0), words, 50);
  for (let mask = 0; mask < 50; mask++) {
    expect(openPath.exists(words, mask * layout.words)).toBe(true);
  }
});

test('rates that change over time are those of the step', () => {
  const { architecture, removal, layout } = subjectOf({ model: 'bond', widths: [2, 2, 1] });
  const changing = { ...removal, bond: { from: [0.1, 0.1], to: [0.9, 0.9], over: 10 } };
  const sampler = new ConditionedMasks(architecture, changing, layout, keyFromSeed('time'), 0, 0);
  const keptAt = (step: number): number => {
    const words = new Uint32Array(4000 * layout.words);
    sampler.drawMasks(stepRates(changing, step), words, 4000);
    let kept = 0;
    for (let mask = 0; mask < 4000; mask++) {
      kept += [...codeOf({ architecture, removal, layout }, words.subarray(mask * layout.words))]
        .map(Number)
        .reduce((sum, flag) => sum + flag, 0);
    }
    return kept / 4000 / 6;
  };
  const exactly = (p: number): number => {
    const subject = subjectOf({ model: 'bond', widths: [2, 2, 1], bond: p });
    let [theta, sum] = [0, 0];
    for (const { words, probability } of everyMask(subject, stepRates(subject.removal, 0))) {
      if (openPathsOf(subject, words).length > 0) {
        theta += probability;
        sum += (probability * codeOf(subject, words).replaceAll('0', '').length) / 6;
      }
    }
    return sum / theta;
  };
  expect(Math.abs(keptAt(0) - exactly(0.1))).toBeLessThan(0.01);
  expect(Math.abs(keptAt(5) - exactly(0.5))).toBeLessThan(0.015);
  expect(Math.abs(keptAt(12) - exactly(0.9))).toBeLessThan(0.01);
});

test('a network that can have no open path is refused', () => {
  const { architecture, removal, layout } = subjectOf({
    model: 'bond',
    widths: [2, 2, 1],
    bond: 1
  });
  const sampler = new ConditionedMasks(architecture, removal, layout, keyFromSeed('none'), 0, 0);
  expect(() => sampler.drawMasks(stepRates(removal, 0), new Uint32Array(layout.words), 1)).toThrow(
    /no mask has an open path/
  );
});
