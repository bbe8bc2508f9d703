// Keys of `data`. Each source has its own; datasource.ts tells which goes with which.

import type { DataName, Key, Kind, Type } from '../key';

const DROPOUT: readonly Kind[] = ['dropout'];
const TEACHER: readonly DataName[] = ['teacher'];
const ROWS: Type = { is: 'integer', min: 1, max: 1e6 };

/** Names of the built-in data sources. */
export const DATA_NAMES = ['teacher', 'digits', 'mnist', 'csv'] as const;

export const DATA_KEYS: readonly Key[] = [
  {
    path: 'data.name',
    studies: DROPOUT,
    type: { is: 'data' },
    takes: 'one',
    default: 'teacher',
    shorthand: true,
    about:
      'What is learned: a teacher of Gaussian inputs, 1,797 digits of 8 x 8 pixels, MNIST or a data set in its format, a CSV file, or a Python variable (X, y). data: teacher is short for data: {name: teacher}.'
  },
  {
    path: 'data.path',
    studies: DROPOUT,
    type: { is: 'text' },
    takes: 'one',
    sources: ['mnist', 'csv'],
    about: 'Folder with the four files of mnist, or the file of csv.'
  },
  {
    path: 'data.label',
    studies: DROPOUT,
    type: { is: 'text' },
    takes: 'list',
    sources: ['csv'],
    about:
      'csv: column of the labels, or list of the columns of the targets; the last column if not given.'
  },
  {
    path: 'data.classes',
    studies: DROPOUT,
    type: { is: 'integer', min: 0, max: 999 },
    takes: 'list',
    sources: ['digits', 'mnist'],
    about:
      'digits, mnist: the classes that are kept, e.g. [3, 8], numbered anew in this order; all of them if not given.'
  },
  {
    path: 'data.task',
    studies: DROPOUT,
    type: { is: 'choice', of: ['classification', 'regression'] },
    takes: 'axis',
    about:
      'Classes or numbers; if not given, classification for teacher, images, names and whole numbers, regression for arrays of other numbers. What can be both must say. Only the teacher can have both in one grid.'
  },
  {
    path: 'data.balance',
    studies: DROPOUT,
    type: { is: 'number', min: 0, max: 1, above: true, below: true },
    takes: 'axis',
    sources: TEACHER,
    about:
      'teacher, classification: share of class 1, with the hyperplane through the origin; if not given 0.5, or what offset gives.'
  },
  {
    path: 'data.offset',
    studies: DROPOUT,
    type: { is: 'number', min: -1000, max: 1000 },
    takes: 'axis',
    default: 0,
    sources: TEACHER,
    about:
      'teacher: height b of the origin above its hyperplane, whose unit normal is u: class 1 where u.x + b > 0, a share of Phi(b); target u.x + b.'
  },
  {
    path: 'data.train',
    studies: DROPOUT,
    type: ROWS,
    takes: 'axis',
    default: 4000,
    sources: TEACHER,
    about: 'teacher: training rows.'
  },
  {
    path: 'data.test',
    studies: DROPOUT,
    type: ROWS,
    takes: 'axis',
    default: 1000,
    sources: TEACHER,
    about: 'teacher: test rows.'
  }
];
