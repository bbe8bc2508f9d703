// Holm's correction against a worked example, its definition and simulation.

import fc from 'fast-check';
import { keyFromSeed } from '../../src/engine/random/seed';
import { Purpose, Stream } from '../../src/engine/random/stream';
import { holm } from '../../src/study/holm';

test('a worked example: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test('one test stays as it is, none is none, and what was not tested does not count', () => {
  expect(holm([0.04])).toEqual([0.04]);
  expect(holm([])).toEqual([]);
  expect(holm([NaN, 0.04, NaN, 0.03])).toEqual([NaN, 0.06, NaN, 0.06]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});

test('a hypothesis falls exactly when it and all of smaller p-values fall step by step', () => {
  const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, thousandths => {
      const pValues = thousandths.map(value => value / 10_000);
      const sorted = pValues.toSorted((a, b) => a - b);
      const stop = sorted.findIndex((p, i) => (sorted.length - i) * p > 0.05);
      const rejected = stop < 0 ? sorted.length : stop;
      expect(holm(pValues).filter(p => p <= 0.05)).toHaveLength(rejected);
    })
  );
});

test('among tests of nothing one in twenty studies holds a claim that survives, not every one', () => {
  const stream = new Stream(keyFromSeed('holm'), 0, 0, Purpose.masks);
  const STUDIES = 4000;
  let [single, corrected] = [0, 0];
  for (let i = 0; i < STUDIES; i++) {
    const pValues = Array.from({ length: 50 }, () => stream.uniform());
    single += pValues.some(p => p <= 0.05) ? 1 / STUDIES : 0;
    corrected += holm(pValues).some(p => p <= 0.05) ? 1 / STUDIES : 0;
  }
  expect(single).toBeGreaterThan(0.9);
  expect(Math.abs(corrected - 0.05)).toBeLessThan(0.012);
});
