/**
 * @jest-environment jsdom
 */

// The numbers of a result as a table.

import { TextEncoder } from 'node:util';
import { ROW_LIMIT, table, tableSection } from '../../src/view/table';
import { profiles } from '../study/figure.measured';
import { percolation, resultOf, steps } from '../study/figure.samples';
import { ONE_CELL, training } from '../study/training.samples';
import { english } from './english';

// jsdom has none, and digests need it.
globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;

function texts(root: ParentNode, selector: string): (string | null)[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
}

test('numbers stand as the data have them', () => {
  const row = { p: 1e-300, theta: 0.1 + 0.2, log_theta: '-Infinity', method: '<b>exact</b>' };
  const made = table(resultOf({ study: 'percolation' }, [row]));
  expect(texts(made, 'th')).toEqual(['p', 'theta', 'log_theta', 'method']);
  expect(texts(made, 'td')).toEqual(['1e-300', '0.30000000000000004', '-Infinity', '<b>exact</b>']);
  expect(made.querySelector('b')).toBeNull();
});

test('the first rows of many, and a word about the others', async () => {
  const result = percolation({ ps: steps(0, 1, ROW_LIMIT + 1) });
  const section = tableSection(result, true, english);
  await opened(section);
  expect(section.querySelectorAll('tbody tr')).toHaveLength(ROW_LIMIT);
  expect(section.textContent).toContain('First 200 of 201 rows');
});

test('profiles are a second table, with the inputs of the row that they belong to', async () => {
  const result = profiles([0.4, 0.6]);
  const section = tableSection(result, true, english);
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

test('verdicts are a table too, with their sentence', async () => {
  const result = training(ONE_CELL);
  const section = tableSection(result, true, english);
  await opened(section);
  const [, second] = section.querySelectorAll('table');
  expect(texts(second, 'th').slice(0, 5)).toEqual(['width', 'depth', 'p', 'verdict', 'words']);
  expect(texts(second, 'td')[4]).toBe(result.verdicts!.words[0]);
});

test('it is filled when it is opened, once', async () => {
  const section = tableSection(percolation(), false, english);
  expect(section.querySelector('table')).toBeNull();
  for (const open of [true, false, true]) {
    section.open = open;
    await opened(section);
  }
  expect(section.querySelectorAll('table')).toHaveLength(1);
  expect(section.textContent).not.toContain('First');
});

/** Resolves when the element has told that it was opened or closed. */
function opened(section: HTMLDetailsElement): Promise<void> {
  return new Promise(resolve =>
    section.addEventListener('toggle', () => resolve(), { once: true })
  );
}
