// A number that may be none: a checkbox says whether there is one.

import type { OptionalControl } from '../../study/controls';
import { element } from '../element';
import { labelFor, sweepButtons, type Row, type RowContext } from './row';
import { SliderPair } from './slider';

export function optionalRow(first: OptionalControl, context: RowContext): Row {
  const { change, trans } = context;
  const { path, name } = first;
  const pair = new SliderPair(first, trans.__('%1, number', name), (moved, phase) =>
    change(path, moved, phase)
  );
  pair.field.placeholder = trans.__('none');
  let last = first.usual;
  const box = element('input', 'switch');
  box.type = 'checkbox';
  box.setAttribute('aria-label', trans.__('%1, not none', name));
  box.title = trans.__('Whether there is one');
  box.addEventListener('change', () => change(path, box.checked ? last : 'none', 'release'));
  const sync = ({ value }: OptionalControl): void => {
    box.checked = value !== null;
    pair.slider.disabled = pair.field.disabled = value === null;
    last = value ?? last;
    pair.show(last);
    if (value === null) pair.field.value = '';
  };
  sync(first);
  return {
    is: 'optional',
    element: element(
      'div',
      'control',
      labelFor(pair.id, first),
      element('span', 'optional', box, pair.slider),
      pair.field,
      ...sweepButtons(first, context)
    ),
    sync: control => sync(control as OptionalControl)
  };
}
