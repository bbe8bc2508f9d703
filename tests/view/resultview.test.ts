/**
 * @jest-environment jsdom
 */

// What is in the page around a figure. jsdom gives elements no width, so Plotly is never asked; what it draws is
// tested in a real browser (tests/ui).

import fc from 'fast-check';
import { TextEncoder } from 'node:util';
import { ResultView } from '../../src/view/resultview';
import { DEFAULT_SETTINGS } from '../../src/view/viewsettings';
import { percolation, steps } from '../study/figure.samples';
import { english } from './english';

const SWEEP = percolation({ depths: [8, 16], ps: steps(0, 1, 11) });
const SETTINGS = DEFAULT_SETTINGS;
const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>';

const observed = new Set<object>();

beforeAll(() => {
  class Observer {
    observe(): void {
      observed.add(this);
    }
    disconnect(): void {
      observed.delete(this);
    }
  }
  /** Tells the size at the start, as a browser's does. */
  class Sizes extends Observer {
    constructor(private readonly tell: () => void) {
      super();
    }
    override observe(): void {
      super.observe();
      this.tell();
    }
  }
  const observers = { ResizeObserver: Sizes, IntersectionObserver: Observer };
  // jsdom has no TextEncoder, which hashes need.
  Object.assign(globalThis, { ...observers, TextEncoder });
});

function shown(payload: unknown): HTMLElement {
  const host = document.createElement('div');
  new ResultView(host, SETTINGS, english).show(payload);
  return host;
}

test('a result is a heading, a figure with a name, a caption and a table', () => {
  const host = shown(SWEEP);
  expect([...host.children].map(({ className }) => className)).toEqual([
    'percolab-heading',
    'percolab-area',
    'percolab-caption',
    'percolab-actions',
    'percolab-below',
    'percolab-data'
  ]);
  const figure = host.querySelector<HTMLElement>('[role=group]')!;
  expect(figure.getAttribute('aria-label')).toMatch(
    /^Figure: Open path .* depth 8, 16 .* theta from 0 to 1\. Tables below: Results \(22 rows\)\.$/
  );
  expect(figure.style.height).toBe('calc(420px * var(--percolab-scale))');
  const caption = host.querySelector('.percolab-caption')!;
  expect(caption.getAttribute('title')).toBe(SWEEP.digest);
  expect(caption.firstElementChild!.textContent).toMatch(/^θ is the probability that some input/);
});

test('below the figure of an excerpt it says so, and where the full table is', () => {
  const host = shown({ ...SWEEP, excerpt: { columns: 5000 } });
  const [note] = [...host.querySelectorAll('.percolab-caption p')].slice(-1);
  expect(note.textContent).toContain(
    'too large to be stored here: Results, 22 of 5000 rows. The full'
  );
  expect(host.querySelector('.percolab-caption')!.textContent).toContain(
    '22 of 5000 rows \u00b7 seed'
  );
});

test('columns of a later version are named, and no figure joins rows across them', () => {
  const topology = SWEEP.columns['p'].map((_, row) => (row % 2 === 0 ? 'ring' : 'grid'));
  const host = shown({ ...SWEEP, columns: { ...SWEEP.columns, topology } });
  expect([...host.children].map(({ className }) => className)).toEqual([
    'percolab-message',
    'percolab-caption',
    'percolab-data'
  ]);
  expect(host.firstChild!.textContent).toBe(
    'This result has columns that this version of percolab does not know: topology. ' +
      'Update percolab to see all of it.'
  );
  expect(host.querySelector('details')!.open).toBe(true);
});

test('whatever is shown, nothing of it becomes markup and nothing is thrown', () => {
  const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  const value = fc.oneof(fc.constant(EVIL), fc.anything({ withBigInt: false }));
  const cells = fc.array(fc.oneof(fc.constant<unknown>(EVIL), fc.double(), fc.string()), {
    minLength: 22,
    maxLength: 22
  });
  fc.assert(
    fc.property(value, cells, fc.constantFrom(...Object.keys(SWEEP.columns)), (any, list, name) => {
      for (const payload of [
        any,
        { ...SWEEP, study: { ...SWEEP.study, model: any, seed: any } },
        { ...SWEEP, percolab: any },
        { ...SWEEP, digest: any },
        { ...SWEEP, traces: any },
        { ...SWEEP, columns: any },
        { ...SWEEP, columns: { ...SWEEP.columns, [name]: list } }
      ]) {
        const host = shown(payload);
        expect(host.childElementCount).toBeGreaterThan(0);
        expect(host.querySelector('img, script, a, iframe, style')).toBeNull();
      }
    }),
    { numRuns: 200 }
  );
  logged.mockRestore();
});

test('a message says what is wrong in a few words', () => {
  expect(shown({ ...SWEEP, rows: 3 }).textContent).toBe(
    'This output is not a percolab result: its columns differ in length.'
  );
  const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(shown({ ...SWEEP, columns: { p: SWEEP.columns['p'] } }).textContent).toBe(
    'This output is not a percolab result: its columns make no figure.'
  );
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

test('settings are followed, and a table that the reader opened stays open', async () => {
  const host = document.createElement('div');
  const view = new ResultView(host, SETTINGS, english);
  view.show(SWEEP);
  const table = host.querySelector('details')!;
  view.configure({ ...SETTINGS, height: 840, tableOpen: true });
  expect(host.style.getPropertyValue('--percolab-scale')).toBe('2');
  expect(table.open).toBe(true);
  view.configure({ ...SETTINGS, height: 840, tableOpen: false });
  table.open = true;
  view.configure({ ...SETTINGS, height: 420, tableOpen: false });
  expect(table.open).toBe(true);
  await new Promise(resolve => table.addEventListener('toggle', resolve, { once: true }));
  expect(table.querySelector('td')).not.toBeNull();
});

test('what is no longer shown is no longer observed', () => {
  observed.clear();
  const host = document.createElement('div');
  const view = new ResultView(host, SETTINGS, english);
  for (let time = 0; time < 3; time++) view.show(SWEEP);
  // Its size, and whether it is near.
  expect(observed.size).toBe(2);
  view.dispose();
  expect(observed.size).toBe(0);
  expect(host.childElementCount).toBe(0);
});
