/**
 * @jest-environment jsdom
 */

// Static HTML of results, parsed as a browser does: what is there, and that nothing of a result becomes markup.

import { TextEncoder } from 'node:util';
import { described } from '../../src/study/figure';
import { markup, MARKUP_ROWS } from '../../src/study/markup';
import type { Result } from '../../src/study/result';
import { dropout, percolation, steps } from './figure.samples';
import { ONE_CELL, training } from './training.samples';

// jsdom has none.
globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;

const HOSTILE = '</td></figure><script>alert(1)</script><img src=x onerror=alert(2)>"\'&amp;';
const PLAIN = 'FIGURE STYLE IMG FIGCAPTION P DETAILS SUMMARY TABLE THEAD TBODY TR TH TD WBR'.split(
  ' '
);

function parsed(result: Result): HTMLElement {
  const page = document.createElement('div');
  page.innerHTML = markup(result);
  return page;
}

/** The SVG in the image's own address. */
function imageOf(page: HTMLElement): string {
  const { src } = page.querySelector('img')!;
  const [, data] = /^data:image\/svg\+xml;base64,(.*)$/.exec(src)!;
  return Buffer.from(data, 'base64').toString();
}

test('a result is a picture, a caption and its numbers', () => {
  const result = percolation({ depths: [4, 8], ps: steps(0, 1, 11) });
  const page = parsed(result);
  expect(page.querySelector('img')!.alt).toBe('Figure: Open path between input and output');
  const svg = imageOf(page);
  const drawing = new DOMParser().parseFromString(svg, 'application/xml');
  expect(drawing.querySelector('parsererror')).toBeNull();
  expect(drawing.querySelectorAll('path').length).toBeGreaterThan(2);

  const { notes } = described(result);
  const words = [...page.querySelectorAll('figcaption p')].map(({ textContent }) => textContent);
  expect(words.slice(0, -1)).toEqual(notes);
  expect(words.at(-1)).toContain(result.digest);
  // What the caption says is not said in the picture again.
  for (const note of notes) expect(svg).not.toContain(note.slice(0, 30));

  expect(page.querySelector('summary')!.textContent).toBe('Results (22 rows, 6 digits)');
  const names = Object.keys(result.columns);
  expect([...page.querySelectorAll('th')].map(({ textContent }) => textContent)).toEqual(names);
  const rows = [...page.querySelectorAll('tbody tr')];
  expect(rows).toHaveLength(22);
  const third = [...rows[2].children].map(({ textContent }) => textContent);
  const values = names.map(name => result.columns[name][2]);
  const short = (value: number) => String(Number(value.toPrecision(6)));
  expect(third).toEqual(values.map(value => (typeof value === 'number' ? short(value) : value)));
});

test('every section of a training study has its table', () => {
  const page = parsed(dropout({ traced: true }));
  const titles = [...page.querySelectorAll('summary')].map(({ textContent }) => textContent);
  expect(titles[0]).toMatch(/^Results \(\d+ rows, 6 digits\)$/);
  expect(titles.slice(1).join()).toMatch(/Traces by step/);
});

test('tables that are too wide for paper are blocks of columns whose rows have numbers', () => {
  const result = training(ONE_CELL, {});
  const names = Object.keys(result.columns);
  expect(names.length).toBeGreaterThan(13);
  const blocks = [...parsed(result).querySelector('details')!.querySelectorAll('table')];
  const heads = blocks.map(block =>
    [...block.querySelectorAll('th[scope=col]')].map(({ textContent }) => textContent)
  );
  expect(heads.every(([first]) => first === 'row')).toBe(true);
  expect(heads.flatMap(([, ...rest]) => rest)).toEqual(names);
  for (const block of blocks) {
    const rows = [...block.querySelectorAll('th[scope=row]')].map(({ textContent }) => textContent);
    expect(rows).toEqual(Array.from({ length: result.rows }, (_, row) => String(row)));
  }
});

test('long tables are cut, and say so', () => {
  const page = parsed(percolation({ depths: [8, 16, 32], ps: steps(0, 1, 101) }));
  expect(page.querySelectorAll('tbody tr')).toHaveLength(MARKUP_ROWS);
  expect(page.querySelector('summary')!.textContent).toBe('Results (100 of 303 rows, 6 digits)');
});

test('nothing of a result becomes markup, a script or an address', () => {
  const sample = percolation({ depths: [4], ps: [0.5] });
  const page = parsed({
    ...sample,
    percolab: HOSTILE,
    study: { ...sample.study, seed: HOSTILE, model: HOSTILE },
    columns: { ...sample.columns, model: [HOSTILE] },
    notes: [HOSTILE]
  });
  const elements = [...page.querySelectorAll('*')];
  expect(elements.filter(({ tagName }) => !PLAIN.includes(tagName))).toEqual([]);
  const attributes = elements.flatMap(({ attributes }) => [...attributes].map(({ name }) => name));
  expect(new Set(attributes)).toEqual(new Set(['class', 'alt', 'src', 'scope']));
  expect(markup(sample)).not.toMatch(/https?:/);
  const cells = [...page.querySelectorAll('td')].map(({ textContent }) => textContent);
  expect(cells).toContain(HOSTILE);
});
