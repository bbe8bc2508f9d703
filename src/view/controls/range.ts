// Numbers from a start to an end: three fields, or one of the values.

import type { RangeControl } from '../../study/controls';
import { rangeText } from '../../study/rule';
import { element } from '../element';
import { groupRow, put, switchButton, type Row, type RowContext } from './row';

type Part = 'from' | 'to' | 'last';

export function rangeRow(first: RangeControl, { change, trans }: RowContext): Row {
  const { path, name } = first;
  let current = first;
  const words = { by: trans.__('by'), in: trans.__('in'), log: trans.__('log') };
  const spoken = { by: trans.__('step'), in: trans.__('values'), log: trans.__('values') };
  const field = (part: Part, label: string): HTMLInputElement => {
    const input = element('input', 'field');
    input.type = 'number';
    input.step = 'any';
    input.setAttribute('aria-label', trans.__('%1, %2', name, label));
    input.addEventListener('change', () => {
      if (!Number.isFinite(input.valueAsNumber)) return;
      const next = { ...current, [part]: input.valueAsNumber };
      change(path, rangeText(next), 'release');
    });
    return input;
  };
  const [from, to, last] = [
    field('from', trans.__('start')),
    field('to', trans.__('end')),
    field('last', spoken[first.how])
  ];
  const how = element('span', 'between', words[first.how]);
  const one = switchButton(trans.__('one value'), trans.__('Take one value of %1', name), () =>
    change(path, current.values[Math.floor(current.values.length / 2)], 'release')
  );
  const fields = element('span', 'fields', from, element('span', 'between', '..'), to, how, last);
  const row = groupRow(first, trans.__('%1, a range', name), one, fields);
  const sync = (control: RangeControl): void => {
    current = control;
    how.textContent = words[control.how];
    last.setAttribute('aria-label', trans.__('%1, %2', name, spoken[control.how]));
    put(from, control.from);
    put(to, control.to);
    put(last, control.last);
  };
  sync(first);
  return { is: 'range', element: row, sync: control => sync(control as RangeControl) };
}
