// Values that no line of text holds, such as several lists of rates by layer: a menu of all of them and of each.

import type { PickControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, type Row, type RowContext } from './row';

export function pickRow(first: PickControl, { change, trans }: RowContext): Row {
  const { path } = first;
  const select = element('select', 'select');
  select.id = freshId();
  const option = (text: string, value: string): HTMLOptionElement => {
    const made = element('option', '', text);
    made.value = value;
    return made;
  };
  const all = 'all';
  let current = first;
  select.addEventListener('change', () => {
    if (select.value === all) return;
    change(path, current.values[Number(select.value)].written, 'release');
  });
  const sync = (control: PickControl): void => {
    current = control;
    select.replaceChildren(
      option(trans.__('all %1', control.values.length), all),
      ...control.values.map(({ words }, i) => option(words, String(i)))
    );
  };
  sync(first);
  return {
    is: 'pick',
    element: element('div', 'control', labelFor(select.id, first), select),
    sync: control => sync(control as PickControl)
  };
}
