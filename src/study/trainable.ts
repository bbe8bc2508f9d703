// What a training study can be asked: the rules between its removals, optimizer and arms.

import { nameOf } from './key';
import { isAdam, type OptimizerName } from './keys/optimizer';
import { say, valuesOf, type Reading } from './reading';

function checkBlocks(reading: Reading): void {
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

/** Refuses what a training study can't be asked, beside its rates, layers and data. */
export function checkTrainable(reading: Reading): void {
  if (reading.family === 'blocks' && !reading.given('network.width')) {
    say(
      reading,
      'network.width',
      'missing key; blocks that are trained have a width: write network: {width: 8, depth: 16, drop: blocks}'
    );
    return;
  }
  checkBlocks(reading);
  checkOptimizer(reading);
  checkArms(reading);
}
