// Steps in which single weights lay on open paths, counted in binary digits, against counts one by one.

import type { Architecture } from '../../../src/engine/dropout/architecture';
import { isKept, maskLayout } from '../../../src/engine/dropout/mask';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { passagesOf } from '../../../src/engine/dropout/passage';
import { WeightCounts } from '../../../src/engine/dropout/weightcounts';
import { Purpose } from '../../../src/engine/random/stream';
import { streamOf } from './machines';
import { removalWith } from './task';

const cases = [
  { model: 'site', widths: [3, 33, 40, 2], skips: [-1, -1, -1], masks: 1, steps: 520 },
  { model: 'bond', widths: [5, 64, 70, 1], skips: [-1, -1, -1], masks: 1, steps: 256 },
  { model: 'mixed', widths: [4, 31, 65], skips: [-1, -1], masks: 3, steps: 300 },
  { model: 'bond', widths: [1, 1], skips: [-1], masks: 1, steps: 1000 },
  { model: 'blocks', widths: [2, 6, 6, 6, 2], skips: [-1, 1, 2, -1], masks: 2, steps: 300 }
] as const;

test.each(cases)('$model on $widths, $masks masks a step', ({ model, widths, skips, ...rest }) => {
  const removal = removalWith(model, 0.4, skips);
  const architecture: Architecture = {
    widths,
    activation: 'tanh',
    bias: skips.map(() => false),
    skips
  };
  const layout = maskLayout(architecture, removal);
  const openPath = new OpenPath(architecture, layout);
  const passages = passagesOf(architecture, layout);
  const counter = new WeightCounts(widths, passages);
  const stream = streamOf('weight counts', Purpose.masks, widths.length);
  const words = new Uint32Array(layout.words * rest.masks);
  const expected = passages.map(({ fanIn, fanOut }) => new Array<number>(fanIn * fanOut).fill(0));
  for (let step = 0; step < rest.steps; step++) {
    const open = expected.map(() => new Set<number>());
    for (let bit = 0; bit < 32 * words.length; bit++) {
      const flag = 1 << (bit & 31);
      words[bit >>> 5] = stream.bernoulli(0.6) ? words[bit >>> 5] | flag : words[bit >>> 5] & ~flag;
    }
    for (let mask = 0; mask < rest.masks; mask++) {
      const from = mask * layout.words;
      openPath.trace(words, from);
      counter.mark(openPath.reachable, openPath.live, words, 32 * from);
      passages.forEach(({ fanIn, fanOut, weights, block }, l) => {
        const passes = (flag: number): boolean => isKept(words, 32 * from + flag);
        for (let i = 0; i < fanIn; i++) {
          for (let j = 0; j < fanOut; j++) {
            const isOpen =
              isKept(openPath.reachable[l], i) &&
              isKept(openPath.live[l + 1], j) &&
              (weights === null || passes(weights.first + i * weights.stride + j)) &&
              (block === null || passes(block.first));
            if (isOpen) {
              open[l].add(i * fanOut + j);
            }
          }
        }
      });
    }
    counter.count();
    open.forEach((set, l) => set.forEach(weight => (expected[l][weight] += 1)));
  }
  expect(expected.flat().some(count => count > 0)).toBe(true);
  expect(expected.map((_, l) => Array.from(counter.counts(l)))).toEqual(expected);
  // Asked again, nothing has been counted twice.
  expect(expected.map((_, l) => Array.from(counter.counts(l)))).toEqual(expected);
});
