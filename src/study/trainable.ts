// What a training study can be asked: the rules between its removals, network, optimizer and arms.

import { isOverTime, nameOf, type Setting } from './key';
import { isAdam, type OptimizerName } from './keys/optimizer';
import { numbersOf, say, valuesOf, type Reading } from './reading';

/** Layers that lists must have one entry for. */
interface Layers {
  readonly hidden: readonly number[];
  /** Blocks of stochastic depth; null where they follow from widths that are known only with the data. */
  readonly blocks: readonly number[] | null;
  /** The key that says so. */
  readonly key: string;
}

function layersOf(reading: Reading): Layers {
  if (reading.family === 'widths') {
    const lists = valuesOf(reading, 'network.widths') as readonly (readonly number[])[];
    return { hidden: lists.map(list => list.length - 2), blocks: null, key: 'widths' };
  }
  const depths = numbersOf(reading, 'network.depth');
  return reading.family === 'blocks'
    ? { hidden: depths.map(depth => depth + 1), blocks: depths, key: 'depth' }
    : { hidden: depths, blocks: null, key: 'depth' };
}

/** The lists in a value that have an entry for each layer. */
function listsOf(value: Setting): readonly (readonly unknown[])[] {
  const ends: readonly Setting[] = isOverTime(value) ? [value.from, value.to] : [value];
  return ends.filter(end => Array.isArray(end)) as readonly (readonly unknown[])[];
}

/** Refuses lists that do not have one entry for each layer. */
function checkLengths(
  reading: Reading,
  path: string,
  counts: readonly number[],
  what: string
): void {
  const lists = valuesOf(reading, path).flatMap(listsOf);
  for (const wanted of counts) {
    const wrong = lists.find(list => list.length !== wanted);
    if (wrong) {
      const message =
        `found a list of ${wrong.length}; allowed: one value, or ${wanted} in a list, one for each ${what} ` +
        `(${layersOf(reading).key})`;
      say(reading, path, message);
      return;
    }
  }
}

function checkByLayer(reading: Reading): void {
  const { hidden, blocks } = layersOf(reading);
  const weights = hidden.map(depth => depth + 1);
  const models = valuesOf(reading, 'model');
  const hasLists = valuesOf(reading, 'p').some(value => listsOf(value).length > 0);
  if (hasLists && models.length > 1) {
    say(reading, 'p', 'rates by layer are those of one model; give each model a study of its own');
    return;
  }
  checkLengths(reading, 'p_site', hidden, 'hidden layer');
  checkLengths(reading, 'p_bond', weights, 'layer of weights');
  checkLengths(reading, 'network.bias', weights, 'layer of weights');
  if (models.includes('blocks')) {
    checkLengths(reading, 'p', blocks ?? [], 'block');
  } else if (models.includes('bond')) {
    checkLengths(reading, 'p', weights, 'layer of weights');
  } else {
    checkLengths(reading, 'p', hidden, 'hidden layer');
  }
}

function checkSkips(reading: Reading): void {
  const { given, family } = reading;
  const models = valuesOf(reading, 'model');
  const blocks = models.includes('blocks');
  if (family === 'blocks' && models.some(model => model !== 'blocks')) {
    say(
      reading,
      'model',
      'stochastic depth removes whole blocks, each with probability p; remove model, or write skip: {span: 1} in place of drop: blocks'
    );
  }
  if (blocks && family !== 'blocks' && !given('network.skip.span')) {
    say(
      reading,
      'model',
      'blocks are what skips pass over; add skip: {span: 2} to network, or write network: {width: 8, depth: 16, drop: blocks}'
    );
  }
  if (given('network.skip.removable') && !given('network.skip.span')) {
    say(
      reading,
      'network.skip.removable',
      'missing key network.skip.span; write skip: {span: 2, removable: true}'
    );
  }
  const shallowest = Math.min(...layersOf(reading).hidden) + 1;
  const longest = numbersOf(reading, 'network.skip.span').find(span => span > shallowest);
  if (longest !== undefined) {
    say(
      reading,
      'network.skip.span',
      `found ${longest}; a network of depth ${shallowest - 1} has ${shallowest} layers of weights: take at most ${shallowest}`
    );
  }
}

/** Keys of `optimizer` that only some optimizers have, with a test of which. */
const OWN_KEYS: readonly (readonly [string, (name: OptimizerName) => boolean, string])[] = [
  ['optimizer.momentum', name => !isAdam(name), 'sgd, momentum or nesterov'],
  ['optimizer.beta1', isAdam, 'adam or adamw'],
  ['optimizer.beta2', isAdam, 'adam or adamw'],
  ['optimizer.epsilon', isAdam, 'adam or adamw']
];

function checkOptimizer(reading: Reading): void {
  const names = valuesOf(reading, 'optimizer.name') as readonly OptimizerName[];
  for (const [path, has, which] of OWN_KEYS) {
    if (reading.given(path) && !names.some(has)) {
      say(
        reading,
        path,
        `${names.join(', ')} has no ${nameOf(path)}; remove it, or take name: ${which}`
      );
    }
  }
  const steps = valuesOf(reading, 'optimizer.schedule.name').includes('step');
  const every = reading.given('optimizer.schedule.every');
  if (steps && !every) {
    say(
      reading,
      'optimizer.schedule.every',
      'missing key; write schedule: {name: step, every: 1000, factor: 0.1}'
    );
  }
  const stray = ['optimizer.schedule.every', 'optimizer.schedule.factor'].find(reading.given);
  if (!steps && stray !== undefined) {
    say(reading, stray, `only schedule step has ${nameOf(stray)}; remove it, or write name: step`);
  }
}

function checkArms(reading: Reading): void {
  const arms = valuesOf(reading, 'arms');
  if (arms.includes('time_changed') && valuesOf(reading, 'mask').includes('sample')) {
    say(
      reading,
      'arms',
      'time_changed takes a step where the mask of the step would be open; masks of single samples have no such law: ' +
        'remove time_changed, or take mask: step'
    );
  }
}

/** Refuses what a training study can't be asked, beside its rates and data. */
export function checkTrainable(reading: Reading): void {
  if (reading.family === 'blocks' && !reading.given('network.width')) {
    say(
      reading,
      'network.width',
      'missing key; blocks that are trained have a width: write network: {width: 8, depth: 16, drop: blocks}'
    );
    return;
  }
  checkSkips(reading);
  checkByLayer(reading);
  checkOptimizer(reading);
  checkArms(reading);
}
