/**
 * @jest-environment jsdom
 */

// Figure and cell: when they are said to differ, and what is written where.

import { TextEncoder } from 'node:util';
import { ActionBar } from '../../src/view/actions';
import type { Instrument } from '../../src/view/instrument';
import type { SourceCell } from '../../src/view/surroundings';
import { Watchable } from '../../src/view/watched';
import { part } from '../../src/view/writing';
import { english } from './english';

beforeAll(() => Object.assign(globalThis, { TextEncoder }));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const STUDY = {
  study: 'percolation',
  network: { width: 8, depth: 4 },
  p: 0.5
} as const;
const CELL = '%%percolation\nnetwork: {width: 8, depth: 4}  # W, L\np: 0.5';

/** A cell of a notebook that is a text and nothing else. */
class Cell implements SourceCell {
  private readonly listeners = new Set<() => void>();
  readonly below: string[] = [];
  isReadOnly = false;

  constructor(public text: string) {}

  write(text: string): void {
    this.text = text;
    this.listeners.forEach(listener => listener());
  }

  insertBelow(text: string): void {
    this.below.push(text);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get isWatched(): boolean {
    return this.listeners.size > 0;
  }
}

function shown(cell: Cell, study: Instrument['stored']['study'] = STUDY) {
  const end = new AbortController();
  const actions = new ActionBar('Actions');
  const standing = new Watchable(study);
  part({
    stored: { study },
    study: standing,
    actions,
    surroundings: { runner: null, trusted: () => false, cell },
    trans: english,
    signal: end.signal
  } as unknown as Instrument);
  const button = actions.element.querySelector('button');
  return {
    end,
    button,
    badge: () => actions.element.querySelector('.percolab-badge')?.textContent,
    isIdle: () => button!.getAttribute('aria-disabled') === 'true',
    stand: (to: Instrument['stored']['study']) => {
      standing.set(to);
      jest.runAllTimers();
    },
    type: (text: string) => {
      cell.write(text);
      jest.runAllTimers();
    }
  };
}

test('they differ when the cell changes, and when the controls do', () => {
  const cell = new Cell(CELL);
  const view = shown(cell);
  expect([view.badge(), view.isIdle()]).toEqual(['', true]);
  view.type(`${CELL}\nseed: b`);
  expect([view.badge(), view.isIdle()]).toEqual(['The cell has changed since this figure', false]);
  view.type(`${CELL}\n# no more`);
  expect([view.badge(), view.isIdle()]).toEqual(['', true]);
  view.stand({ ...STUDY, p: 0.25 });
  expect([view.badge(), view.isIdle()]).toEqual(['The figure differs from the cell', false]);
  view.button!.click();
  jest.runAllTimers();
  expect(cell.text).toBe(`${CELL.replace('0.5', '0.25')}\n# no more`);
  expect([view.badge(), view.isIdle()]).toEqual([
    'Written to the cell; run it to keep the figure.',
    true
  ]);
  view.stand(STUDY);
  expect(view.badge()).toBe('The cell has changed since this figure');
  view.end.abort();
  expect(cell.isWatched).toBe(false);
});

test('a cell that can’t be read is left as it is', () => {
  const cell = new Cell(CELL);
  const view = shown(cell);
  const broken = CELL.replace('p: 0.5', 'q: 0.5');
  view.type(broken);
  view.button!.click();
  expect(view.badge()).toMatch(/^Not written: line 3, column 1, q: unknown key/);
  expect(cell.text).toBe(broken);
  const other = '%%dropout\nnetwork: {width: 8, depth: 4}\np: 0.5';
  view.type(other);
  view.button!.click();
  expect(view.badge()).toBe(
    'Not written: the cell is a dropout study, the figure one of percolation'
  );
  expect(cell.text).toBe(other);
});

test('below Python a new cell gets the study, and there is no badge', () => {
  const cell = new Cell('percolab.percolation(width=8, depth=4, p=0.5)');
  const view = shown(cell);
  expect([view.badge(), view.button!.textContent]).toEqual(['', 'Write to new cell']);
  view.button!.click();
  expect(cell.below).toEqual(['%%percolation\nnetwork: {width: 8, depth: 4}\nmodel: site\np: 0.5']);
});

test('what may not be changed is not, and what this version can’t read is not offered', () => {
  const cell = new Cell(`${CELL}\nseed: b`);
  cell.isReadOnly = true;
  const view = shown(cell);
  view.button!.click();
  expect([cell.text, view.isIdle()]).toEqual([`${CELL}\nseed: b`, true]);
  expect(shown(new Cell(CELL), { ...STUDY, topology: 'ring' }).button).toBeNull();
});

test('a cell that may no longer be changed is left alone', () => {
  const cell = new Cell(CELL);
  const view = shown(cell);
  view.stand({ ...STUDY, p: 0.25 });
  expect(view.isIdle()).toBe(false);
  // Nothing tells of it: JupyterLab keeps it in the cell's metadata.
  cell.isReadOnly = true;
  view.button!.click();
  expect([cell.text, view.isIdle()]).toEqual([CELL, true]);
});
