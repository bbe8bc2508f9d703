// One number: a slider with a field, and a way back to the sweep.

import type { NumberControl } from '../../study/controls';
import { element } from '../element';
import { labelFor, sweepButtons, type Row, type RowContext } from './row';
import { SliderPair } from './slider';

export function numberRow(first: NumberControl, context: RowContext): Row {
  const { change, trans } = context;
  const { path, name, value } = first;
  const pair = new SliderPair(first, trans.__('%1, number', name), (moved, phase) =>
    change(path, moved, phase)
  );
  pair.show(value);
  return {
    is: 'number',
    element: element(
      'div',
      'control',
      labelFor(pair.id, first),
      pair.slider,
      pair.field,
      ...sweepButtons(first, context)
    ),
    sync: control => pair.show((control as NumberControl).value)
  };
}
