// Training studies: what they say of removals, networks, optimizers and arms, and what the engine is asked for it.

import type { TrainingTask } from '../../src/engine/dropout/task';
import { bindStudy } from '../../src/study/bind';
import { StudyError } from '../../src/study/diagnostic';
import { readStudy } from '../../src/study/read';
import { atOnce } from '../../src/study/steps';
import { axesOf, cellsOf, columnPaths, resolve, show } from '../../src/study/study';
import { armsOf, trainingTask } from '../../src/study/task';

const HEAD = 'study: dropout\n';
const NETWORK = `${HEAD}network: {width: 3, depth: 2, input: 4, output: 2}\n`;

/** The tasks of a study on the teacher, cell by cell and arm by arm. */
function tasksOf(text: string): TrainingTask[] {
  const study = atOnce(bindStudy(readStudy(text), null));
  return cellsOf(study).flatMap(cell =>
    armsOf(study).map(arm => trainingTask(study, cell, arm).training)
  );
}

function taskOf(text: string): TrainingTask {
  return tasksOf(`${text}\narms: [dropout]`)[0];
}

const constant = (...rates: number[]): TrainingTask['removal']['site'] => ({
  from: rates,
  to: rates,
  over: 0
});

test('rates are one for all layers, one for each, or change over time', () => {
  expect(taskOf(`${NETWORK}p: 0.3`).removal).toEqual({
    model: 'site',
    site: constant(0.3, 0.3),
    bond: constant(0, 0, 0),
    removableSkips: false
  });
  expect(taskOf(`${NETWORK}model: bond\np: [[0.1, 0.2, 0.3]]`).removal).toMatchObject({
    site: constant(0, 0),
    bond: constant(0.1, 0.2, 0.3)
  });
  expect(
    taskOf(
      `${NETWORK}model: mixed\np_site: {from: 0.8, to: 0.2, over: 1000}\np_bond: {from: 0, to: [0.1, 0.2, 0.3], over: 5}`
    ).removal
  ).toEqual({
    model: 'mixed',
    site: { from: [0.8, 0.8], to: [0.2, 0.2], over: 1000 },
    bond: { from: [0, 0, 0], to: [0.1, 0.2, 0.3], over: 5 },
    removableSkips: false
  });
});

test('rates of every form are values of one axis, and columns say them', () => {
  const study = readStudy(
    `${NETWORK}p: [0.5, [0.2, 0.4], {from: 0.8, to: 0.2, over: 1000}, {from: [0.1, 0.2], to: 0, over: 9}]`
  );
  expect(axesOf(study)).toEqual(['p']);
  expect(columnPaths(study)).toContain('p');
  expect(cellsOf(study).map(cell => show('p', cell.get('p')!))).toEqual([
    0.5,
    '0.2, 0.4',
    '0.8 to 0.2 over 1000',
    '0.1, 0.2 to 0 over 9'
  ]);
});

test('biases are the same everywhere or differ by layer', () => {
  expect(taskOf(`${HEAD}network: {widths: [4, 3, 2], bias: true}\np: 0`).architecture.bias).toEqual(
    [true, true]
  );
  const text = `${HEAD}network: {widths: [4, 3, 2], bias: [false, [true, false]]}\np: 0\narms: [dropout]`;
  expect(tasksOf(text).map(({ architecture }) => architecture.bias)).toEqual([
    [false, false],
    [true, false]
  ]);
  const study = readStudy(text);
  expect(show('network.bias', cellsOf(study)[1].get('network.bias')!)).toBe('true, false');
});

test('skips lie as in percolation studies, and stochastic depth removes what they pass over', () => {
  const skips = (text: string): readonly number[] => taskOf(text).architecture.skips;
  const network = (more: string): string =>
    `${HEAD}network: {widths: [3, 3, 3, 3, 5, 5, 2], ${more}}\n`;
  expect(skips(`${network('bias: false')}p: 0`)).toEqual([-1, -1, -1, -1, -1, -1]);
  expect(skips(`${network('skip: {span: 1}')}p: 0`)).toEqual([0, 1, 2, -1, 4, -1]);
  expect(skips(`${network('skip: {span: 2}')}p: 0`)).toEqual([-1, 0, -1, -1, -1, -1]);
  const removable = (more: string): boolean =>
    taskOf(`${network(more)}p: 0.5\nmodel: bond`).removal.removableSkips;
  expect(removable('skip: {span: 1}')).toBe(true);
  expect(removable('skip: {span: 1, removable: false}')).toBe(false);
  expect(taskOf(`${network('skip: {span: 1}')}p: 0.5`).removal.removableSkips).toBe(false);
  expect(
    taskOf(`${network('skip: {span: 1}')}model: blocks\np: [[0.1, 0.2, 0.3, 0.4]]`).removal
  ).toEqual({
    model: 'blocks',
    site: constant(0.1, 0.2, 0.3, 0.4),
    bond: constant(0, 0, 0, 0, 0, 0),
    removableSkips: false
  });
  const deep = taskOf(`${HEAD}network: {width: 3, depth: 2, drop: blocks, input: 4}\np: 0.3`);
  expect(deep.architecture).toMatchObject({ widths: [4, 3, 3, 3, 2], skips: [-1, 1, 2, -1] });
  expect(deep.removal).toMatchObject({ model: 'blocks', site: constant(0.3, 0.3) });
});

test('optimizers have the defaults of their kind', () => {
  const optimizer = (text: string): TrainingTask['optimizer'] =>
    taskOf(`${NETWORK}p: 0\noptimizer: ${text}`).optimizer;
  const none = { beta1: 0, beta2: 0, epsilon: 0, decay: 0, clip: 2 };
  const schedule = { name: 'constant', every: 0, factor: 1 };
  expect(optimizer('sgd')).toEqual({ name: 'sgd', rate: 0.1, momentum: 0, schedule, ...none });
  expect(optimizer('{name: momentum, clip: none}')).toEqual({
    ...none,
    name: 'sgd',
    rate: 0.1,
    momentum: 0.9,
    schedule,
    clip: null
  });
  expect(optimizer('{name: nesterov, momentum: 0.5}').momentum).toBe(0.5);
  expect(optimizer('{name: adamw, decay: 0.01, beta2: 0.99}')).toEqual({
    ...none,
    name: 'adamw',
    rate: 0.001,
    momentum: 0,
    schedule,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 1e-8,
    decay: 0.01
  });
  expect(optimizer('{schedule: cosine}').schedule.name).toBe('cosine');
  expect(optimizer('{schedule: {name: step, every: 100}}').schedule).toEqual({
    name: 'step',
    every: 100,
    factor: 0.1
  });
  const swept = tasksOf(`${NETWORK}p: 0\noptimizer: {name: [momentum, adam]}\narms: [dropout]`);
  expect(swept.map(({ optimizer: { rate, momentum } }) => [rate, momentum])).toEqual([
    [0.1, 0.9],
    [0.001, 0]
  ]);
  const study = readStudy(
    `${NETWORK}p: 0\noptimizer: {name: [sgd, adam], schedule: [constant, cosine]}`
  );
  expect(axesOf(study)).toEqual(['optimizer.name', 'optimizer.schedule.name']);
});

test.each([
  `${NETWORK}p: {from: 0.1, to: 0.2, over: 5}`,
  `${NETWORK}p: [[0.1, 0.2]]\noptimizer: adam`,
  `${NETWORK}p: 0.1\noptimizer: {name: [sgd, adam, nesterov], schedule: {name: step, every: 5}}`,
  `${HEAD}network: {width: 3, depth: 2, drop: blocks, bias: [[true, false, true, true]]}\np: 0.1`,
  `${HEAD}network: {width: 3, depth: 2, skip: {span: 1}}\nmodel: [site, bond]\np: 0.1\npasses: 0`,
  `${HEAD}network: {width: 3, depth: 2}\nmodel: mixed\np_site: 0.1\np_bond: 0.2\nmask: epoch\narms: [thinned, time_changed]`,
  'study: percolation\nnetwork: {width: 3, depth: 2}\np: [[0.1, 0.2]]'
])('the resolved form of a study is the study: %s', text => {
  const study = readStudy(text);
  expect(resolve(readStudy(resolve(study)))).toEqual(resolve(study));
});

/** The mistake that a study is refused for, wherever it is found. */
function mistake(text: string): string {
  try {
    tasksOf(text);
  } catch (error) {
    if (error instanceof StudyError) {
      return error.message;
    }
    throw error;
  }
  return 'none';
}

test.each([
  ['p: {from: 0.1, to: 0.2}', /p: found a mapping with from, to; allowed: \{from: 0.8/],
  ['p: {from: 0.1, to: 0.2, over: 5, by: 2}', /found a mapping with from, to, over, by/],
  [
    'p: {from: 0.1, to: 1, over: 5}',
    /found 1 at an end of a change; allowed: a number from 0 below 1/
  ],
  ['p: {from: 0.1, to: 0.5, over: 0}', /found over: 0; allowed: an integer from 1/],
  ['p: {from: [], to: 0.5, over: 3}', /found a list of 0 at an end/],
  ['p: {from: [0.1], to: 0.5, over: 3}', /found a list of 1; allowed: one value, or 2 in a list/],
  ['p: [[0.1, 0.2, 0.3]]', /found a list of 3; .* one for each hidden layer \(depth\)/],
  [
    'model: bond\np: [[0.1, 0.2]]',
    /found a list of 2; .* 3 in a list, one for each layer of weights/
  ],
  ['model: [site, bond]\np: [[0.1, 0.2]]', /rates by layer are those of one model/],
  ['model: mixed\np: 0.5', /model mixed takes p_site and p_bond/],
  ['model: blocks\np: 0.5', /blocks are what skips pass over/],
  ['p: 1', /found 1; allowed: a number from 0 below 1/],
  ['p: 0.5\nnetwork: 3', /allowed: a mapping/],
  ['p: 0.5\noptimizer: {name: adam, momentum: 0.9}', /adam has no momentum; remove it/],
  ['p: 0.5\noptimizer: {name: sgd, beta1: 0.9}', /sgd has no beta1/],
  ['p: 0.5\noptimizer: {schedule: step}', /schedule.every: missing key; write schedule/],
  ['p: 0.5\noptimizer: {schedule: {every: 5}}', /only schedule step has every/],
  ['p: 0.5\noptimizer: rmsprop', /found "rmsprop"; allowed: sgd, momentum, nesterov, adam, adamw/],
  ['p: 0.5\nmask: sample\narms: [time_changed]', /time_changed takes a step where/]
])('%s is refused', (text, message) => {
  expect(mistake(text.includes('network') ? HEAD + text : NETWORK + text)).toMatch(message);
});

test.each([
  ['{depth: 3, drop: blocks}', 'p: 0.5', /network.width: missing key; blocks that are trained/],
  [
    '{width: 3, depth: 3, drop: blocks}',
    'p: 0.5\nmodel: site',
    /stochastic depth removes whole blocks/
  ],
  ['{width: 3, depth: 3, drop: blocks}', 'p: [[0.5, 0.1]]', /3 in a list, one for each block/],
  ['{width: 3, depth: 3, drop: channels}', 'p: 0.5', /found "channels"; allowed: blocks/],
  ['{width: 3, depth: 3, skip: {removable: true}}', 'p: 0.5', /missing key network.skip.span/],
  ['{width: 3, depth: 3, skip: {span: 5}}', 'p: 0.5', /found 5; a network of depth 3 has 4/],
  ['{width: 3, depth: 3, skip: {span: 2, kind: dense}}', 'p: 0.5', /unknown key/],
  [
    '{width: 3, depth: 3, bias: [[true, false]]}',
    'p: 0.5',
    /network.bias: found a list of 2; .* 4 in/
  ],
  [
    '{widths: [4, 3, 2], skip: {span: 2}}',
    'p: 0.5\nmodel: blocks',
    /found 2, which makes no skip at all in layers of 4, 3, 2 units/
  ],
  [
    '{widths: [3, 3, 3, 2], skip: {span: 1}}',
    'p: [[0.1]]\nmodel: blocks',
    /2 in a list, one for each block/
  ],
  ['{widths: [4, 65, 65, 2], skip: {span: 1}}', 'p: 0.5\narms: [thinned]', /thinned needs theta/],
  ['{tree: {branching: 2, depth: 3}}', 'p: 0.5', /network.tree: unknown key/]
])('%s with %s is refused', (network, text, message) => {
  expect(mistake(`${HEAD}network: ${network}\n${text}`)).toMatch(message);
});

const WIDE =
  /found layers of \[16, 40000, 40000, 2\] units, for which a run needs \d+ GB of memory; allowed: up to 4 GB: take narrower/;

test.each([
  ['{width: 40000, depth: 2}', 'p: 0.5', /network.width: found layers/],
  ['{width: 40000, depth: 2}', 'p: 0.5', WIDE],
  ['{widths: [16, 40000, 40000, 2]}', 'p: 0.5\nmodel: bond', /network.widths: found layers/],
  [
    '{width: 300, depth: 200}',
    'p: 0.5\nmodel: bond\nmask: sample\nbatch: 4000',
    /batch: found 4000, for which .* take a smaller batch, or mask: step/
  ],
  [
    '{width: 4, depth: 2, input: 1000000}',
    'p: 0.5',
    /data.train: found 4000 training and 1000 test rows of 1000000 inputs, which take 20 GB/
  ]
])('%s with %s does not fit in memory', (network, text, message) => {
  expect(mistake(`${HEAD}network: ${network}\n${text}\narms: [dropout]`)).toMatch(message);
});

test('what is just short of the memory that there can be is planned', () => {
  expect(mistake(`${HEAD}network: {width: 12000, depth: 2}\np: 0.5\narms: [dropout]`)).toBe('none');
});

test.each([
  [
    '{widths: [4, 65, 65, 2], skip: {span: 1}}',
    'p: 0.5\narms: [time_changed]',
    /time_changed needs theta, .* not known exactly for layers of \[4, 65, 65, 2\] units; allowed: up to 64 .* skips; remove/
  ],
  [
    '{width: 5000, depth: 1}',
    'p: 0.5\nmodel: bond\narms: [thinned]',
    /thinned needs theta, .* allowed: up to 4096 units in every hidden layer under bond or mixed/
  ],
  [
    '{width: 5000, depth: 1}',
    'p: {from: 0, to: 0.5, over: 100}\nmodel: bond\narms: [thinned]',
    /thinned needs theta/
  ],
  [
    '{width: 65, depth: 30, skip: {span: 1}}',
    'p: 0.99\narms: [conditioned]',
    /arms: conditioned needs masks with an open path, .* at p = 0.99 found 0 among 5000 \(theta below 0.00077, 95 %\); allowed: from 2; remove conditioned, or take/
  ],
  [
    '{width: 65, depth: 30, skip: {span: 1}}',
    'p: {from: 0.1, to: 0.99, over: 50}\narms: [conditioned]',
    /at p = 0.1 to 0.99 over 50 found 0 among 5000/
  ]
])('%s with %s has an arm that can not be had', (network, text, message) => {
  expect(mistake(`${HEAD}network: ${network}\n${text}`)).toMatch(message);
});

test.each([
  '{width: 65, depth: 30, skip: {span: 1}}\np: 0.9\narms: [conditioned]',
  '{width: 65, depth: 30, skip: {span: 1}}\np: 0.99\narms: [dropout, intact]',
  '{width: 64, depth: 30, skip: {span: 1}}\np: 0.99\narms: [conditioned, thinned]',
  '{width: 5000, depth: 1}\np: 0.5\narms: [thinned, time_changed]'
])('%s can be had', text => {
  expect(mistake(`${HEAD}network: ${text}\nforce: true`)).toBe('none');
});
