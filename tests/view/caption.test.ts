// The words around figures.

import { caption } from '../../src/view/caption';
import type { Result } from '../../src/study/result';
import { tablesOf } from '../../src/study/tables';
import * as measured from '../study/figure.measured';
import { dropout, percolation, resultOf, steps } from '../study/figure.samples';
import { english } from './english';

const words = (result: Result) => caption(result, tablesOf(result, english), english);

const digest = `sha256:9f3c1a${'0'.repeat(58)}`;

test('a sweep in words: few values are listed, many are a span', () => {
  const result = percolation({ depths: [8, 16, 32], ps: steps(0, 1, 51), trials: [1000] });
  expect(words(result)).toEqual({
    subject: 'site (Dropout) · width 8 · depth 8, 16, 32 · p 0 to 1 · exact, Monte Carlo',
    provenance: '306 rows · seed paper · study e9350fcf · digest 9f3c1a00 · percolab 0.1.0',
    digest,
    name:
      'Open path between input and output. site (Dropout) · width 8 · depth 8, 16, 32 · ' +
      'p 0 to 1 · exact, Monte Carlo',
    label:
      'Figure: Open path between input and output. site (Dropout) · width 8 · depth 8, 16, 32 · ' +
      'p 0 to 1 · exact, Monte Carlo. theta from 0 to 1. Tables below: Results (306 rows).'
  });
});

test('the label says what was found and which tables there are', () => {
  expect(words(measured.profiles([0.4, 0.6])).label).toMatch(
    /theta from [\d.]{1,5} to [\d.]{1,5}\. Tables below: Results \(2 rows\), Profiles \(\d+ rows\)\.$/
  );
  const row = { p: 0.5, theta: 'NaN', method: 'exact', threshold: 0.25 };
  const study = { study: 'percolation', model: 'site', seed: 'a' } as const;
  expect(words(resultOf(study, [row])).label).toMatch(
    /exact\. threshold = 0.25\. Tables below: Results \(1 row\)\.$/
  );
});

test('training in words', () => {
  const { subject, label } = words(dropout({ depths: [4, 8], ps: [0.5] }));
  expect(subject).toBe('site (Dropout) · width 8 · depth 4, 8 · p 0.5');
  expect(label).toMatch(/^Figure: Training with dropout\. site/);
});

test('a network is named by more than its sizes', () => {
  const result = percolation();
  const said = (network: object): string =>
    words({ ...result, study: { ...result.study, network } }).subject;
  expect(said({ skip: { kind: 'identity', span: 2 } })).toMatch(
    /^site \(Dropout\) · identity skips · span = 2 · width 8 · /
  );
  expect(said({ drop: 'blocks' })).toMatch(/^stochastic depth · width 8 · /);
});

test('an excerpt says so', () => {
  const result = { ...percolation({ ps: steps(0, 1, 11) }), excerpt: { columns: 2000 } };
  const { provenance, label } = words(result);
  expect(provenance).toMatch(/^11 of 2000 rows \u00b7 seed /);
  expect(label).toMatch(/Tables below: Results \(11 of 2000 rows\)\.$/);
});

test('a swept model is named by its words, a row alone is one row', () => {
  const both = percolation({ models: ['site', 'bond'] });
  expect(words(both).subject).toMatch(/^site \(Dropout\), bond \(DropConnect\) · /);
  expect(words(percolation()).provenance).toMatch(/^1 row · /);
});

test('whatever a notebook holds, the words stay few', () => {
  const row = { p: 0.5, theta: 1, method: 'exact' };
  const rows = [784, 16, 8, 4, 2, 1].map(width => ({
    widths: `${width}-${'9'.repeat(90)}`,
    ...row
  }));
  const study = { study: 'percolation', model: 'x'.repeat(5000), seed: 's'.repeat(5000) } as const;
  const { subject, provenance } = words(resultOf(study, rows));
  expect(subject).toMatch(
    /^x{59}\u2026 \u00b7 widths 784-9{55}\u2026, 16-.*, 4-9+\u2026 and 2 more \u00b7 p 0\.5/
  );
  expect(provenance).toMatch(/^6 rows \u00b7 seed s{199}\u2026 \u00b7/);
  const seeds = { ...study, seed: ['a', 'b', 'c', 'd', 'e'] };
  expect(words(resultOf(seeds, rows)).provenance).toContain('seed a, b, c, d and 1 more');
});

test('values without a word of their own, and names of inherited properties, stand as they are', () => {
  const study = { study: 'percolation', model: 'toString', seed: 'a' } as const;
  const row = { widths: '784-16-10', p: 'NaN', theta: 1, method: 'constructor' };
  expect(words(resultOf(study, [row])).subject).toBe(
    'toString · widths 784-16-10 · p NaN · constructor'
  );
});
