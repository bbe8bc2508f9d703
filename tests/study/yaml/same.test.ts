// Whether a cell means the study of a figure, whose result records what its data implied.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { digitsDataset, DIGITS_FILES } from '../../../src/engine/dropout/data/digits';
import { readAgain } from '../../../src/study/change';
import type { Study } from '../../../src/study/study';
import { textMeaning } from '../../../src/study/yaml/edit';
import { sameStudy } from '../../../src/study/yaml/same';
import { studyText } from '../../../src/study/yaml/text';
import { runHere, sourcesOf } from '../runstudy';

const bytes = (name: string): Uint8Array =>
  gunzipSync(readFileSync(`src/engine/dropout/data/${name}`));
const SOURCES = sourcesOf(({ name }) =>
  name === 'digits' ? digitsDataset(bytes(DIGITS_FILES.images), bytes(DIGITS_FILES.labels)) : null
);
const NETWORK = 'network: {width: 3, depth: 1}\n';
const SMALL = 'p: 0.5\narms: [dropout]\nsteps: 4\nreplicates: 1\n';

async function figureOf(text: string): Promise<Study> {
  return readAgain((await runHere(text, SOURCES)).study);
}

test('comments, order, spelling and defaults make no difference; values do', async () => {
  const figure = await figureOf(`study: percolation\n${NETWORK}p: 0..1 by 0.5\n`);
  for (const cell of [
    `%%percolation\n${NETWORK}p: 0..1 by 0.5`,
    `%%percolation curve\n# mine\np: [0, 0.5, 1.0]\nseed: percolab\n${NETWORK}model: 'site'\n`,
    `\n%%percolation  --on dask\n${NETWORK}p: 0..1 in 3\nforce: true`,
    `study: percolation\n${NETWORK}p: 0..1 by 0.5\n`,
    `%%percolation\nstudy: percolation\n${NETWORK}p: 0..1 by 0.5\n`
  ])
    expect([cell, sameStudy(cell, figure)]).toEqual([cell, true]);
  for (const cell of [
    `%%percolation\n${NETWORK}p: 0..1 by 0.25`,
    `%%percolation\n${NETWORK}p: 0..1 by 0.5\nseed: other`,
    `%%percolation\n${NETWORK}p: 0..1 by`,
    `%%dropout\n${NETWORK}p: 0.5`,
    `%%percolations\n${NETWORK}p: 0..1 by 0.5`,
    'percolab.percolation(width=3, depth=1, p=(0, 1, 0.5))',
    ''
  ])
    expect([cell, sameStudy(cell, figure)]).toEqual([cell, false]);
});

test.each([
  ['the teacher', 'data: teacher\n'],
  ['a teacher of targets', 'data: {task: regression, train: 100}\n'],
  ['digits', 'data: {name: digits, classes: [3, 8]}\n']
])('what the data imply may stand in the cell or not: %s', async (_, data) => {
  const figure = await figureOf(`study: dropout\n${NETWORK}${data}${SMALL}`);
  const cell = `%%dropout\n${NETWORK}${data}${SMALL}`;
  const input = String(figure.settings.get('network.input')![0]);
  const written = cell.replace('depth: 1}', `depth: 1, input: ${input}}`);
  expect(sameStudy(cell, figure)).toBe(true);
  expect(sameStudy(written, figure)).toBe(true);
  expect(sameStudy(studyText(figure), figure)).toBe(true);
  expect(sameStudy(cell.replace('depth: 1}', 'depth: 1, input: 5}'), figure)).toBe(false);
  expect(sameStudy(cell.replace('steps: 4', 'steps: 4\nloss: mse\nmask: sample'), figure)).toBe(
    false
  );
  expect(sameStudy(cell.replace(data, ''), figure)).toBe(data === 'data: teacher\n');
  expect(textMeaning(cell, figure)).toBe(cell);
  expect(textMeaning(cell.replace('steps: 4', 'steps: 5  # few'), figure)).toBe(
    cell.replace('steps: 4', 'steps: 4  # few')
  );
});

test('a training set of the same variable is taken to be the same', () => {
  const figure = readAgain({
    study: 'dropout',
    network: { width: 4, depth: 2, input: 3, output: 2 },
    data: { name: 'mine', task: 'classification', sha256: 'sha256:00' },
    loss: 'cross_entropy',
    p: 0.5
  });
  const cell = '%%dropout\nnetwork: {width: 4, depth: 2}\ndata: mine  # (X, y)\np: 0.5';
  expect(sameStudy(cell, figure)).toBe(true);
  expect(sameStudy(cell.replace('mine ', 'yours'), figure)).toBe(false);
  expect(sameStudy(cell.replace('mine', '{name: mine, task: regression}'), figure)).toBe(false);
});
