// Keys of a training study, between those of the data and the seed.

import type { Key, Kind } from '../key';

const DROPOUT: readonly Kind[] = ['dropout'];

export const DROPOUT_KEYS: readonly Key[] = [
  {
    path: 'arms',
    studies: DROPOUT,
    type: { is: 'choice', of: ['dropout', 'conditioned', 'intact'] },
    takes: 'list',
    default: ['dropout', 'conditioned', 'intact'],
    about:
      'dropout: the model itself; conditioned: only masks with an open path, same p; intact: p = 0.'
  },
  {
    path: 'steps',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e8 },
    takes: 'axis',
    default: 2000,
    about: 'Training steps, T.'
  },
  {
    path: 'replicates',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e4 },
    takes: 'one',
    default: 12,
    about: 'Independent repetitions of each cell: own data, weights, batches and masks.'
  },
  {
    path: 'batch',
    studies: DROPOUT,
    type: { is: 'integer', min: 1, max: 1e6 },
    takes: 'axis',
    default: 32,
    about: 'Samples of one step.'
  },
  {
    path: 'optimizer.name',
    studies: DROPOUT,
    type: { is: 'choice', of: ['sgd'] },
    takes: 'axis',
    default: 'sgd',
    about: 'Stochastic gradient descent.'
  },
  {
    path: 'optimizer.rate',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e3 },
    takes: 'axis',
    default: 0.1,
    about: 'Learning rate.'
  },
  {
    path: 'optimizer.momentum',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, below: true },
    takes: 'axis',
    default: 0,
    about: 'Momentum. With momentum a zero gradient is not a zero update.'
  },
  {
    path: 'optimizer.decay',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e3 },
    takes: 'axis',
    default: 0,
    about: 'Weight decay (L2), weights only. With decay a zero gradient is not a zero update.'
  },
  {
    path: 'optimizer.clip',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1e9, above: true, none: true },
    takes: 'axis',
    default: 2,
    about: 'Largest Euclidean norm of the whole gradient, or none.'
  },
  {
    path: 'mask',
    studies: DROPOUT,
    type: { is: 'choice', of: ['step', 'sample'] },
    takes: 'axis',
    default: 'step',
    about: 'One mask for all samples of a step, or one for each sample.'
  },
  {
    path: 'rescale',
    studies: DROPOUT,
    type: { is: 'boolean' },
    takes: 'axis',
    default: false,
    about: 'Inverted dropout: kept elements are divided by 1 - p while training.'
  },
  {
    path: 'loss',
    studies: DROPOUT,
    type: { is: 'choice', of: ['cross_entropy', 'mse'] },
    takes: 'axis',
    about:
      'Softmax cross-entropy, or mean squared error over outputs and samples, from targets or one-hot classes. cross_entropy for classification if not given; regression takes mse.'
  }
];
