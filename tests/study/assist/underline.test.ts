// Mistakes as stretches of text.

import fc from 'fast-check';
import { underlines } from '../../../src/study/assist/underline';
import type { Kind } from '../../../src/study/key';
import { StudyError } from '../../../src/study/diagnostic';
import { readStudy } from '../../../src/study/read';
import { anyStudyText } from './text';

function marked(text: string, kind: Kind | null = 'percolation'): string[] {
  return underlines(text, kind).map(({ from, to }) => text.slice(from, to));
}

test.each([
  ['network: {width: 8, depth: 4}\np: 1.5', ['1.5']],
  ['network: {width: 8, depht: 4}\np: 0.5', ['depht']],
  ['network: {width: 8, depth: 4}\np: 0.5\nmodle: site', ['modle']],
  ['network:\r\n  width: 0\r\n  depth: 4\r\np: 0.5', ['0']],
  ['# 𝜃 é\nnetwork: {width: 8, depth: 4, skip: {span: 0}}\np: 0.5', ['0']],
  ['seed: "𝜃𝜃"\nnetwork: {width: 8, depth: 4}\np: [0.5, 2]', ['2']],
  ['network: {width: 8, depth: 4}\np: 0..1 bye 0.02', ['0..1 bye 0.02']],
  ['network: {width: 8, depth: 4}\np: [0.1]\nmodel: [site, "bnd"]', ['"bnd"']]
])('%j', (text, expected) => {
  expect(marked(text)).toEqual(expected);
});

test('brackets that are open are marked somewhere', () => {
  const text = 'network: {width: 8';
  const [first] = underlines(text, 'percolation');
  expect(first.message).toContain('not valid YAML');
  expect(first.to).toBeGreaterThan(first.from);
});

test.each(['', '\n\n', '# only a comment\n', '   \n'])(
  'nothing in %j, which is not begun',
  text => {
    expect(marked(text)).toEqual([]);
  }
);

test('a valid study has none', () => {
  expect(marked('network: {width: 8, depth: 4}\np: 0..1 by 0.02')).toEqual([]);
});

test('what only the kernel can see is no mistake', () => {
  const network = 'network: {width: 8, depth: 4}\np: 0.5\n';
  expect(marked(`${network}data: mine`, 'dropout')).toEqual([]);
  expect(marked(`${network}data: {name: mine, task: regression}`, 'dropout')).toEqual([]);
  expect(marked(`${network}data: {name: csv, path: there/is/no/such.csv}`, 'dropout')).toEqual([]);
  expect(marked('network: {file: none.csv}\np: 0.5')).toEqual([]);
  // A file has no variables beside it.
  expect(marked(`study: dropout\n${network}data: mine`, null)).toEqual(['mine']);
});

test('every mistake of the reader is marked, in the text and not empty', () => {
  fc.assert(
    fc.property(anyStudyText, text => {
      const found = underlines(text, 'percolation');
      for (const { from, to } of found) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      if (found.length > 0) {
        expect(() => readStudy(text, { kind: 'percolation' })).toThrow(StudyError);
      }
    }),
    { numRuns: 2000 }
  );
});
