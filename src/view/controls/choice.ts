// One of a few words, or all that the stored study sweeps.

import type { ChoiceControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, type Row, type RowContext } from './row';

const SWEEP = '';

export function choiceRow(first: ChoiceControl, { change, sweepOf }: RowContext): Row {
  const { path } = first;
  const id = freshId();
  const select = element('select', 'select');
  select.id = id;
  const sweep = sweepOf(path) as readonly string[] | null;
  select.addEventListener('change', () =>
    change(path, select.value === SWEEP ? sweep : select.value, 'release')
  );
  const option = (text: string, value: string): HTMLOptionElement => {
    const made = element('option', '', text);
    made.value = value;
    return made;
  };
  const sync = ({ value, swept, options }: ChoiceControl): void => {
    const all = sweep ?? (swept.length > 0 ? swept : null);
    select.replaceChildren(
      ...(all === null ? [] : [option(all.join(', '), SWEEP)]),
      ...options.map(word => option(word, word))
    );
    select.value = value ?? SWEEP;
  };
  sync(first);
  return {
    is: 'choice',
    element: element('div', 'control', labelFor(id, first), select),
    sync: control => sync(control as ChoiceControl)
  };
}
