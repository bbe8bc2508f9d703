// A study as text, and the study of a result: what is written reads back as the same study.

import fc from 'fast-check';
import { studyHash } from '../../../src/study/hash';
import { readStudy } from '../../../src/study/read';
import { readAgain } from '../../../src/study/change';
import { resolve, type Study } from '../../../src/study/study';
import { cellText, studyText } from '../../../src/study/yaml/text';
import { studies } from './studies';

const hash = (study: Study): string => studyHash(resolve(study));

test('a text reads back as the study that it was made of', () => {
  fc.assert(
    fc.property(studies, study => {
      expect(hash(readStudy(studyText(study)))).toBe(hash(study));
      const [magic, ...body] = cellText(study).split('\n');
      expect(magic).toBe(`%%${study.kind}`);
      expect(hash(readStudy(body.join('\n'), { kind: study.kind }))).toBe(hash(study));
    }),
    { numRuns: 60 }
  );
});

test('the study that a result records is the study that was run', () => {
  fc.assert(
    fc.property(studies, study => {
      const recorded = JSON.parse(JSON.stringify(resolve(study))) as ReturnType<typeof resolve>;
      expect(hash(readAgain(recorded))).toBe(hash(study));
    }),
    { numRuns: 100 }
  );
});

test.each([
  [
    'seed: paper\np: 0..1 by 0.02\nstudy: percolation\nnetwork: {depth: [4, 16, 64], width: 8}\n',
    'study: percolation\nnetwork: {width: 8, depth: [4, 16, 64]}\nmodel: site\np: 0..1 by 0.02\nseed: paper\n'
  ],
  [
    'study: percolation\nnetwork: {width: [4, 8], depth: 1..1000000 log 25}\nmodel: [site, bond]\np: 0.8',
    'study: percolation\nnetwork: {width: [4, 8], depth: 1..1000000 log 25}\nmodel: [site, bond]\np: 0.8\n'
  ],
  [
    'study: dropout\nnetwork: {width: 8, depth: 16, bias: true, init: balanced}\ndata: {name: teacher, balance: 0.77}\np: [0.8]\noptimizer: {rate: 0.05}\nseed: "042"',
    'study: dropout\nnetwork: {width: 8, depth: 16, bias: true, init: balanced}\ndata: {name: teacher, balance: 0.77}\nmodel: site\np: 0.8\noptimizer: {rate: 0.05}\nseed: "042"\n'
  ],
  [
    'study: dropout\nnetwork: {width: 8, depth: 2}\ndata: {name: digits}\np: {from: 0.8, to: 0.2, over: 1000}\noptimizer: {name: adam}\narms: [dropout, conditioned, intact]\nforce: true',
    'study: dropout\nnetwork: {width: 8, depth: 2}\ndata: digits\nmodel: site\np: {from: 0.8, to: 0.2, over: 1000}\noptimizer: adam\n'
  ],
  [
    'study: percolation\nnetwork: {edges: [[a, b], [b, c]], kept: [b]}\np: [[1, 0]].x'.replace(
      'p: [[1, 0]].x',
      'p: 0..1 in 7'
    ),
    'study: percolation\nnetwork: {edges: [[a, b], [b, c]], kept: [b]}\nmodel: site\np: 0..1 in 7\n'
  ]
])('as a person would write it: %s', (given, written) => {
  expect(studyText(readStudy(given))).toBe(written);
});

test('numbers stay a list where a range would give others, and where it would be longer', () => {
  const p = (list: string): string =>
    /p: (.*)/.exec(
      studyText(readStudy(`study: percolation\nnetwork: {width: 2, depth: 2}\np: ${list}`))
    )![1];
  expect(p('[0, 0.1, 0.2, 0.3]')).toBe('[0, 0.1, 0.2, 0.3]');
  expect(p('[0, 0.1, 0.2, 0.3, 0.4]')).toBe('0..0.4 by 0.1');
  // 0.1 + 0.2 in binary is not what the range gives.
  expect(p('[0, 0.1, 0.2, 0.30000000000000004, 0.4]')).toBe(
    '[0, 0.1, 0.2, 0.30000000000000004, 0.4]'
  );
  expect(p('[0.9, 0.7, 0.5, 0.3, 0.1]')).toBe('0.9..0.1 by -0.2');
});

test('the variable that held the data, and the hash of what was read, are no part of what is asked', () => {
  const study = readAgain({
    study: 'dropout',
    network: { width: 4, depth: 2, input: 3, output: 2 },
    data: { name: 'mine', task: 'classification', sha256: 'sha256:00' },
    p: 0.5
  });
  expect(study.data).toEqual({ name: 'arrays', variable: 'mine', task: 'classification' });
  expect(studyText(study)).toContain('data: {name: mine, task: classification}\n');
});
