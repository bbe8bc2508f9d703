// Conditioned masks against brute force: on small networks every mask is enumerated, its probability given an
// open path computed, and the sampled masks compared with it by a chi-square test.

import { conditionedMasks } from '../../../src/engine/dropout/conditioned';
import { freeMasks, fullMask, type Mask, type Model } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose, Stream } from '../../../src/engine/random/stream';
import { everyMask } from './everymask';

const DRAWS = 60_000;

function maskStream(seed: string): Stream {
  return new Stream(keyFromSeed(seed), 0, 0, Purpose.conditionedMasks);
}

function codeOf(mask: Mask): string {
  return mask.layers.map(flags => flags.join('')).join('|');
}

/** Open path by walking from every input along kept elements, written apart from the code under test. */
function opens(model: Model, widths: readonly number[], mask: Mask): boolean {
  const walk = (layer: number, unit: number): boolean =>
    layer === widths.length - 1 ||
    Array.from({ length: widths[layer + 1] }, (_, next) => next).some(next => {
      const passes =
        model === 'bond'
          ? mask.layers[layer][unit * widths[layer + 1] + next] === 1
          : layer === widths.length - 2 || mask.layers[layer][next] === 1;
      return passes && walk(layer + 1, next);
    });
  return Array.from({ length: widths[0] }, (_, unit) => unit).some(unit => walk(0, unit));
}

/** Chi-square of the sampled masks, cells with fewer than 5 expected joined, in standard deviations. */
function chiSquareScore(model: Model, widths: readonly number[], p: number): number {
  const law = new Map<string, number>();
  let theta = 0;
  for (const { mask, probability } of everyMask(model, widths, p)) {
    if (opens(model, widths, mask)) {
      law.set(codeOf(mask), probability);
      theta += probability;
    }
  }
  const draw = conditionedMasks(model, widths, p, maskStream(`${model} ${widths.join()} ${p}`));
  const seen = new Map<string, number>();
  const mask = fullMask(model, widths);
  for (let i = 0; i < DRAWS; i++) {
    draw(mask);
    seen.set(codeOf(mask), (seen.get(codeOf(mask)) ?? 0) + 1);
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

// 4.5 standard deviations: for these many degrees of freedom a correct sampler passes each with
// probability above 0.999; the seeds are fixed.
test.each<[Model, number[], number]>([
  ['site', [2, 3, 2], 0.7],
  ['site', [1, 2, 3, 1], 0.9],
  ['site', [1, 4, 2, 2, 1], 0.5],
  ['bond', [2, 2], 0.6],
  ['bond', [1, 2, 1], 0.8],
  ['bond', [2, 2, 2], 0.7],
  ['bond', [2, 3, 1], 0.9],
  ['bond', [2, 2, 2, 1], 0.8],
  ['bond', [1, 2, 2, 2], 0.5],
  // theta is 1e-13 and 8e-27.
  ['site', [1, 4, 3, 1], 1 - 1e-7],
  ['bond', [2, 2, 2, 1], 1 - 1e-9]
])('%s masks of %j at p = %d follow the law given an open path', (model, widths, p) => {
  expect(Math.abs(chiSquareScore(model, widths, p))).toBeLessThan(4.5);
});

test.each<[Model, number[]]>([
  ['site', [2, 3, 2, 1]],
  ['bond', [2, 3, 1]],
  ['bond', [1, 2, 2, 2]]
])('%s: an open path in %j is seen in exactly the masks that have one', (model, widths) => {
  const openPath = new OpenPath(model, widths);
  for (const { mask } of everyMask(model, widths, 0.5)) {
    expect([codeOf(mask), openPath.exists(mask)]).toEqual([
      codeOf(mask),
      opens(model, widths, mask)
    ]);
  }
});

test.each<[Model, number[], number]>([
  ['site', [4, ...new Array<number>(400).fill(3), 2], 0.99],
  ['bond', [4, ...new Array<number>(300).fill(4), 2], 0.99]
])('%s masks are open also where theta is far below the range of a double', (model, widths, p) => {
  const draw = conditionedMasks(model, widths, p, maskStream('deep'));
  const mask = fullMask(model, widths);
  for (let i = 0; i < 50; i++) {
    draw(mask);
    expect(opens(model, widths, mask)).toBe(true);
  }
});

const binomial = (n: number, j: number): number => (j === 0 ? 1 : (binomial(n - 1, j - 1) * n) / j);

/** Chance of k = 1, 2, ... reachable units after `at` of `layers` layers of one width, given an open path. */
function reachableLaw(width: number, layers: number, at: number, p: number): number[] {
  const counts = Array.from({ length: width }, (_, i) => i + 1);
  const step = (k: number, j: number): number =>
    binomial(width, j) * (1 - p ** k) ** j * p ** (k * (width - j));
  const normalised = (values: number[]): number[] => {
    const sum = values.reduce((total, value) => total + value, 0);
    return values.map(value => value / sum);
  };
  let reached: number[] = counts.map(k => (k === width ? 1 : 0));
  let open: number[] = counts.map(() => 1);
  for (let l = 0; l < at; l++) {
    reached = normalised(
      counts.map(j => reached.reduce((sum, share, i) => sum + share * step(counts[i], j), 0))
    );
  }
  for (let l = at; l < layers; l++) {
    open = normalised(
      counts.map(k => open.reduce((sum, chance, i) => sum + chance * step(k, counts[i]), 0))
    );
  }
  return normalised(reached.map((share, i) => share * open[i]));
}

// theta is 1e-346, and the layers that follow are open with 1e-330: below the range of a double.
test('20 of 420 layers of bond masks leave the right number of units', () => {
  const [width, layers, at, p, draws] = [3, 420, 20, 0.95, 1000];
  const widths = new Array<number>(layers + 1).fill(width);
  const draw = conditionedMasks('bond', widths, p, maskStream('reachable'));
  const mask = fullMask('bond', widths);
  const seen = new Array<number>(width).fill(0);
  for (let i = 0; i < draws; i++) {
    draw(mask);
    let units = [0, 1, 2];
    for (const flags of mask.layers.slice(0, at)) {
      units = [0, 1, 2].filter(to => units.some(from => flags[from * width + to] === 1));
    }
    seen[units.length - 1] += 1;
  }
  reachableLaw(width, layers, at, p).forEach((chance, i) => {
    const deviation = Math.sqrt(draws * chance * (1 - chance));
    expect(Math.abs(seen[i] - draws * chance)).toBeLessThan(4.5 * deviation + 1);
  });
});

test('free masks remove each element with probability p, one by one', () => {
  const p = 0.3;
  const widths = [2, 3, 1];
  const draw = freeMasks(p, maskStream('free'));
  const mask = fullMask('bond', widths);
  const seen = new Map<string, number>();
  for (let i = 0; i < DRAWS; i++) {
    draw(mask);
    seen.set(codeOf(mask), (seen.get(codeOf(mask)) ?? 0) + 1);
  }
  for (const { mask: each, probability } of everyMask('bond', widths, p)) {
    const deviation = Math.sqrt(DRAWS * probability * (1 - probability));
    const found = seen.get(codeOf(each)) ?? 0;
    expect(Math.abs(found - DRAWS * probability)).toBeLessThan(5 * deviation + 5);
  }
});
