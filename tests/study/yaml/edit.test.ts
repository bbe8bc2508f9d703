// Edits of a study's text: they change what they should and nothing else.

import fc from 'fast-check';
import { isMap, isNode, parseDocument } from 'yaml';
import { studyHash } from '../../../src/study/hash';
import { readStudy } from '../../../src/study/read';
import { resolve } from '../../../src/study/study';
import { EditError, editedText, textMeaning } from '../../../src/study/yaml/edit';
import { changesTo, sameStudy, type Changes } from '../../../src/study/yaml/same';
import { commentsIn } from '../../../src/study/yaml/splice';
import { studies, texts } from './studies';

const comments = (text: string): string[] => commentsIn(text, [0, text.length]).sort();

test('a text that is edited to mean a study means it', () => {
  fc.assert(
    fc.property(texts, studies, fc.boolean(), (text, study, isCell) => {
      const asked = readStudy(text);
      fc.pre(asked.kind === study.kind && asked.graph === null && study.graph === null);
      const [head, given] = isCell ? [`%%${study.kind} name\n`, text] : ['', text];
      const edited = textMeaning(head + given, study);
      expect(edited.startsWith(head)).toBe(true);
      expect(sameStudy(edited, study)).toBe(true);
      const read = readStudy(edited.slice(head.length));
      if (study.kind === 'percolation')
        expect(studyHash(resolve(read))).toBe(studyHash(resolve(study)));
      expect(textMeaning(edited, study)).toBe(edited);
    }),
    { numRuns: 200 }
  );
});

test('another seed changes one value; comments, blank lines and all other keys stay to the letter', () => {
  fc.assert(
    fc.property(texts, fc.string({ unit: 'binary' }), (text, seed) => {
      const edited = editedText(text, new Map([['seed', [seed]]]));
      expect(readStudy(edited).settings.get('seed')).toEqual([seed]);
      expect(comments(edited)).toEqual(comments(text));
      const rest = (from: string): string[] => {
        const { contents } = parseDocument(from);
        if (!isMap(contents)) throw new Error('no mapping');
        return contents.items
          .filter(({ key }) => String(key) !== 'seed')
          .map(({ key, value }) => {
            const range = isNode(value) ? value.range : [0, 0];
            return `${String(key)}: ${from.slice(range[0], range[1]).replace(/\s*(#[^\n]*\s*)*$/, '')}`;
          });
      };
      expect(rest(edited)).toEqual(rest(text));
    }),
    { numRuns: 200 }
  );
});

test('a text is left as it is where it means the study already', () => {
  fc.assert(
    fc.property(texts, text => {
      const study = readStudy(text);
      expect(changesTo(text, study)).toEqual(new Map());
      expect(textMeaning(text, study)).toBe(text);
      expect(sameStudy(text, study)).toBe(true);
    }),
    { numRuns: 100 }
  );
});

const CELL = `%%percolation curve
# Two depths, as in the lecture.
network: {width: 8, depth: [4, 16]}  # W and L
model: 'site'

# What is removed
p: 0..1 by 0.02
seed: "paper"
`;

const edits: [string, Changes, string, string][] = [
  ['width', new Map([['network.width', [12]]]), '{width: 8,', '{width: 12,'],
  ['a list', new Map([['network.depth', [4, 32]]]), 'depth: [4, 16]', 'depth: [4, 32]'],
  [
    'a list in place of a list',
    new Map([['network.depth', [1, 2, 3, 4, 5]]]),
    '[4, 16]',
    '[1, 2, 3, 4, 5]'
  ],
  ['a range', new Map([['p', [0, 0.25, 0.5]]]), '0..1 by 0.02', '0..0.5 by 0.25'],
  [
    'a range in place of one value',
    new Map([['network.width', [2, 4, 6, 8, 10]]]),
    'width: 8',
    'width: 2..10 by 2'
  ],
  ['a quoted word', new Map([['model', ['bond']]]), "'site'", "'bond'"],
  ['a quoted text', new Map([['seed', ['it’s "new"']]]), '"paper"', '"it’s \\"new\\""'],
  ['a key in braces', new Map([['network.input', [3]]]), '{width', '{input: 3, width'],
  ['a group in braces', new Map([['network.skip.span', [2]]]), '16]}', '16], skip: {span: 2}}'],
  ['a line', new Map([['trials', [500]]]), 'by 0.02\n', 'by 0.02\ntrials: 500\n']
];

test.each(edits)('%s', (_, changes, before, after) => {
  expect(editedText(CELL, changes)).toBe(CELL.replace(before, () => after));
});

test.each<[string, string, Changes, string]>([
  [
    'a block list stays one, with its comments',
    'study: percolation\nnetwork:\n    width: 8\n    depth:   # L\n      - 4  # shallow\n      - 16  # deep\n    # no input\np: 0.5\n',
    new Map([['network.depth', [2, 4, 8]]]),
    'study: percolation\nnetwork:\n    width: 8\n    # shallow\n    depth:   # L\n      - 2\n      - 4\n      - 8  # deep\n    # no input\np: 0.5\n'
  ],
  [
    'a block list that becomes one value',
    'study: percolation\nnetwork:\n  width: 8\n  depth:   # L\n    - 4\n    - 16  # deep\np: 0.5\n',
    new Map([['network.depth', [2]]]),
    'study: percolation\nnetwork:\n  width: 8\n  # L\n  depth: 2  # deep\np: 0.5\n'
  ],
  [
    'a comment inside a list in brackets',
    'study: percolation\nnetwork: {width: 8, depth: 4}\np: [0.1,  # little\n  0.9]  # much\n',
    new Map([['p', [0.5]]]),
    'study: percolation\nnetwork: {width: 8, depth: 4}\n# little\np: 0.5  # much\n'
  ],
  [
    'keys of a block group',
    'study: percolation\nnetwork:\n  depth: 4  # L\n  # W follows\n  width: 8',
    new Map([
      ['network.input', [3]],
      ['network.output', [2]],
      ['p', [0.5]]
    ]),
    'study: percolation\nnetwork:\n  input: 3\n  depth: 4  # L\n  output: 2\n  # W follows\n  width: 8\np: 0.5'
  ],
  [
    'short forms of groups',
    'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: teacher  # T\np: 0.5\noptimizer: {schedule: step}\n',
    new Map<string, readonly (string | number)[]>([
      ['data.balance', [0.8]],
      ['optimizer.name', ['adam']],
      ['optimizer.schedule.every', [100]]
    ]),
    'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: {name: teacher, balance: 0.8}  # T\np: 0.5\noptimizer: {name: adam, schedule: {name: step, every: 100}}\n'
  ],
  [
    'a short form itself',
    'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: teacher\np: 0.5\n',
    new Map([['data.name', ['digits']]]),
    'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: digits\np: 0.5\n'
  ],
  [
    'keys that go, and the groups that they leave empty',
    'study: percolation\nnetwork: {skip: {span: 2}, width: 8, depth: 4, output: 2}\nprecision: 0.1  # of theta\np: 0.5\n',
    new Map([
      ['network.skip.span', null],
      ['network.output', null],
      ['precision', null]
    ]),
    'study: percolation\nnetwork: {width: 8, depth: 4}\np: 0.5\n'
  ],
  [
    'a value that was left empty',
    'study: dropout\nnetwork: {width: 4, depth: 2}\np: 0.5\noptimizer:\n  clip:\n',
    new Map([['optimizer.clip', [3]]]),
    'study: dropout\nnetwork: {width: 4, depth: 2}\np: 0.5\noptimizer:\n  clip: 3\n'
  ],
  [
    'line breaks of Windows',
    'study: percolation\r\nnetwork: {width: 8, depth: 4}  # W, L\r\np: 0.5\r\nseed: a\r\n',
    new Map([['seed', ['b']]]),
    'study: percolation\r\nnetwork: {width: 8, depth: 4}  # W, L\r\np: 0.5\r\nseed: b\r\n'
  ]
])('%s', (_, text, changes, wanted) => {
  expect(editedText(text, changes)).toBe(wanted);
  readStudy(wanted);
});

test('an anchor that other keys refer to is left to its author', () => {
  const text = 'study: percolation\nnetwork: {width: &w 8, depth: *w}\np: 0.5\n';
  const study = readStudy('study: percolation\nnetwork: {width: 9, depth: 8}\np: 0.5\n');
  expect(() => textMeaning(text, study)).toThrow(EditError);
  const whole = 'study: percolation\nnetwork: *n\n';
  expect(() => editedText(whole, new Map([['network.width', [3]]]))).toThrow(/network\.width/);
});
