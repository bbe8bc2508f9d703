// Yes or no.

import type { SwitchControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, type Row, type RowContext } from './row';

export function switchRow(first: SwitchControl, { change }: RowContext): Row {
  const id = freshId();
  const box = element('input', 'switch');
  box.type = 'checkbox';
  box.id = id;
  box.addEventListener('change', () => change(first.path, box.checked, 'release'));
  const sync = ({ value }: SwitchControl): void => {
    box.checked = value;
  };
  sync(first);
  return {
    is: 'switch',
    element: element('div', 'control', labelFor(id, first), box),
    sync: control => sync(control as SwitchControl)
  };
}
