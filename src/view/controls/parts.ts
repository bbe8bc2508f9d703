// One value of several parts, such as rates by layer or a change over time: a slider with a field, or a checkbox, for each.

import type { PartsControl } from '../../study/controls';
import { withPart, type NumberPart, type SwitchPart } from '../../study/parts';
import { element } from '../element';
import { freshId, groupRow, sweepButtons, type Phase, type Row, type RowContext } from './row';
import { SliderPair } from './slider';

/** A part on the page. */
interface Line {
  readonly element: HTMLElement;
  show(value: number | boolean): void;
}

export function partsRow(first: PartsControl, context: RowContext): Row {
  const { change, trans } = context;
  const { path, name } = first;
  /** What stands in the inputs, whether or not it is valid. */
  let { written } = first;
  const tell = (at: NumberPart['at'], value: number | boolean, phase: Phase): void => {
    written = withPart(written, at, value);
    change(path, written, phase);
  };
  const line = (part: NumberPart | SwitchPart): Line =>
    part.is === 'number' ? numberLine(part) : switchLine(part);
  const labelOf = (id: string, { label }: NumberPart | SwitchPart): HTMLLabelElement => {
    const made = element('label', 'name', label);
    made.htmlFor = id;
    made.title = label;
    return made;
  };
  const numberLine = (part: NumberPart): Line => {
    const pair = new SliderPair(
      part,
      trans.__('%1, %2, number', name, part.label),
      (value, phase) => tell(part.at, value, phase)
    );
    pair.slider.setAttribute('aria-label', trans.__('%1, %2', name, part.label));
    return {
      element: element('div', 'control', labelOf(pair.id, part), pair.slider, pair.field),
      show: value => pair.show(Number(value))
    };
  };
  const switchLine = (part: SwitchPart): Line => {
    const box = element('input', 'switch');
    box.type = 'checkbox';
    box.id = freshId();
    box.setAttribute('aria-label', trans.__('%1, %2', name, part.label));
    box.addEventListener('change', () => tell(part.at, box.checked, 'release'));
    return {
      element: element('div', 'control', labelOf(box.id, part), box),
      show: value => (box.checked = Boolean(value))
    };
  };
  let labels = '';
  let lines: readonly Line[] = [];
  const list = element('div', 'parts');
  const sync = (control: PartsControl): void => {
    ({ written } = control);
    const wanted = control.parts.map(({ label }) => label).join();
    if (wanted !== labels) {
      labels = wanted;
      lines = control.parts.map(line);
      list.replaceChildren(...lines.map(own => own.element));
    }
    control.parts.forEach(({ value }, i) => lines[i].show(value));
  };
  sync(first);
  const label = trans.__('%1, in parts', name);
  const row = groupRow(first, label, ...sweepButtons(first, context), list);
  return { is: 'parts', element: row, sync: control => sync(control as PartsControl) };
}
