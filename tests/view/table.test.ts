/**
 * @jest-environment jsdom
 */

// The numbers of a result as a table.

import { TextEncoder } from 'node:util';
import { tablesOf } from '../../src/study/tables';
import { rounded } from '../../src/view/decimals';
import { pageOf, PAGE_ROWS, showDecimals, tableSection } from '../../src/view/table';
import type { Result } from '../../src/study/result';
import { masks, profiles } from '../study/figure.measured';
import { dropout, percolation, resultOf, steps } from '../study/figure.samples';
import { ONE_CELL, training } from '../study/training.samples';
import { english } from './english';

// jsdom has none, and digests need it.
globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;

function texts(root: ParentNode, selector: string): (string | null)[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
}

const shown = (result: Result, open = true) =>
  tableSection(tablesOf(result, english), 'a figure', open, english);

test('numbers stand as the data have them', () => {
  const row = { p: 1e-300, theta: 0.1 + 0.2, log_theta: '-Infinity', method: '<b>exact</b>' };
  const made = pageOf(tablesOf(resultOf({ study: 'percolation' }, [row]), english)[0], 0);
  expect(texts(made, 'th')).toEqual(['p', 'theta', 'log_theta', 'method']);
  expect(texts(made, 'td')).toEqual(['1e-300', '0.30000000000000004', '-Infinity', '<b>exact</b>']);
  expect(made.querySelector('b')).toBeNull();
});

test.each([
  [0.1 + 0.2, null, '0.30000000000000004'],
  [0.1 + 0.2, 4, '0.3000'],
  [0.5, 4, '0.5'],
  [0.123456, 4, '0.1235'],
  [-123.456, 0, '-123'],
  [0.345, 0, '3e-1'],
  [0.00001234567, 3, '1.235e-5'],
  [1e-300, 3, '1e-300'],
  [1234567, 0, '1234567'],
  ['-Infinity', 2, '-Infinity'],
  ['0.123456', 2, '0.123456']
])('%p with %p decimals is %p', (value, decimals, shown) => {
  expect(rounded(value, decimals)).toBe(shown);
});

test('opened tables take other decimals, on this page and the next, and tell all digits', async () => {
  const result = percolation({ ps: steps(0, 1 / 3, PAGE_ROWS + 2) });
  let decimals: number | null = 3;
  const section = tableSection(tablesOf(result, english), '', true, english, () => decimals);
  await opened(section);
  const p = (row: number) => section.querySelectorAll('tbody tr')[row].children[2] as HTMLElement;
  const all = String(result.columns['p'][2]);
  expect([p(2).textContent, p(2).title]).toEqual(['0.003', all]);
  showDecimals(section, (decimals = 5));
  expect(p(2).textContent).toBe('0.00332');
  section.querySelectorAll('button')[1].click();
  expect(p(0).textContent).toBe(Number(result.columns['p'][PAGE_ROWS]).toFixed(5));
  showDecimals(section, (decimals = null));
  expect(p(0).textContent).toBe(String(result.columns['p'][PAGE_ROWS]));
});

test('many rows are on pages that the reader turns, to the last of them and back', async () => {
  const result = percolation({ ps: steps(0, 1, 2 * PAGE_ROWS + 1) });
  const section = shown(result);
  await opened(section);
  const [back, next] = section.querySelectorAll('button');
  const place = () => section.querySelector('[role=status]')!.textContent;
  const first = () => texts(section, 'tbody tr:first-child td')[2];
  const disabled = () => [back, next].map(button => button.getAttribute('aria-disabled'));
  expect(section.querySelectorAll('tbody tr')).toHaveLength(PAGE_ROWS);
  expect([place(), first(), ...disabled()]).toEqual(['Rows 1 to 200 of 401', '0', 'true', 'false']);
  back.click();
  expect(place()).toBe('Rows 1 to 200 of 401');
  next.click();
  next.click();
  next.click();
  expect(section.querySelectorAll('tbody tr')).toHaveLength(1);
  expect([place(), first(), ...disabled()]).toEqual([
    'Rows 401 to 401 of 401',
    '1',
    'false',
    'true'
  ]);
  back.click();
  expect([place(), first(), ...disabled()]).toEqual([
    'Rows 201 to 400 of 401',
    '0.5',
    'false',
    'false'
  ]);
});

test('profiles are a second table, with the inputs of the row that they belong to', async () => {
  const result = profiles([0.4, 0.6]);
  const section = shown(result);
  await opened(section);
  const [, second] = section.querySelectorAll('table');
  expect(texts(second, 'th')).toEqual([
    'width',
    'depth',
    'p',
    'measure',
    'at',
    'value',
    'low',
    'high'
  ]);
  const { measure, at, value, low, high } = result.profiles!;
  const first = [8, 8, 0.4, measure[0], at[0], value[0], low[0], high[0]].map(String);
  expect(texts(second.querySelector('tbody tr')!, 'td')).toEqual(first);
  expect(texts(second.querySelector('tbody tr:last-child')!, 'td')[2]).toBe('0.6');
});

test('traces have the arm and the replicate of their run', async () => {
  const result = dropout({ traced: true });
  const section = shown(result);
  await opened(section);
  const [, second] = section.querySelectorAll('table');
  const names = texts(second, 'th');
  expect(names.slice(-5)).toEqual(['arm', 'replicate', 'step', 'loss', 'open']);
  const { row, step, loss, open } = result.traces!;
  const { arm, replicate } = result.columns;
  const last = Math.min(row.length, PAGE_ROWS) - 1;
  const wanted = [arm[row[last]], replicate[row[last]], step[last], loss[last], open[last]];
  expect(texts(second.querySelector('tbody tr:last-child')!, 'td').slice(-5)).toEqual(
    wanted.map(String)
  );
});

test('masks are counts of their units and edges by layer and state', async () => {
  const result = masks();
  const section = shown(result);
  await opened(section);
  const table = [...section.querySelectorAll('table')].at(-1)!;
  const names = texts(table, 'th');
  expect(names.slice(-7)).toEqual(['of', 'layer', 'removed', 'open', 'reachable', 'live', 'cut']);
  const rows = [...table.querySelectorAll('tbody tr')].map(line => texts(line, 'td'));
  const counted = rows.map(cells => cells.slice(-5).reduce((sum, cell) => sum + Number(cell), 0));
  const wanted = result.masks!.reduce((sum, { unit, edge }) => sum + unit.length + edge.length, 0);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(wanted);
  const live = result.masks![0].unit.filter(
    (state, unit) => state === 'live' && result.masks![0].layer[unit] === 1
  );
  const [first] = rows.filter(cells => cells.at(-7) === 'units' && cells.at(-6) === '1');
  expect(first.at(-2)).toBe(String(live.length));
});

test('updates of single weights name the units that each joins', () => {
  const entry = { row: 0, layer: 2, from: 2, to: 3, count: [5, 6, 7, 8, 9, 10] };
  const tables = tablesOf({ ...dropout(), weight_updates: [entry] }, english);
  const table = tables.find(({ title }) => title === 'Updates by weight')!;
  expect(table.names.slice(-4)).toEqual(['layer', 'from', 'to', 'updates']);
  expect([table.rows, table.cells(4).slice(-4)]).toEqual([6, [2, 2, 2, 9]]);
});

test('each table has a caption, and its region the name of the figure', async () => {
  const section = shown(profiles());
  await opened(section);
  expect(texts(section, 'caption')).toEqual(['Results', 'Profiles']);
  expect(
    [...section.querySelectorAll('[role=region]')].map(region => region.getAttribute('aria-label'))
  ).toEqual(['Results. a figure', 'Profiles. a figure']);
});

test('tables of an excerpt say how many rows of how many they have', async () => {
  const result = percolation({ ps: steps(0, 1, PAGE_ROWS + 1) });
  const section = shown({ ...result, excerpt: { columns: 1000, profiles: 7 } });
  await opened(section);
  const titles = ['Results: 201 of 1000 rows', 'Profiles: 0 of 7 rows'];
  expect(texts(section, 'caption')).toEqual(titles);
  const next = section.querySelectorAll('button')[1];
  next.click();
  expect(texts(section, 'caption')[0]).toBe(titles[0]);
});

test('verdicts are a table too, with their sentence', async () => {
  const result = training(ONE_CELL);
  const section = shown(result);
  await opened(section);
  const [, second] = section.querySelectorAll('table');
  expect(texts(second, 'th').slice(0, 5)).toEqual(['width', 'depth', 'p', 'verdict', 'words']);
  expect(texts(second, 'td')[4]).toBe(result.verdicts!.words[0]);
});

test('it is filled when it is opened, once', async () => {
  const section = shown(percolation(), false);
  expect(section.querySelector('table')).toBeNull();
  for (const open of [true, false, true]) {
    section.open = open;
    await opened(section);
  }
  expect(section.querySelectorAll('table')).toHaveLength(1);
  expect(section.querySelector('button')).toBeNull();
});

/** Resolves when the element has told that it was opened or closed. */
function opened(section: HTMLDetailsElement): Promise<void> {
  return new Promise(resolve =>
    section.addEventListener('toggle', () => resolve(), { once: true })
  );
}
