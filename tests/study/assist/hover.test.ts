// What words in a study mean.

import fc from 'fast-check';
import { asText, hoverAt } from '../../../src/study/assist/hover';
import { KEYS } from '../../../src/study/keys';
import { describe as describePath } from '../../../src/study/assist/describe';
import { anyStudyText } from './text';

const TEXT = 'network: {width: 8, depth: [4, 8]}\nmodel: bond\ntrials:\n  500\n';

test.each([
  ['network', 'network'],
  ['width', 'network.width'],
  ['8,', 'network.width'],
  ['depth', 'network.depth'],
  ['4,', 'network.depth'],
  ['bond', 'model'],
  ['trials', 'trials'],
  ['500', 'trials']
])('%s is about %s', (word, path) => {
  const from = TEXT.indexOf(word);
  const found = hoverAt(TEXT, from, 'percolation')!;
  expect(found.path).toBe(path);
  expect(found.from).toBe(from);
  expect(TEXT.slice(found.from, found.to)).toBe(word.replace(',', ''));
});

test('the kind decides what a key means', () => {
  expect(hoverAt('replicates: 2', 3, 'dropout')!.about).toContain('Independent repetitions');
  expect(hoverAt('replicates: 2', 3, 'percolation')!.about).toContain('quenched');
  expect(hoverAt('study: dropout\nreplicates: 2', 18, null)!.about).toContain('Independent');
});

test('as text: what it means, what is allowed, the default', () => {
  expect(asText(hoverAt('model: site', 2, 'percolation')!)).toBe(
    'model\nWhat is removed: hidden units (site, Dropout), weights (bond, DropConnect) or both (mixed).\n' +
      'Allowed: site, bond, mixed; a list sweeps it.\nDefault: site.'
  );
});

test('every key and every group has a description', () => {
  for (const { path, studies } of KEYS) {
    const parts = path.split('.');
    for (let depth = 1; depth <= parts.length; depth++) {
      const found = describePath(parts.slice(0, depth).join('.'), studies[0])!;
      expect(found.about.length).toBeGreaterThan(5);
      expect(found.allowed.length).toBeGreaterThan(5);
    }
  }
});

test.each(['# width: 8', 'nonsense: 3', ''])('nothing in %j', text => {
  expect(hoverAt(text, Math.min(3, text.length), 'percolation')).toBeNull();
});

test('any text at any place gets an answer', () => {
  fc.assert(
    fc.property(anyStudyText, fc.nat(), (text, n) => {
      const offset = n % (text.length + 1);
      const found = hoverAt(text, offset, null);
      if (found) {
        expect(found.from).toBeLessThanOrEqual(offset);
        expect(found.to).toBeGreaterThanOrEqual(offset);
      }
    }),
    { numRuns: 2000 }
  );
});
