// The one table of everything a study can say. Validation, defaults, JSON Schema, documentation and the
// order of axes (the last varies fastest) all come from here; to add a key, add a row.

import type { Key, Kind, Type } from './key';
import { DATA_KEYS } from './keys/data';
import { DROPOUT_KEYS } from './keys/dropout';
import { NETWORK_KEYS } from './keys/network';
import { PERCOLATION_KEYS } from './keys/percolation';

const BOTH: readonly Kind[] = ['percolation', 'dropout'];
const PERCOLATION: readonly Kind[] = ['percolation'];
const DROPOUT: readonly Kind[] = ['dropout'];
const RATE: Type = { is: 'number', min: 0, max: 1, byLayer: true };
const MODELS_ELSEWHERE = 'site is Dropout, bond is DropConnect';
const TRAINING_RATE: Type = { ...RATE, below: true, overTime: true };

/** All keys but `study` itself, in canonical order. */
export const KEYS: readonly Key[] = [
  {
    path: 'model',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['site', 'bond', 'mixed'], elsewhere: MODELS_ELSEWHERE },
    takes: 'axis',
    default: 'site',
    about:
      'What is removed: hidden units (site, Dropout), weights (bond, DropConnect) or both (mixed).'
  },
  {
    path: 'model',
    studies: DROPOUT,
    type: { is: 'choice', of: ['site', 'bond', 'mixed', 'blocks'], elsewhere: MODELS_ELSEWHERE },
    takes: 'axis',
    default: 'site',
    about:
      'What is removed: hidden units (site, Dropout), weights (bond, DropConnect), both (mixed), or what a skip passes over (blocks, stochastic depth).'
  },
  ...NETWORK_KEYS,
  ...DATA_KEYS,
  ...DROPOUT_KEYS,
  ...PERCOLATION_KEYS,
  {
    path: 'seed',
    studies: BOTH,
    type: { is: 'text' },
    takes: 'axis',
    default: 'percolab',
    about: 'Any string; the same study and seed give the same bits everywhere.'
  },
  {
    path: 'p_input',
    studies: PERCOLATION,
    type: { is: 'number', min: 0, max: 1 },
    takes: 'axis',
    about: 'Input dropout: removal probability of input units; 0 if not given.'
  },
  {
    path: 'p_site',
    studies: PERCOLATION,
    type: RATE,
    takes: 'axis',
    about: 'Mixed model: removal probability of hidden units.'
  },
  {
    path: 'p_site',
    studies: DROPOUT,
    type: TRAINING_RATE,
    takes: 'axis',
    about: 'Mixed model: removal probability of hidden units.'
  },
  {
    path: 'p_bond',
    studies: PERCOLATION,
    type: RATE,
    takes: 'axis',
    about: 'Mixed model: removal probability of weights.'
  },
  {
    path: 'p_bond',
    studies: DROPOUT,
    type: TRAINING_RATE,
    takes: 'axis',
    about: 'Mixed model: removal probability of weights.'
  },
  {
    path: 'p',
    studies: PERCOLATION,
    type: RATE,
    takes: 'axis',
    about:
      'Removal probability of each element; [[0.2, 0.5]] is one value with a rate for each hidden layer (site) or layer of weights (bond).'
  },
  {
    path: 'p',
    studies: DROPOUT,
    type: TRAINING_RATE,
    takes: 'axis',
    about:
      'Removal probability of each element; [[0.2, 0.5]] is one value with a rate for each hidden layer (site), layer of weights (bond) or block; {from: 0.8, to: 0.2, over: 1000} changes linearly over the first 1000 steps.'
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
