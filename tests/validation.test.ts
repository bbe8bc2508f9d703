// A short run of what docs/validation.md measures at length: no coverage is farther from its law, or below what is asked
// of it, than chance makes it once in a million; exact methods agree to rounding.

import { atMost, type Coverage } from '../bench/validation/coverage';
import { decisions, errorRates } from '../bench/validation/decisions';
import { golden } from '../bench/validation/golden';
import { kolmogorov } from '../bench/validation/kolmogorov';
import { means } from '../bench/validation/means';
import { methods } from '../bench/validation/methods';
import { normalTail } from '../bench/validation/normal';
import { probabilities } from '../bench/validation/probabilities';
import { splitting } from '../bench/validation/splitting';
import { training } from '../bench/validation/training';

const CHANCE = 1e-6;

/** Coverages that chance does not explain. */
function unexplained(all: readonly Coverage[]): string[] {
  return all
    .filter(({ law, least, tally: { inside, intervals } }) => {
      if (intervals === 0) return false;
      const isLow = atMost(inside, intervals, least) < CHANCE;
      const isHigh = law !== null && atMost(intervals - inside, intervals, 1 - law) < CHANCE;
      return isLow || isHigh;
    })
    .map(
      ({ columns, study, trials, law, least, tally: { inside, intervals } }) =>
        `${columns}, ${study}, ${trials}: ${inside} of ${intervals}, law ${law}, asked ${least}`
    );
}

test('a coverage that chance explains passes, any other does not', () => {
  const tally = {
    inside: 900,
    below: 100,
    above: 0,
    none: 0,
    intervals: 1000
  } as Coverage['tally'];
  const of = (law: number | null, least: number): Coverage => ({
    columns: '',
    study: '',
    trials: '',
    law,
    least,
    tally
  });
  expect(unexplained([of(null, 0.95)])).toHaveLength(1);
  expect(unexplained([of(null, 0.9)])).toHaveLength(0);
  expect(unexplained([of(0.8, 0.8)])).toHaveLength(1);
});

test('intervals of probabilities cover as their laws say', async () => {
  expect(unexplained(await probabilities(300))).toEqual([]);
});

test('intervals of means cover', async () => {
  expect(unexplained(await means(400))).toEqual([]);
});

test('intervals of splitting cover', async () => {
  expect(unexplained(await splitting(60))).toEqual([]);
});

test('shares of runs, the safe p and claims keep their levels', async () => {
  expect(unexplained(await decisions(1000))).toEqual([]);
  const wrong = errorRates(400).filter(
    ({ wrong: count, cells, most }) => atMost(cells - count, cells, 1 - most) < CHANCE
  );
  expect(wrong).toEqual([]);
});

test('means over trainings are those of theory', async () => {
  const far = (await training(100)).filter(({ z }) => 2 * normalTail(Math.abs(z)) < CHANCE);
  expect(far).toEqual([]);
});

test('golden values are met to 1e-12, and every method agrees with every other', async () => {
  expect((await golden()).filter(({ worst }) => worst > 1e-12)).toEqual([]);
  const all = await methods(20_000, 24);
  expect(all.filter(({ exact }) => exact > 1e-12)).toEqual([]);
  const zs = all.flatMap(({ z }) => z).filter(z => !Number.isNaN(z));
  expect(Math.max(...zs.map(Math.abs))).toBeLessThan(5.5);
  expect(kolmogorov(zs.map(z => 2 * normalTail(Math.abs(z)))).p).toBeGreaterThan(1e-4);
});
