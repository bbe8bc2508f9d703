// The numbers of a result as a table that a screen reader, a keyboard and a clipboard can use. It is filled when
// it is first opened and shows the first rows only: a browser can't lay out a million cells.

import { inputs as inputsOf } from '../study/figure/axis';
import type { Profiles, Result, Verdicts } from '../study/result';
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
    if (section.open && section.childElementCount === 1) {
      section.append(...content(result, trans.__('Table'), trans));
      for (const [label, part] of [
        [trans.__('Profiles'), result.profiles],
        [trans.__('Verdicts'), result.verdicts]
      ] as const) {
        if (part !== undefined && part.row.length > 0) {
          const own = withInputs(result, part);
          section.append(element('p', 'note', label), ...content(own, label, trans));
        }
      }
    }
  });
  section.open = open;
  return section;
}

/** What a table shows: columns of equal length. */
type Columns = Pick<Result, 'rows' | 'columns'>;

/** A section of a result: each entry with the inputs of the result's row that it belongs to. */
function withInputs(result: Result, { row, ...measured }: Profiles | Verdicts): Columns {
  const inputs = inputsOf(result).map(({ name, column }) => [name, row.map(at => column[at])]);
  return { rows: row.length, columns: { ...Object.fromEntries(inputs), ...measured } };
}

function content(result: Columns, label: string, trans: Translation): HTMLElement[] {
  const scroller = element('div', 'scroller', table(result));
  // A region that scrolls must be reachable by the keyboard.
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', label);
  if (result.rows <= ROW_LIMIT) return [scroller];
  const note = trans.__('First %1 of %2 rows', ROW_LIMIT, result.rows);
  return [scroller, element('p', 'note', note)];
}

/**
 * The first rows of a result, each number as the data has it.
 *
 * @param result the columns of a checked result
 */
export function table(result: Columns): HTMLTableElement {
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
