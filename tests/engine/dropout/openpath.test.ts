// Open paths, reachable and live units and live weights, against walking every path of every mask of small networks; and
// the probability of an open path against the exact chains.

import { stepRates } from '../../../src/engine/dropout/masks';
import { OpenPath } from '../../../src/engine/dropout/openpath';
import { openProbability } from '../../../src/engine/dropout/openprobability';
import { isKept, keep } from '../../../src/engine/dropout/mask';
import { everyMask, openPathsOf, subjectOf, type Setup } from './everymask';

const cases: Setup[] = [
  { model: 'site', widths: [2, 3, 2, 1], site: [0.2, 0.7] },
  { model: 'bond', widths: [2, 3, 1], bond: [0.3, 0.6] },
  { model: 'bond', widths: [1, 2, 2, 2], bond: 0.4 },
  { model: 'bond', widths: [1, 4, 2], bond: 0.4 },
  { model: 'mixed', widths: [2, 2, 2, 1], site: 0.3, bond: [0.2, 0.5, 0.6] },
  { model: 'site', widths: [2, 2, 2, 2, 1], site: [0.7, 0.1, 0.4], skips: [-1, 1, -1, -1] },
  { model: 'site', widths: [2, 2, 2, 2, 1], site: 0.6, skips: [-1, 0, -1, -1] },
  { model: 'bond', widths: [2, 1, 2, 1], bond: 0.6, skips: [-1, 0, -1], removable: true },
  { model: 'mixed', widths: [2, 1, 2, 1, 1], site: 0.4, bond: 0.5, skips: [-1, 0, -1, -1] },
  { model: 'bond', widths: [2, 2, 2], bond: [0.6, 0.3], skips: [0, 1], removable: true },
  { model: 'blocks', widths: [3, 2, 2, 2, 1], site: [0.3, 0.6], skips: [-1, 1, 2, -1] },
  { model: 'blocks', widths: [2, 3, 2, 3, 2], site: [0.3, 0.6], skips: [-1, 0, -1, 2] }
];

test.each(cases.map(setup => [JSON.stringify(setup), setup] as const))(
  'what masks of %s leave is what lies on paths',
  (_name, setup) => {
    const subject = subjectOf(setup);
    const { architecture, removal, layout } = subject;
    const { widths } = architecture;
    const openPath = new OpenPath(architecture, layout);
    // The mask stands second, and bits that belong to no element are set, as free masks set them.
    const words = new Uint32Array(2 * layout.words);
    const counts = new Float64Array(widths.length - 1);
    const rates = stepRates(removal, 0);
    let theta = 0;
    for (const { words: mask, probability } of everyMask(subject, rates)) {
      words.fill(0xffffffff);
      for (const { first, rows, columns, stride } of layout.sections) {
        for (let i = 0; i < rows * columns; i++) {
          const bit = first + Math.floor(i / columns) * stride + (i % columns);
          keep(words, 32 * layout.words + bit, isKept(mask, bit));
        }
      }
      const paths = openPathsOf(subject, mask);
      theta += paths.length > 0 ? probability : 0;
      expect(openPath.exists(words, layout.words)).toBe(paths.length > 0);
      expect(openPath.trace(words, layout.words)).toBe(paths.length > 0);
      openPath.liveWeights(words, layout.words, counts);

      const live = widths.map(() => new Set<number>());
      const weights = widths.slice(1).map(() => new Set<string>());
      for (const move of paths.flat()) {
        live[move.layer].add(move.unit);
        live[move.toLayer].add(move.toUnit);
        if (!move.isSkip) {
          weights[move.layer].add(`${move.unit} ${move.toUnit}`);
        }
      }
      const found = openPath.live.map((set, l) =>
        Array.from({ length: widths[l] }, (_, unit) => unit).filter(unit => isKept(set, unit))
      );
      expect(found).toEqual(live.map(units => [...units].sort((a, b) => a - b)));
      expect([...counts]).toEqual(weights.map(({ size }) => size));
    }
    const exact = openProbability(architecture, removal, rates);
    if (exact === null) {
      expect(setup.skips).toEqual([-1, 1, -1, -1]);
    } else {
      expect(exact.theta).toBeCloseTo(theta, 12);
    }
  }
);

test('reachable units of wide layers are those that a row of weights keeps', () => {
  const subject = subjectOf({ model: 'bond', widths: [2, 70, 3], bond: 0.5 });
  const openPath = new OpenPath(subject.architecture, subject.layout);
  const words = new Uint32Array(subject.layout.words);
  const [first, second] = subject.layout.sections;
  keep(words, first.first + first.stride + 69, true);
  expect(openPath.trace(words, 0)).toBe(false);
  const shares = new Float64Array(3);
  openPath.reach(shares);
  expect([...shares]).toEqual([1, 1 / 70, 0]);
  keep(words, second.first + 69 * second.stride + 2, true);
  expect(openPath.trace(words, 0)).toBe(true);
  expect(isKept(openPath.live[1], 69)).toBe(true);
  expect(isKept(openPath.live[0], 0)).toBe(false);
});
