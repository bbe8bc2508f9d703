// Keys of a percolation study, between those of the network and the seed.

import type { Key, Kind } from '../key';

const PERCOLATION: readonly Kind[] = ['percolation'];

/** What can be asked of a network. */
export const MEASURES = [
  'theta',
  'threshold',
  'reach',
  'trainable',
  'paths',
  'cut',
  'mincut',
  'polynomial',
  'largest',
  'cluster',
  'crossing',
  'blocks',
  'collapse',
  'sign_theta',
  'mask'
] as const;

export type Measure = (typeof MEASURES)[number];

/** Ways of sampling that can be asked for by name; `auto` and `montecarlo` choose among them. */
export const SAMPLERS = [
  'count chain',
  'max-min',
  'lazy geometric',
  'bit-parallel',
  'splitting'
] as const;

export type Sampler = (typeof SAMPLERS)[number];

export const PERCOLATION_KEYS: readonly Key[] = [
  {
    path: 'method',
    studies: PERCOLATION,
    type: { is: 'choice', of: ['auto', 'exact', 'montecarlo', 'enumeration', ...SAMPLERS] },
    takes: 'axis',
    default: 'auto',
    about:
      'auto is exact wherever an exact method applies; exact and montecarlo choose the best of their kind, the others are algorithms by name.'
  },
  {
    path: 'trials',
    studies: PERCOLATION,
    type: { is: 'integer', min: 1, max: 1e12 },
    takes: 'axis',
    default: 10000,
    about:
      'Trials of each cell, where it is sampled; independent runs for splitting, 64 if not given.'
  },
  {
    path: 'precision',
    studies: PERCOLATION,
    type: { is: 'number', min: 1e-6, max: 0.5 },
    takes: 'one',
    about:
      'In place of trials: as many as bring both ends of the 95 % interval of theta this near to theta.'
  },
  {
    path: 'replicates',
    studies: PERCOLATION,
    type: { is: 'integer', min: 1, max: 1e4 },
    takes: 'one',
    default: 1,
    families: ['rectangular', 'widths'],
    about: 'With quenched: number of fixed graphs, a row for each.'
  },
  {
    path: 'measure',
    studies: PERCOLATION,
    type: { is: 'choice', of: MEASURES },
    takes: 'list',
    default: ['theta'],
    about:
      'theta: probability of an open path; threshold: the p at which theta is theta_star; reach, trainable, paths, cut, mincut, polynomial, blocks, collapse, sign_theta, mask; for lattices largest, cluster, crossing.'
  },
  {
    path: 'theta_star',
    studies: PERCOLATION,
    type: { is: 'number', min: 0, max: 1, above: true, below: true },
    takes: 'axis',
    default: 0.5,
    about: 'Measure threshold: the probability of an open path that defines the critical p.'
  }
];
