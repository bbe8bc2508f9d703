// All controls of a study: those that matter in the open, those at their defaults behind "More".

import type { Control } from '../../study/controls';
import { element } from '../element';
import { focusedBeside } from '../focused';
import { choiceRow } from './choice';
import { listRow } from './list';
import { numberRow } from './number';
import { optionalRow } from './optional';
import { partsRow } from './parts';
import { pickRow } from './pick';
import { rangeRow } from './range';
import type { Row, RowContext } from './row';
import { seedRow } from './seed';
import { switchRow } from './switch';
import { wordsRow } from './words';

/** The controls of one study. */
export class Panel {
  readonly element = element('fieldset', 'controls');
  private readonly open = element('div', 'rows');
  private readonly rest = element('div', 'rows');
  private readonly more: HTMLDetailsElement;
  private readonly rows = new Map<string, Row>();

  /** @param context what rows tell and ask */
  constructor(private readonly context: RowContext) {
    const { trans } = context;
    this.more = element(
      'details',
      'more',
      element('summary', 'summary', trans.__('More')),
      this.rest
    );
    const legend = element('legend', 'legend', trans.__('Controls'));
    this.element.append(legend, this.open, this.more);
    this.element.addEventListener('keydown', tellOnEnter);
  }

  /** Switches all inputs off or on. */
  disable(disabled: boolean): void {
    this.element.disabled = disabled;
  }

  /**
   * Says whether what stands in a control is valid; all others are.
   *
   * @param path the control's key
   * @param because id of the element that says why not
   */
  mark(path: string, isValid: boolean, because: string): void {
    for (const [own, row] of this.rows) {
      for (const input of row.element.querySelectorAll('input')) {
        const isWrong = own === path && !isValid;
        if (isWrong) {
          input.setAttribute('aria-invalid', 'true');
          input.setAttribute('aria-describedby', because);
        } else {
          input.removeAttribute('aria-invalid');
          input.removeAttribute('aria-describedby');
        }
      }
    }
  }

  /** Puts the controls where a study says; those that stay keep the focus. */
  update(controls: readonly Control[]): void {
    const paths = new Set(controls.map(({ path }) => path));
    for (const [path, row] of this.rows) {
      if (!paths.has(path)) {
        row.element.remove();
        this.rows.delete(path);
      }
    }
    const last = new Map<HTMLElement, HTMLElement>();
    for (const control of controls) {
      const row = this.rowOf(control);
      // A row stays where the reader found it, though its value may now be another than the default.
      const place = row.element.parentElement ?? (control.isMain ? this.open : this.rest);
      if (row.element.parentElement === null) {
        const before = last.get(place);
        if (before === undefined) place.prepend(row.element);
        else before.after(row.element);
      }
      last.set(place, row.element);
    }
    this.more.hidden = this.rest.childElementCount === 0;
  }

  private rowOf(control: Control): Row {
    const found = this.rows.get(control.path);
    if (found?.is === control.is) {
      found.sync(control);
      return found;
    }
    const row = makeRow(control, this.context);
    if (found) {
      const focused = found.element.contains(focusedBeside(found.element));
      found.element.replaceWith(row.element);
      if (focused) row.element.querySelector<HTMLElement>('input, select, button')?.focus();
    }
    this.rows.set(control.path, row);
    return row;
  }
}

/** Outside of forms Enter is no change by itself, though a reader who presses it means one. */
function tellOnEnter({ key, target }: KeyboardEvent): void {
  if (key === 'Enter' && target instanceof HTMLInputElement && target.type !== 'checkbox') {
    target.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function makeRow(control: Control, context: RowContext): Row {
  switch (control.is) {
    case 'number':
      return numberRow(control, context);
    case 'optional':
      return optionalRow(control, context);
    case 'parts':
      return partsRow(control, context);
    case 'range':
      return rangeRow(control, context);
    case 'list':
      return listRow(control, context);
    case 'pick':
      return pickRow(control, context);
    case 'words':
      return wordsRow(control, context);
    case 'choice':
      return choiceRow(control, context);
    case 'switch':
      return switchRow(control, context);
    case 'seed':
      return seedRow(control, context);
  }
}
