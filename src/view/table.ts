// The numbers of a result as tables that a screen reader, a keyboard and a clipboard can use. They are filled when
// they are first opened and show a page of rows at a time: a browser can't lay out a million cells.

import { countedRows } from './caption';
import { rounded } from './decimals';
import { element } from './element';
import type { Value } from '../study/result';
import type { Rows, Table } from '../study/tables';
import type { Translation } from './translation';

/** Rows that a table shows at a time. */
export const PAGE_ROWS = 200;

/**
 * Tables that open and close together.
 *
 * @param tables what to show, in order
 * @param subject the figure that they belong to, in words
 * @param open whether they are open at first
 * @param trans translates the fixed words
 * @param decimals what the reader wants to see of numbers now, see decimals.ts
 */
export function tableSection(
  tables: readonly Table[],
  subject: string,
  open: boolean,
  trans: Translation,
  decimals: () => number | null = () => null
): HTMLDetailsElement {
  const summary = tables.length > 1 ? trans.__('Tables') : trans.__('Table');
  const section = element('details', 'data', element('summary', 'summary', summary));
  section.addEventListener('toggle', () => {
    if (section.open && section.childElementCount === 1) {
      section.append(...tables.flatMap(table => paged(table, subject, trans, decimals)));
    }
  });
  section.open = open;
  return section;
}

/** Title of a table; that of an excerpt says so. */
function titleOf({ title, rows, whole }: Table, trans: Translation): string {
  return rows < whole ? trans.__('%1: %2', title, countedRows(rows, whole, trans)) : title;
}

/** A table that scrolls, and what turns its pages if it has more than one. */
function paged(
  table: Table,
  subject: string,
  trans: Translation,
  decimals: () => number | null
): HTMLElement[] {
  const title = titleOf(table, trans);
  const titled = { ...table, title };
  const scroller = element('div', 'scroller', pageOf(titled, 0, decimals()));
  // A region that scrolls must be reachable by the keyboard.
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', trans.__('%1. %2', title, subject));
  return table.rows <= PAGE_ROWS
    ? [scroller]
    : [scroller, pager(titled, scroller, trans, decimals)];
}

function pager(
  table: Rows,
  scroller: HTMLElement,
  trans: Translation,
  decimals: () => number | null
): HTMLElement {
  let first = 0;
  const place = element('span', '');
  place.setAttribute('role', 'status');
  const turn = (by: number): void => {
    const to = first + by;
    if (to < 0 || to >= table.rows) return;
    first = to;
    if (by !== 0) scroller.replaceChildren(pageOf(table, first, decimals()));
    scroller.scrollTop = 0;
    const last = Math.min(first + PAGE_ROWS, table.rows);
    place.textContent = trans.__('Rows %1 to %2 of %3', first + 1, last, table.rows);
    // Not disabled: a button that is takes the focus from the reader who pressed it.
    back.setAttribute('aria-disabled', String(first === 0));
    next.setAttribute('aria-disabled', String(last === table.rows));
  };
  const button = (text: string, by: number): HTMLButtonElement => {
    const made = element('button', 'turn', text);
    made.type = 'button';
    made.addEventListener('click', () => turn(by));
    return made;
  };
  const back = button(trans.__('Previous %1', PAGE_ROWS), -PAGE_ROWS);
  const next = button(trans.__('Next %1', PAGE_ROWS), PAGE_ROWS);
  turn(0);
  return element('div', 'pager', back, place, next);
}

/**
 * Shows the numbers of opened tables with other decimals.
 *
 * @param section from tableSection
 * @param decimals see decimals.ts
 */
export function showDecimals(section: HTMLDetailsElement, decimals: number | null): void {
  for (const cell of section.querySelectorAll<HTMLElement>('td.percolab-number')) {
    cell.textContent = rounded(Number(cell.dataset['value']), decimals);
  }
}

/**
 * A page of a table. The cell of a number has all of its digits as its title, whatever it shows.
 *
 * @param table what to show
 * @param first its first row on the page, from 0
 * @param decimals see decimals.ts
 */
export function pageOf(
  table: Rows,
  first: number,
  decimals: number | null = null
): HTMLTableElement {
  const head = element('tr', '');
  for (const name of table.names) {
    const cell = element('th', '', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = element('tbody', '');
  for (let row = first; row < Math.min(table.rows, first + PAGE_ROWS); row++) {
    const line = element('tr', '');
    for (const value of table.cells(row)) {
      line.append(cellOf(value, decimals));
    }
    body.append(line);
  }
  return element(
    'table',
    'table',
    element('caption', '', table.title),
    element('thead', '', head),
    body
  );
}

function cellOf(value: Value, decimals: number | null): HTMLTableCellElement {
  if (typeof value !== 'number') return element('td', '', value);
  const cell = element('td', 'number', rounded(value, decimals));
  cell.title = cell.dataset['value'] = String(value);
  return cell;
}
