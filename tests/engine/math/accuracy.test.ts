// The errors that the docstrings of src/engine/math state hold, with an integer arithmetic of many digits as the yardstick.

import { readFileSync } from 'node:fs';
import golden from '../../golden/elementary-functions.json';
import { FUNCTIONS, largestError } from './accuracy';
import {
  exactExp,
  exactExpm1,
  exactLog,
  exactLog1mexp,
  exactLog1p,
  exactTanh,
  ulps
} from './exact';

const FILES: Readonly<Record<(typeof FUNCTIONS)[number], string>> = {
  exp: 'exp',
  expm1: 'exp',
  log: 'log',
  log1p: 'log',
  log1mexp: 'log1mexp',
  tanh: 'tanh',
  sigmoid: 'tanh',
  cospi: 'cospi'
};

/** What the docstring of a function says of its error, in units in the last place. */
function statedError(name: (typeof FUNCTIONS)[number]): number {
  const source = readFileSync(`src/engine/math/${FILES[name]}.ts`, 'utf8');
  const before = source.split(`export function ${name}(`)[0];
  const docstring = before.slice(before.lastIndexOf('/**'));
  return Number(/error below ([\d.]+) ulp/.exec(docstring)?.[1]);
}

test.each(FUNCTIONS)('%s stays within the error that it states', name => {
  const { x, error, points } = largestError(name, 4000);
  expect(points).toBeGreaterThan(3000);
  expect({ x, error, isWithin: error < statedError(name) }).toEqual({ x, error, isWithin: true });
});

test.each([
  ['exp', exactExp],
  ['expm1', exactExpm1],
  ['log', exactLog],
  ['log1p', exactLog1p],
  ['log1mexp', exactLog1mexp],
  ['tanh', exactTanh]
] as const)('the yardstick of %s rounds to the doubles that mpmath gives', (name, exact) => {
  const pairs = (golden[name] as [number, number][]).filter(([, y]) => y !== 0);
  const far = pairs.filter(([x, y]) => !(ulps(y, exact(x)) <= 0.5));
  expect(far).toEqual([]);
});
