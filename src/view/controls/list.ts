// Values that follow no rule: a line of text as studies write it, or one of a sweep's values.

import { listValue, type ListControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, put, switchButton, type Row, type RowContext } from './row';

export function listRow(first: ListControl, { change, trans }: RowContext): Row {
  const { path, name } = first;
  let current = first;
  const id = freshId();
  const input = element('input', 'text');
  input.type = 'text';
  input.id = id;
  input.spellcheck = false;
  input.title = trans.__('Values with commas between them, or a range such as 4..16 by 4');
  input.addEventListener('change', () => {
    const numeric = current.values.every(value => typeof value === 'number');
    change(path, listValue(input.value, numeric), 'release');
  });
  const one = switchButton(trans.__('one value'), trans.__('Take one value of %1', name), () =>
    change(path, current.values[Math.floor(current.values.length / 2)], 'release')
  );
  one.hidden = !first.isSweep;
  const sync = (control: ListControl): void => {
    current = control;
    put(input, control.text);
  };
  sync(first);
  return {
    is: 'list',
    element: element('div', 'control percolab-wide', labelFor(id, first), one, input),
    sync: control => sync(control as ListControl)
  };
}
