// The seed: any text, and a die that throws another.

import type { SeedControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, put, type Row, type RowContext } from './row';

/** Letters of a thrown seed. */
const LETTERS = 8;

export function seedRow(first: SeedControl, { change, trans }: RowContext): Row {
  const { path } = first;
  const id = freshId();
  const input = element('input', 'text');
  input.type = 'text';
  input.id = id;
  input.spellcheck = false;
  input.addEventListener('change', () => change(path, input.value, 'release'));
  const die = element('button', 'die', '\u2684');
  die.type = 'button';
  die.setAttribute('aria-label', trans.__('New seed'));
  die.title = trans.__('New seed');
  die.addEventListener('click', () => {
    const [number] = crypto.getRandomValues(new BigUint64Array(1));
    change(path, number.toString(36).slice(-LETTERS), 'release');
  });
  const sync = ({ value }: SeedControl): void => put(input, value);
  sync(first);
  return {
    is: 'seed',
    element: element('div', 'control', labelFor(id, first), input, die),
    sync: control => sync(control as SeedControl)
  };
}
