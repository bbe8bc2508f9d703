// What the data of a study imply, and what does not fit them.

import type { Dataset } from '../../src/engine/dropout/dataset';
import { bindStudy } from '../../src/study/bind';
import { studyHash } from '../../src/study/hash';
import { readStudy } from '../../src/study/read';
import { atOnce } from '../../src/study/steps';
import { resolve, type Study } from '../../src/study/study';

function read(text: string, arrays?: string): Study {
  return readStudy(`p: 0.5\n${text}`, { kind: 'dropout', arrays });
}

const RECTANGULAR = 'network: {width: 8, depth: 4}\n';

/** Ten rows of three inputs and two outputs. */
function dataOf(task: Dataset['task'], scale = 1): Dataset {
  const x = Float32Array.from({ length: 30 }, (_, i) => i);
  const y = Int32Array.from({ length: 10 }, (_, i) => (task === 'regression' ? 0 : i % 2));
  const targets = Float32Array.from({ length: 20 }, (_, i) => scale * i);
  return {
    name: 'mine',
    inputs: 3,
    outputs: 2,
    task,
    train: { x, y, targets: task === 'regression' ? targets : null },
    test: null
  };
}

function bound(text: string, data: Dataset | null = null): Record<string, unknown> {
  return resolve(atOnce(bindStudy(read(text, 'mine'), data)));
}

test('classification: two logits and cross-entropy; regression: one target and mse', () => {
  expect(bound(RECTANGULAR)).toMatchObject({
    network: { input: 16, output: 2 },
    data: { task: 'classification' },
    loss: 'cross_entropy'
  });
  expect(bound(`${RECTANGULAR}data: {task: regression}`)).toMatchObject({
    network: { input: 16, output: 1 },
    data: { task: 'regression' },
    loss: 'mse'
  });
});

test('the teacher of a regression has as many targets as the network has outputs', () => {
  const text = 'network: {width: 8, depth: 4, output: [1, 3]}\ndata: {task: regression}';
  expect(bound(text)).toMatchObject({ network: { output: [1, 3] } });
  expect(bound('network: {widths: [5, 4, 7]}\ndata: {task: regression}')).toMatchObject({
    network: { widths: [5, 4, 7] },
    loss: 'mse'
  });
});

test('both tasks in one grid: two outputs, and the loss that both have', () => {
  const both = `${RECTANGULAR}data: {task: [classification, regression]}`;
  expect(bound(both)).toMatchObject({
    network: { output: 2 },
    data: { task: ['classification', 'regression'] },
    loss: 'mse'
  });
});

test('a data set says its task and its numbers', () => {
  const text = `${RECTANGULAR}data: mine\nbatch: 8`;
  const classes = bound(text, dataOf('classification'));
  const targets = bound(text, dataOf('regression'));
  expect(classes).toMatchObject({
    network: { input: 3, output: 2 },
    data: { name: 'mine', task: 'classification', sha256: expect.stringMatching(/^sha256:/) },
    loss: 'cross_entropy'
  });
  expect(targets).toMatchObject({ data: { task: 'regression' }, loss: 'mse' });
  const hash = (resolved: object): string => studyHash(resolved as ReturnType<typeof resolve>);
  const other = bound(text, dataOf('regression', 2));
  expect(new Set([classes, targets, other].map(hash)).size).toBe(3);
  expect(hash(bound(text, dataOf('regression')))).toBe(hash(targets));
});

test('what a study says of its loss is kept', () => {
  expect(bound(`${RECTANGULAR}loss: [mse, cross_entropy]`)).toMatchObject({
    loss: ['mse', 'cross_entropy']
  });
});

test.each<[string, string, Dataset | null, RegExp]>([
  [
    'three logits for two classes',
    'network: {width: 8, depth: 4, output: 3}',
    null,
    /network.output: found 3; teacher has 2 classes: write 2 or leave it out/
  ],
  [
    'one output where one cell has classes',
    'network: {width: 8, depth: 4, output: 1}\ndata: {task: [regression, classification]}',
    null,
    /network.output: found 1; teacher has 2 classes/
  ],
  [
    'too few outputs for the targets of a data set',
    'network: {width: 8, depth: 4, output: 1}\ndata: mine\nbatch: 1',
    dataOf('regression'),
    /network.output: found 1; mine has 2 targets: write 2/
  ],
  [
    'widths that do not fit',
    'network: {widths: [4, 8, 3]}\ndata: mine\nbatch: 1',
    dataOf('regression'),
    /the first of \[4, 8, 3\] is 4; mine has 3 inputs: write 3\n.*the last of \[4, 8, 3\] is 3; mine has 2 targets/
  ],
  [
    'cross-entropy of numbers',
    `${RECTANGULAR}data: {task: regression}\nloss: [mse, cross_entropy]`,
    null,
    /loss: found cross_entropy, which needs classes; regression takes mse: write loss: mse/
  ],
  [
    'a batch larger than the smallest training set',
    `${RECTANGULAR}data: {train: [400, 20]}\nbatch: [16, 32]`,
    null,
    /batch: found 32; teacher has 20 training rows: take at most that many/
  ]
])('%s: refused', (_, text, data, message) => {
  expect(() => bound(text, data)).toThrow(message);
});

test('regression needs two test rows, of which R² is the share that is explained', () => {
  const one = /found 1 test row; R² of regression .* take 2 or more/;
  const text = `${RECTANGULAR}batch: 1\ndata: `;
  expect(() => bound(`${text}{task: regression, test: [5, 1]}`)).toThrow(one);
  expect(() => bound(`${text}{task: regression, test: 2}`)).not.toThrow();
  expect(() => bound(`${text}{test: 1}`)).not.toThrow();
  const rows = (count: number): Dataset => {
    const { train, ...data } = dataOf('regression');
    const x = train.x.slice(0, 3 * count);
    const targets = train.targets!.slice(0, 2 * count);
    return { ...data, train: { x, y: train.y.slice(0, count), targets } };
  };
  expect(() => bound(`${text}mine`, rows(5))).toThrow(one);
  expect(() => bound(`${text}mine`, rows(6))).not.toThrow();
});
