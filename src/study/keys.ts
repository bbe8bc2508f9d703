// The one table of everything a study can say. Validation, defaults, JSON Schema, documentation and the
// order of axes (the last varies fastest) all come from here; to add a key, add a row.

/** The two kinds of study. */
export type Kind = 'percolation' | 'dropout';

/** One value of a key: a scalar, or the widths of one network. null stands for `none`. */
export type Setting = string | number | boolean | null | readonly number[];

/** What a key accepts. */
export type Type =
  | { readonly is: 'integer'; readonly min: number; readonly max: number }
  | {
      readonly is: 'number';
      readonly min: number;
      readonly max: number;
      /** The upper end itself is not allowed. */
      readonly below?: true;
      /** The lower end itself is not allowed. */
      readonly above?: true;
      /** `none` is allowed too. */
      readonly none?: true;
    }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'boolean' }
  | { readonly is: 'text' }
  | { readonly is: 'widths' }
  | { readonly is: 'data' };

/** A row of the table. */
export interface Key {
  /** `group.name` or `name`. */
  readonly path: string;
  readonly studies: readonly Kind[];
  readonly type: Type;
  /** axis: a list or range sweeps it; list: the list itself is the value; one: a single value. */
  readonly takes: 'axis' | 'list' | 'one';
  readonly default?: Setting | readonly Setting[];
  readonly about: string;
}

const BOTH: readonly Kind[] = ['percolation', 'dropout'];
const PERCOLATION: readonly Kind[] = ['percolation'];
const DROPOUT: readonly Kind[] = ['dropout'];
const PROBABILITY: Type = { is: 'number', min: 0, max: 1 };
const UNITS: Type = { is: 'integer', min: 1, max: 1e6 };

/** Names of the built-in data sources. */
export const DATA_NAMES = ['teacher', 'digits', 'mnist', 'csv'] as const;

/** All keys but `study` itself, in canonical order. */
export const KEYS: readonly Key[] = [
  {
    path: 'model',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['site', 'bond', 'mixed'] },
    takes: 'axis',
    default: 'site',
    about:
      'What is removed: hidden units (site, Dropout), weights (bond, DropConnect) or both (mixed).'
  },
  {
    path: 'model',
    studies: DROPOUT,
    type: { is: 'choice', of: ['site', 'bond'] },
    takes: 'axis',
    default: 'site',
    about: 'What is removed: hidden units (site, Dropout) or weights (bond, DropConnect).'
  },
  {
    path: 'network.widths',
    studies: BOTH,
    type: { is: 'widths' },
    takes: 'axis',
    about:
      'Units of every layer from input to output, e.g. [784, 16, 16, 10]; or a list of such lists.'
  },
  {
    path: 'network.input',
    studies: BOTH,
    type: UNITS,
    takes: 'axis',
    about: 'Units of the input layer; defaults to the width (percolation) or to the data (dropout).'
  },
  {
    path: 'network.width',
    studies: BOTH,
    type: UNITS,
    takes: 'axis',
    about: 'Units of each hidden layer, W.'
  },
  {
    path: 'network.depth',
    studies: PERCOLATION,
    type: { is: 'integer', min: 0, max: 1e18 },
    takes: 'axis',
    about: 'Number of hidden layers, L.'
  },
  {
    path: 'network.depth',
    studies: DROPOUT,
    type: { is: 'integer', min: 0, max: 1000 },
    takes: 'axis',
    about: 'Number of hidden layers, L.'
  },
  {
    path: 'network.output',
    studies: BOTH,
    type: UNITS,
    takes: 'axis',
    about:
      'Units of the output layer; defaults to the width (percolation) or to the classes (dropout).'
  },
  {
    path: 'network.bias',
    studies: DROPOUT,
    type: { is: 'boolean' },
    takes: 'axis',
    default: false,
    about: 'Whether units have biases. Biases are never removed.'
  },
  {
    path: 'network.activation',
    studies: DROPOUT,
    type: { is: 'choice', of: ['tanh', 'relu', 'linear', 'sigmoid'] },
    takes: 'axis',
    default: 'tanh',
    about: 'Activation of hidden units.'
  },
  {
    path: 'network.init',
    studies: DROPOUT,
    type: { is: 'choice', of: ['preserving', 'he', 'glorot'] },
    takes: 'axis',
    default: 'preserving',
    about: 'Initial weights; preserving keeps the mean signal alive under removal at any depth.'
  },
  {
    path: 'data',
    studies: DROPOUT,
    type: { is: 'data' },
    takes: 'one',
    about:
      'teacher, digits, {name: mnist, path: FOLDER}, {name: csv, path: FILE, label: COLUMN}, or a Python variable (X, y); teacher if not given.'
  },
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
    default: 'cross_entropy',
    about:
      'Softmax cross-entropy, or mean squared error over outputs and samples, on one-hot targets.'
  },
  {
    path: 'method',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['auto', 'exact', 'montecarlo'] },
    takes: 'axis',
    default: 'auto',
    about: 'auto is exact wherever an exact method applies.'
  },
  {
    path: 'trials',
    studies: PERCOLATION,
    type: { is: 'integer', min: 1, max: 1e12 },
    takes: 'axis',
    default: 10000,
    about: 'Trials of each cell, Monte Carlo only.'
  },
  {
    path: 'measure',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['theta'] },
    takes: 'list',
    default: ['theta'],
    about: 'theta: probability of an open path from input to output.'
  },
  {
    path: 'seed',
    studies: BOTH,
    type: { is: 'text' },
    takes: 'axis',
    default: 'percolab',
    about: 'Any string; the same study and seed give the same bits everywhere.'
  },
  {
    path: 'p_site',
    studies: PERCOLATION,
    type: PROBABILITY,
    takes: 'axis',
    about: 'Mixed model: probability that a hidden unit is removed.'
  },
  {
    path: 'p_bond',
    studies: PERCOLATION,
    type: PROBABILITY,
    takes: 'axis',
    about: 'Mixed model: probability that a weight is removed.'
  },
  {
    path: 'p',
    studies: PERCOLATION,
    type: PROBABILITY,
    takes: 'axis',
    about: 'Removal probability of each element.'
  },
  {
    path: 'p',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, below: true },
    takes: 'axis',
    about: 'Removal probability of each element.'
  },
  {
    path: 'force',
    studies: BOTH,
    type: { is: 'boolean' },
    takes: 'one',
    default: false,
    about: 'Run although the estimated cost is above the limit. Not part of the study’s hash.'
  }
];

/** Keys of one kind of study. */
export function keysOf(kind: Kind): readonly Key[] {
  return KEYS.filter(key => key.studies.includes(kind));
}

/** The part of a path after its group: the name of the column and of the flat keyword. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
