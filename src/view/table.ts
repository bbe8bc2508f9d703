// The numbers of a result as a table that a screen reader, a keyboard and a clipboard can use. It is filled when
// it is first opened and shows the first rows only: a browser can't lay out a million cells.

import type { Result } from '../study/result';
import { element } from './element';
import type { Translation } from './translation';

/** Rows that a table shows at most. */
export const ROW_LIMIT = 200;

/**
 * A table that opens and closes.
 *
 * @param result a checked result with at least one row
 * @param open whether it is open at first
 * @param trans translates the fixed words
 */
export function tableSection(
  result: Result,
  open: boolean,
  trans: Translation
): HTMLDetailsElement {
  const section = element('details', 'data', element('summary', 'summary', trans.__('Table')));
  section.addEventListener('toggle', () => {
    if (section.open && section.childElementCount === 1) section.append(...content(result, trans));
  });
  section.open = open;
  return section;
}

function content(result: Result, trans: Translation): HTMLElement[] {
  const scroller = element('div', 'scroller', table(result));
  // A region that scrolls must be reachable by the keyboard.
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', trans.__('Table'));
  if (result.rows <= ROW_LIMIT) return [scroller];
  const note = trans.__('First %1 of %2 rows', ROW_LIMIT, result.rows);
  return [scroller, element('p', 'note', note)];
}

/**
 * The first rows of a result, each number as the data has it.
 *
 * @param result a checked result
 */
export function table(result: Result): HTMLTableElement {
  const columns = Object.entries(result.columns);
  const head = element('tr', '');
  for (const [name] of columns) {
    const cell = element('th', '', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = element('tbody', '');
  for (let row = 0; row < Math.min(result.rows, ROW_LIMIT); row++) {
    const line = element('tr', '');
    for (const [, values] of columns) {
      const value = values[row];
      line.append(element('td', typeof value === 'number' ? 'number' : '', String(value)));
    }
    body.append(line);
  }
  return element('table', 'table', element('thead', '', head), body);
}
