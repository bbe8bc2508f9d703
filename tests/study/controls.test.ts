// Controls are what the table of keys says, and what a control says is read by the same door as any study.

import { changed, difference, readAgain, valueAt } from '../../src/study/change';
import { controlsOf, listValue, type Control, type PartsControl } from '../../src/study/controls';
import { draftOf } from '../../src/study/draft';
import { withPart } from '../../src/study/parts';
import { readStudy } from '../../src/study/read';
import { rangeText } from '../../src/study/rule';
import { resolve } from '../../src/study/study';

function controls(text: string): Control[] {
  return controlsOf(readStudy(text));
}

function control<Kind extends Control['is']>(
  text: string,
  path: string,
  kind: Kind
): Extract<Control, { is: Kind }> {
  const found = controls(text).find(own => own.path === path);
  expect(found?.is).toBe(kind);
  return found as Extract<Control, { is: Kind }>;
}

const CHAIN = 'study: percolation\nnetwork: {width: 8, depth: 16}\n';
const TRAINING = 'study: dropout\nnetwork: {width: 8, depth: [4, 8]}\np: 0.5\n';

test('every scalar and every range of a study has a control, in the order of the keys', () => {
  const found = controls(`${CHAIN}model: bond\np: 0..1 by 0.02\n`);
  expect(found.map(({ path, is, isMain }) => [path, is, isMain])).toEqual([
    ['model', 'choice', true],
    ['network.width', 'number', true],
    ['network.depth', 'number', true],
    ['method', 'choice', false],
    ['trials', 'number', false],
    ['measure', 'words', false],
    ['seed', 'seed', true],
    ['p', 'range', true]
  ]);
  const training = controls(TRAINING).map(({ path, is }) => `${path} ${is}`);
  expect(training).toEqual(
    expect.arrayContaining([
      'network.depth list',
      'network.bias switch',
      'network.activation choice',
      'steps number',
      'replicates number',
      'optimizer.rate number',
      'rescale switch',
      'p number'
    ])
  );
});

test('sliders step in integers, and a rate in thousandths or finer', () => {
  expect(control(`${CHAIN}p: 0.5\n`, 'network.width', 'number')).toMatchObject({
    value: 8,
    integer: true,
    min: 1,
    max: 50,
    step: 1
  });
  expect(control(`${CHAIN}p: 0.5\n`, 'p', 'number')).toMatchObject({
    value: 0.5,
    min: 0,
    max: 1,
    step: 0.001
  });
  expect(control(`${CHAIN}p: 0.12345\n`, 'p', 'number').step).toBe(0.00001);
  expect(control(TRAINING, 'p', 'number').max).toBe(0.999);
});

test.each([
  ['0..1 by 0.02', 'by', 0.02],
  ['0.9..0.1 by -0.1', 'by', -0.1],
  ['0..1 in 7', 'in', 7],
  ['0.001..1 log 10', 'log', 10]
])('a range %s is told by its three numbers', (text, how, last) => {
  const found = control(`${CHAIN}p: ${text}\n`, 'p', 'range');
  expect(found).toMatchObject({ how, last });
  const again = readAgain(changed(resolve(readStudy(`${CHAIN}p: 0.5\n`)), 'p', rangeText(found)));
  expect(again.settings.get('p')).toEqual(found.values);
});

test('values without a rule are a list, whose text means the same again', () => {
  const { text, values } = control(`${CHAIN}p: [0.1, 0.2, 0.15]\n`, 'p', 'list');
  expect(text).toBe('0.1, 0.2, 0.15');
  expect(listValue(text, true)).toEqual(values);
  expect(listValue('4..16 by 4', true)).toBe('4..16 by 4');
  expect(listValue('a, 1', false)).toEqual(['a', '1']);
});

test('a choice offers what the rest of the study allows', () => {
  const { options } = control(`${CHAIN}p: 0.5\n`, 'model', 'choice');
  expect(options).toEqual(['site', 'bond', 'mixed']);
  const swept = control(`${CHAIN}p: 0.5\nmodel: [site, bond]\n`, 'model', 'choice');
  expect(swept).toMatchObject({
    value: null,
    swept: ['site', 'bond'],
    options: ['site', 'bond', 'mixed']
  });
  const wide = 'study: percolation\nnetwork: {width: 5000, depth: 2}\nmodel: bond\np: 0.5\n';
  expect(control(wide, 'method', 'choice').options).not.toContain('exact');
});

test('words that a study may have together are those that leave it valid', () => {
  const { values, options } = control(`${CHAIN}p: 0.5\n`, 'measure', 'words');
  expect(values).toEqual(['theta']);
  expect(options).toEqual(expect.arrayContaining(['theta', 'threshold', 'reach', 'sign_theta']));
  // Clusters are those of lattices, blocks those of stochastic depth.
  expect(options).not.toEqual(expect.arrayContaining(['largest']));
  expect(options).not.toEqual(expect.arrayContaining(['blocks']));
  const arms = control(`${TRAINING}arms: [intact, dropout]\n`, 'arms', 'words');
  expect(arms).toMatchObject({ values: ['intact', 'dropout'], isMain: true });
  expect(arms.options).toHaveLength(5);
});

const LAYERS = 'study: percolation\nnetwork: {widths: [8, 4, 6, 2]}\n';

test.each([
  [`${LAYERS}p: 0.5\n`, 'network.widths', ['input', 'layer 1', 'layer 2', 'output']],
  [`${LAYERS}p: [[0.2, 0.5]]\n`, 'p', ['hidden 1', 'hidden 2']],
  [`${LAYERS}model: bond\np: [[0.2, 0.5, 0]]\n`, 'p', ['weights 1', 'weights 2', 'weights 3']],
  [
    'study: percolation\nnetwork: {lattice: square, size: [4, 5]}\nmodel: bond\np: 0.5\n',
    'network.size',
    ['rows', 'columns']
  ],
  [
    'study: dropout\nnetwork: {width: 8, depth: 2, bias: [[true, false, true]]}\np: 0.5\n',
    'network.bias',
    ['weights 1', 'weights 2', 'weights 3']
  ],
  [
    'study: dropout\nnetwork: {width: 8, depth: 2}\np: {from: 0.8, to: 0.2, over: 100}\n',
    'p',
    ['from', 'to', 'over']
  ],
  [
    'study: dropout\nnetwork: {width: 8, depth: 2}\np: {from: [0.8, 0.7], to: 0.2, over: 100}\n',
    'p',
    ['from hidden 1', 'from hidden 2', 'to', 'over']
  ]
])('a value of several parts has a control for each: %s %s', (text, path, labels) => {
  const { parts, written } = control(text, path, 'parts');
  expect(parts.map(({ label }) => label)).toEqual(labels);
  const study = resolve(readStudy(text));
  expect(written).toEqual(valueAt(study, path));
  // Every part, changed, is the same part of a study that is valid again.
  for (const part of parts) {
    const value = part.is === 'switch' ? !part.value : part.value > 1 ? part.value + 1 : 0.25;
    const next = withPart(written, part.at, value);
    const other = readAgain(changed(study, path, next));
    const again = controlsOf(other).find(own => own.path === path) as PartsControl;
    expect(again.parts.map(own => own.value)).toEqual(
      parts.map(own => (own === part ? value : own.value))
    );
  }
});

test('of several values that no line of text holds one is picked', () => {
  const { values } = control(`${LAYERS}p: [[0.2, 0.5], [0.5, 0.2]]\n`, 'p', 'pick');
  expect(values).toEqual([
    { words: '0.2, 0.5', written: [[0.2, 0.5]] },
    { words: '0.5, 0.2', written: [[0.5, 0.2]] }
  ]);
  const clips = control(`${TRAINING}optimizer: {clip: [none, 2]}\n`, 'optimizer.clip', 'pick');
  expect(clips.values.map(({ words }) => words)).toEqual(['none', '2']);
  expect(readAgain(changed(resolve(readStudy(TRAINING)), 'optimizer.clip', null))).toBeDefined();
});

test('a number that may be none says whether there is one', () => {
  expect(control(TRAINING, 'optimizer.clip', 'optional')).toMatchObject({ value: 2, usual: 2 });
  const none = `${TRAINING}optimizer: {clip: none}\n`;
  expect(control(none, 'optimizer.clip', 'optional')).toMatchObject({ value: null, usual: 2 });
});

test('what names what is read, and what is very long, has no control', () => {
  const graph = 'study: percolation\nnetwork: {edges: [[a, b], [b, c]], inputs: [a]}\np: 0.5\n';
  expect(controls(graph).map(({ path }) => path)).toEqual([
    'model',
    'method',
    'trials',
    'measure',
    'seed',
    'p'
  ]);
  const long = `study: percolation\nnetwork: {widths: [${Array.from({ length: 40 }, () => 4).join(', ')}]}\np: 0.5\n`;
  expect(controls(long).map(({ path }) => path)).not.toContain('network.widths');
});

test('lists by layer follow the depth', () => {
  const bond = 'study: percolation\nnetwork: {width: 8, depth: 2}\nmodel: bond\n';
  const study = resolve(readStudy(`${bond}p: [[0.1, 0.2, 0.3], 0.5]\n`));
  expect(changed(study, 'network.depth', 4)['p']).toEqual([[0.1, 0.2, 0.3, 0.3, 0.3], 0.5]);
  expect(changed(study, 'network.depth', 1)['p']).toEqual([[0.1, 0.2], 0.5]);
  const swept = resolve(readStudy(`${bond}p: [0.1, 0.2]\n`));
  expect(changed(swept, 'network.depth', 4)['p']).toEqual([0.1, 0.2]);
  const training = 'study: dropout\nnetwork: {width: 8, depth: 2, bias: [[true, false, true]]}\n';
  const change = resolve(readStudy(`${training}p: {from: [0.8, 0.7], to: 0.2, over: 9}\n`));
  const deeper = changed(change, 'network.depth', 3);
  expect(deeper['p']).toEqual({ from: [0.8, 0.7, 0.7], to: 0.2, over: 9 });
  expect(valueAt(deeper, 'network.bias')).toEqual([[true, false, true, true]]);
  expect(readAgain(deeper)).toBeDefined();
});

test('rates follow the model, and an optimizer brings its own settings', () => {
  const study = resolve(readStudy(`${CHAIN}p: 0..1 by 0.5\n`));
  const mixed = changed(study, 'model', 'mixed');
  expect([mixed['p'], mixed['p_site'], mixed['p_bond']]).toEqual([undefined, [0, 0.5, 1], 0]);
  expect(resolve(readAgain(changed(mixed, 'model', 'site')))).toEqual(study);
  const training = resolve(readStudy(TRAINING));
  const adam = resolve(readAgain(changed(training, 'optimizer.name', 'adam')));
  expect(valueAt(adam, 'optimizer.rate')).toBe(0.001);
  const own = changed(changed(training, 'optimizer.rate', 0.2), 'optimizer.name', 'adamw');
  expect(valueAt(resolve(readAgain(own)), 'optimizer.rate')).toBe(0.2);
});

test('a resolved study that is read again is the same study', () => {
  for (const text of [
    `${CHAIN}p: 0..1 by 0.02\n`,
    `${CHAIN}measure: [threshold]\n`,
    'study: percolation\nnetwork: {width: 8, depth: 4, density: 0.5, quenched: true}\np: 0.5\n',
    'study: percolation\nnetwork: {edges: [[a, b], [b, c]]}\np: 0.5\n',
    TRAINING
  ]) {
    const study = resolve(readStudy(text));
    expect(resolve(readAgain(study))).toEqual(study);
  }
  const read = { ...resolve(readStudy(TRAINING)), data: { name: 'digits', sha256: 'abc' } };
  expect(readAgain(read).data).toEqual({ name: 'digits', classes: null });
  const variable = { ...read, data: { name: 'mine', task: 'classification' } };
  expect(readAgain(variable).data).toMatchObject({ name: 'arrays', variable: 'mine' });
});

test('studies differ in words', () => {
  const study = resolve(readStudy(`${CHAIN}p: 0..1 by 0.02\n`));
  const other = changed(changed(study, 'network.width', 9), 'p', [0.5]);
  expect(difference(study, other)).toBe('width 8, p 0 to 1');
  expect(difference(study, study)).toBe('');
});

test('a draft is the same grid with less effort', () => {
  const sampled = resolve(readStudy(`${CHAIN}p: [0.2, 0.5]\nmethod: montecarlo\ntrials: 10000\n`));
  expect(draftOf(sampled, 1)).toEqual({ study: sampled, reduced: [] });
  const tenth = draftOf(sampled, 0.1);
  expect(tenth.reduced).toEqual([{ key: 'trials', from: '10000', to: '1000' }]);
  expect(tenth.study).toEqual({ ...sampled, trials: 1000 });
  expect(draftOf(sampled, 1e-9).study['trials']).toBe(64);
  const precise = resolve(readStudy(`${CHAIN}p: 0.5\nmethod: montecarlo\nprecision: 0.001\n`));
  expect(readAgain(draftOf(precise, 0.1).study).settings.get('trials')).toEqual([1000]);
  const training = draftOf(resolve(readStudy(TRAINING)), 0.05);
  expect(training.reduced.map(({ key, to }) => `${key} ${to}`)).toEqual([
    'replicates 1',
    'steps 1200',
    'passes 2'
  ]);
  expect(readAgain(training.study).settings.get('network.depth')).toEqual([4, 8]);
});
