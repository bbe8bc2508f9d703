// Keys of `optimizer`: how a training step follows from the gradient. Some have a default for each optimizer.

import type { Key, Kind } from '../key';

const DROPOUT: readonly Kind[] = ['dropout'];

/** Optimizers by the names that studies give them. */
export const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'adam', 'adamw'] as const;

export type OptimizerName = (typeof OPTIMIZERS)[number];

/** Whether an optimizer is of Adam's kind, with two moments and no momentum. */
export function isAdam(name: OptimizerName): boolean {
  return name === 'adam' || name === 'adamw';
}

/** Learning rate of an optimizer where the study gives none. */
export function defaultRate(name: OptimizerName): number {
  return isAdam(name) ? 0.001 : 0.1;
}

/** Momentum of an optimizer where the study gives none. */
export function defaultMomentum(name: OptimizerName): number {
  return name === 'momentum' || name === 'nesterov' ? 0.9 : 0;
}

export const OPTIMIZER_KEYS: readonly Key[] = [
  {
    path: 'optimizer.name',
    studies: DROPOUT,
    type: { is: 'choice', of: OPTIMIZERS },
    takes: 'axis',
    default: 'sgd',
    shorthand: true,
    about:
      'sgd: stochastic gradient descent; momentum: the same with momentum 0.9; nesterov; adam; adamw, whose decay is apart from the gradient. optimizer: adam is short for optimizer: {name: adam}.'
  },
  {
    path: 'optimizer.rate',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e3 },
    takes: 'axis',
    about: 'Learning rate; if not given 0.1, for adam and adamw 0.001.'
  },
  {
    path: 'optimizer.schedule.name',
    studies: DROPOUT,
    type: { is: 'choice', of: ['constant', 'step', 'cosine'] },
    takes: 'axis',
    default: 'constant',
    shorthand: true,
    about:
      'How the learning rate changes: not; step: times factor after every `every` steps; cosine: falls to 0 at the last step.'
  },
  {
    path: 'optimizer.schedule.every',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e8 },
    takes: 'axis',
    about: 'Schedule step: steps between two changes of the rate.'
  },
  {
    path: 'optimizer.schedule.factor',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, above: true },
    takes: 'axis',
    default: 0.1,
    about: 'Schedule step: what the rate is multiplied by.'
  },
  {
    path: 'optimizer.momentum',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, below: true },
    takes: 'axis',
    about:
      'Momentum of sgd (0 if not given), momentum and nesterov (0.9). With momentum a zero gradient is not a zero update.'
  },
  {
    path: 'optimizer.beta1',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, below: true },
    takes: 'axis',
    default: 0.9,
    about: 'adam, adamw: decay rate of the mean gradient. A zero gradient is not a zero update.'
  },
  {
    path: 'optimizer.beta2',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, below: true },
    takes: 'axis',
    default: 0.999,
    about: 'adam, adamw: decay rate of the mean square of the gradient.'
  },
  {
    path: 'optimizer.epsilon',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, above: true },
    takes: 'axis',
    default: 1e-8,
    about: 'adam, adamw: what keeps the quotient finite.'
  },
  {
    path: 'optimizer.decay',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e3 },
    takes: 'axis',
    default: 0,
    about:
      'Weight decay, weights only: added to the gradient (L2), for adamw taken off the weights. With decay a zero gradient is not a zero update.'
  },
  {
    path: 'optimizer.clip',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e9, above: true, none: true },
    takes: 'axis',
    default: 2,
    about: 'Largest Euclidean norm of the whole gradient, or none.'
  }
];
