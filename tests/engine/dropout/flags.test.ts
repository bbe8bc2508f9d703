import { drawFlags } from '../../../src/engine/kernels/flagsplain';
import { ones } from '../../../src/engine/kernels/ones';
import { drawFreeMasks, equalSteps, stepRates } from '../../../src/engine/dropout/masks';
import { isKept } from '../../../src/engine/dropout/mask';
import { Lanes, laneStates } from '../../../src/engine/random/lanes';
import { keyFromSeed } from '../../../src/engine/random/seed';
import { Purpose } from '../../../src/engine/random/stream';
import { subjectOf } from './everymask';

const states = (): Uint32Array => laneStates(keyFromSeed('flags'), 1, 2, Purpose.masks);

/** The same flags from words of Lanes and 64-bit numbers compared at once, of which bits are drawn while they matter. */
function flagsByNumbers(vectors: number, p: number): number[] {
  const lanes = new Lanes(states());
  const rate = BigInt(Math.floor(p * 2 ** 32)) * 2n ** 32n;
  const flags: number[] = [];
  const words = new Uint32Array(4);
  for (let vector = 0; vector < vectors; vector++) {
    const numbers = new Array<bigint>(128).fill(0n);
    let isTold = false;
    for (let bit = 63n; bit >= 0n && !isTold; bit--) {
      lanes.fill(words, 1);
      let areTold = true;
      numbers.forEach((number, i) => {
        const drawn = BigInt((words[i >> 5] >>> (i & 31)) & 1) << bit;
        numbers[i] = number + drawn;
        areTold &&= numbers[i] >> bit !== rate >> bit;
      });
      isTold = areTold || rate % (1n << bit) === 0n;
    }
    flags.push(...numbers.map(number => (number < rate ? 0 : 1)));
  }
  return flags;
}

test.each([0.5, 0.25, 0.8125, 0.123456789, 2 ** -32, 1 - 2 ** -32])(
  'at p = %d flags tell whether uniform numbers are below it',
  p => {
    const words = new Uint32Array(4 * 5).fill(0xabcdef);
    drawFlags(states(), words, 1, 3, p);
    const flags = Array.from({ length: 384 }, (_, i) => (isKept(words, 128 + i) ? 1 : 0));
    expect(flags).toEqual(flagsByNumbers(3, p));
    expect([words[3], words[16]]).toEqual([0xabcdef, 0xabcdef]);
  }
);

test('p = 0 keeps all, p = 1 none, and neither draws', () => {
  const state = states();
  const words = new Uint32Array(8);
  drawFlags(state, words, 0, 2, 0);
  expect([...words]).toEqual(new Array(8).fill(0xffffffff));
  drawFlags(state, words, 1, 1, 1);
  expect([...words]).toEqual([...new Array<number>(4).fill(0xffffffff), 0, 0, 0, 0]);
  expect(state).toEqual(states());
});

test('flags are kept with probability 1 - p, also where p needs all of its digits', () => {
  for (const p of [0.3, 0.9999, 1e-4, 1 / 3]) {
    const vectors = 4000;
    const words = new Uint32Array(4 * vectors);
    drawFlags(states(), words, 0, vectors, p);
    const kept = words.reduce((sum, word) => sum + ones(word), 0);
    const flags = 128 * vectors;
    expect(Math.abs(kept - flags * (1 - p))).toBeLessThan(4.5 * Math.sqrt(flags * p * (1 - p)));
  }
});

test('masks lie one after another, each run with its own rate of the step', () => {
  const { removal, layout } = subjectOf({
    model: 'mixed',
    widths: [9, 40, 5],
    site: 0.5,
    bond: [0, 1]
  });
  const changing = { ...removal, bond: { from: [0, 0.4], to: [1, 0.8], over: 4 } };
  const words = new Uint32Array(3 * layout.words);
  const state = states();
  drawFreeMasks(layout, { site: [0], bond: [0, 1] }, state, words, 1, 2);
  expect(state).toEqual(states());
  expect(words.subarray(0, layout.words).every(word => word === 0)).toBe(true);
  for (const mask of [1, 2]) {
    for (const { first, rates, at } of layout.sections) {
      expect(isKept(words, 32 * mask * layout.words + first)).toBe(rates === 'site' || at === 0);
    }
  }
  expect(stepRates(changing, 1)).toEqual({ site: [0.5], bond: [0.25, 0.5] });
  expect(stepRates(changing, 9).bond).toEqual([1, 0.8]);
});

test('steps of equal rates stand together', () => {
  const { removal } = subjectOf({ model: 'site', widths: [2, 2, 2], site: 0.5 });
  const changing = { ...removal, site: { from: [0.1], to: [0.5], over: 5 } };
  expect([...equalSteps(removal, 7, 1)]).toEqual([{ step: 0, count: 7 }]);
  expect([...equalSteps(changing, 7, 3)]).toEqual([
    { step: 0, count: 3 },
    { step: 3, count: 3 },
    { step: 6, count: 1 }
  ]);
  expect([...equalSteps(changing, 2, 1)]).toEqual([
    { step: 0, count: 1 },
    { step: 1, count: 1 }
  ]);
});
