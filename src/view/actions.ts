// The bar of actions under a figure: what can be done with the result that is shown. Parts of the view add their
// own; the rank tells the order, so that it does not depend on which part is loaded first.

import { element } from './element';

/** Places in the bar, from left to right. */
export const RANKS = {
  run: 10,
  undo: 20,
  redo: 21,
  reset: 30,
  pin: 40,
  unpin: 41,
  write: 50,
  network: 60,
  verify: 70,
  export: 80
} as const;

/** Something that a reader can do. */
export interface Action {
  /** Name in the markup, and its place in the bar. */
  readonly id: keyof typeof RANKS;
  readonly label: string;
  /** A sentence that says more than the label, if that is needed. */
  readonly title?: string;
  run(): void;
}

/** What of an action changes. */
export interface ActionState {
  readonly label?: string;
  readonly title?: string;
  /** Not now; the button stays in reach of the keyboard and does nothing. */
  readonly idle?: boolean;
  /** For actions that open and close something. */
  readonly pressed?: boolean;
  readonly hidden?: boolean;
}

/** A button in the bar. */
export interface ActionButton {
  readonly element: HTMLButtonElement;
  update(state: ActionState): void;
  remove(): void;
}

/** The bar. */
export class ActionBar {
  readonly element: HTMLElement;

  /** @param name what the bar is called where it is read aloud */
  constructor(name: string) {
    this.element = element('div', 'actions');
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', name);
  }

  /** Puts an action in its place. */
  add({ id, label, title, run }: Action): ActionButton {
    const button = element('button', 'action', label);
    button.type = 'button';
    button.dataset['action'] = id;
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') run();
    });
    const made: ActionButton = {
      element: button,
      update: state => apply(button, state),
      remove: () => button.remove()
    };
    if (title !== undefined) made.update({ title });
    const next = [...this.element.children].find(
      child => RANKS[(child as HTMLElement).dataset['action'] as Action['id']] > RANKS[id]
    );
    this.element.insertBefore(button, next ?? null);
    return made;
  }
}

function apply(
  button: HTMLButtonElement,
  { label, title, idle, pressed, hidden }: ActionState
): void {
  if (label !== undefined) button.textContent = label;
  if (title !== undefined) button.title = title;
  // Not `disabled`: a button that is takes the focus from the reader who pressed it.
  if (idle !== undefined) button.setAttribute('aria-disabled', String(idle));
  if (pressed !== undefined) button.setAttribute('aria-pressed', String(pressed));
  if (hidden !== undefined) button.hidden = hidden;
}
