// One line that stands where something else would, and is read aloud.

import { element } from './element';

/** A line of text with the role of a status. */
export function message(text: string): HTMLElement {
  const made = element('p', 'message', text);
  made.setAttribute('role', 'status');
  return made;
}
