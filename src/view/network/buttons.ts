// Buttons and number fields of the network view.

import { element } from '../element';

/** A button that does something at once. */
export function button(text: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', 'turn', text);
  made.type = 'button';
  made.title = title;
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') onClick();
  });
  return made;
}

/** Says that a button has nothing to do; it keeps the focus. */
export function setIdle(made: HTMLButtonElement, isIdle: boolean): void {
  made.setAttribute('aria-disabled', String(isIdle));
}

let made = 0;

/** An input with its label before it. */
export function labelled<T extends HTMLElement>(input: T, text: string): [HTMLLabelElement, T] {
  input.id = `percolab-network-${made++}`;
  const label = element('label', 'name', text);
  label.htmlFor = input.id;
  return [label, input];
}
