// What every control is: a row with a name and inputs, made once and kept in step with its study.

import type { Control } from '../../study/controls';
import { element } from '../element';
import type { Translation } from '../translation';

/** drag: the reader is still moving it; release: it is where it should be. */
export type Phase = 'drag' | 'release';

/** What rows need of the panel. */
export interface RowContext {
  /** Tells another value of a key, as studies write it. */
  change(path: string, value: unknown, phase: Phase): void;
  /** The values of a key that the stored study sweeps, as it writes them; null for others. */
  sweepOf(path: string): unknown;
  readonly trans: Translation;
}

/** A control on the page. */
export interface Row {
  readonly is: Control['is'];
  readonly element: HTMLElement;
  /** Takes a control of the same kind; what the reader is typing stays. */
  sync(control: Control): void;
}

let made = 0;

/** A name that no other element has. */
export function freshId(): string {
  return `percolab-control-${made++}`;
}

/** The visible name of an input. */
export function labelFor(id: string, { name, about }: Control): HTMLLabelElement {
  const label = element('label', 'name', name);
  label.htmlFor = id;
  label.title = about;
  return label;
}

/** A row of several inputs under one visible name; `label` is its name for those who don't see it. */
export function groupRow(
  { name, about }: Control,
  label: string,
  ...inputs: readonly HTMLElement[]
): HTMLElement {
  const title = element('span', 'name', name);
  title.title = about;
  const row = element('div', 'control percolab-wide', title, ...inputs);
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', label);
  return row;
}

/** A button between one value and the sweep. */
export function switchButton(text: string, name: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', 'sweep', text);
  button.type = 'button';
  button.setAttribute('aria-label', name);
  button.title = name;
  button.addEventListener('click', onClick);
  return button;
}

/** The button that brings back the sweep of a key that the stored study sweeps. */
export function sweepButtons(
  { path, name }: Control,
  { change, sweepOf, trans }: RowContext
): readonly HTMLButtonElement[] {
  const sweep = sweepOf(path);
  if (sweep === null) return [];
  const label = trans.__('Sweep %1 as before', name);
  return [switchButton(trans.__('sweep'), label, () => change(path, sweep, 'release'))];
}

/** Puts a value into an input, unless it says the same already: what is being typed keeps its form and its cursor. */
export function put(input: HTMLInputElement, value: string | number): void {
  const isSame =
    typeof value === 'number' && input.value !== ''
      ? Number(input.value) === value
      : input.value === value;
  if (!isSame) input.value = String(value);
}
