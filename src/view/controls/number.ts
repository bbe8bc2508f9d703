// One number: a slider, and a field for values that it can't reach. The browser gives both their keys: arrows for a
// step, PageUp and PageDown for a tenth of the slider.

import type { NumberControl } from '../../study/controls';
import { element } from '../element';
import { freshId, labelFor, put, switchButton, type Phase, type Row, type RowContext } from './row';

export function numberRow(first: NumberControl, { change, sweepOf, trans }: RowContext): Row {
  const { path, name } = first;
  const id = freshId();
  const slider = element('input', 'slider');
  slider.type = 'range';
  slider.id = id;
  const field = element('input', 'field');
  field.type = 'number';
  field.setAttribute('aria-label', trans.__('%1, number', name));
  for (const input of [slider, field]) {
    [input.min, input.max, input.step] = [first.min, first.max, first.step].map(String);
  }
  // Only the slider has ends: the study tells what a number may be.
  field.removeAttribute('min');
  field.removeAttribute('max');
  const show = (value: number): void => {
    if (value > Number(slider.max)) slider.max = String(value);
    if (value < Number(slider.min)) slider.min = String(value);
    slider.valueAsNumber = value;
    put(field, value);
  };
  const tell = (input: HTMLInputElement, phase: Phase): void => {
    const { valueAsNumber: value } = input;
    if (!Number.isFinite(value)) return;
    // At once: the panel follows the study only when the control is let go.
    if (input === slider) put(field, value);
    else show(value);
    change(path, value, phase);
  };
  // Half a number that is being typed is no study.
  slider.addEventListener('input', () => tell(slider, 'drag'));
  for (const input of [slider, field]) {
    input.addEventListener('change', () => tell(input, 'release'));
  }
  const sweep = sweepOf(path);
  const back =
    sweep === null
      ? []
      : [
          switchButton(trans.__('sweep'), trans.__('Sweep %1 as before', name), () =>
            change(path, sweep, 'release')
          )
        ];
  show(first.value);
  return {
    is: 'number',
    element: element('div', 'control', labelFor(id, first), slider, field, ...back),
    sync: control => show((control as NumberControl).value)
  };
}
