// The words around figures.

import { caption } from '../../src/view/caption';
import { dropout, percolation, resultOf, steps } from '../study/figure.samples';
import { english } from './english';

const digest = `sha256:9f3c1a${'0'.repeat(58)}`;

test('a sweep in words: few values are listed, many are a span', () => {
  const result = percolation({ depths: [8, 16, 32], ps: steps(0, 1, 51), trials: [1000] });
  expect(caption(result, english)).toEqual({
    subject: 'site (Dropout) · width 8 · depth 8, 16, 32 · p 0 to 1 · exact, Monte Carlo',
    provenance: '306 rows · seed paper · digest 9f3c1a00 · percolab 0.1.0',
    digest,
    label:
      'Figure: Open path between input and output. site (Dropout) · width 8 · depth 8, 16, 32 · ' +
      'p 0 to 1 · exact, Monte Carlo. The table below has its numbers.'
  });
});

test('training in words', () => {
  const { subject, label } = caption(dropout({ depths: [4, 8], ps: [0.5] }), english);
  expect(subject).toBe('site (Dropout) · width 8 · depth 4, 8 · p 0.5');
  expect(label).toMatch(/^Figure: Training with dropout\. site/);
});

test('a swept model is named by its words, a row alone is one row', () => {
  const both = percolation({ models: ['site', 'bond'] });
  expect(caption(both, english).subject).toMatch(/^site \(Dropout\), bond \(DropConnect\) · /);
  expect(caption(percolation(), english).provenance).toMatch(/^1 row · /);
});

test('whatever a notebook holds, the words stay few', () => {
  const row = { p: 0.5, theta: 1, method: 'exact' };
  const rows = [784, 16, 8, 4, 2, 1].map(width => ({
    widths: `${width}-${'9'.repeat(90)}`,
    ...row
  }));
  const study = { study: 'percolation', model: 'x'.repeat(5000), seed: 's'.repeat(5000) } as const;
  const { subject, provenance } = caption(resultOf(study, rows), english);
  expect(subject).toMatch(
    /^x{59}\u2026 \u00b7 widths 784-9{55}\u2026, 16-.*, 4-9+\u2026 and 2 more \u00b7 p 0\.5/
  );
  expect(provenance).toMatch(/^6 rows \u00b7 seed s{199}\u2026 \u00b7/);
  const seeds = { ...study, seed: ['a', 'b', 'c', 'd', 'e'] };
  expect(caption(resultOf(seeds, rows), english).provenance).toContain(
    'seed a, b, c, d and 1 more'
  );
});

test('values without a word of their own, and names of inherited properties, stand as they are', () => {
  const study = { study: 'percolation', model: 'toString', seed: 'a' } as const;
  const row = { widths: '784-16-10', p: 'NaN', theta: 1, method: 'constructor' };
  expect(caption(resultOf(study, [row]), english).subject).toBe(
    'toString · widths 784-16-10 · p NaN · constructor'
  );
});
