/**
 * @jest-environment jsdom
 */

// What Verify says, and how it ends.

import { TextEncoder } from 'node:util';
import { columnsDigest } from '../../src/study/hash';
import type { Result } from '../../src/study/result';
import { VERSION } from '../../src/study/version';
import { ActionBar } from '../../src/view/actions';
import type { Instrument, Showing } from '../../src/view/instrument';
import { PAGE } from '../../src/view/live/place';
import { part } from '../../src/view/provenance';
import type { Runner } from '../../src/view/surroundings';
import { Watchable } from '../../src/view/watched';
import { english } from './english';

// jsdom has none, and hashes need it.
Object.assign(globalThis, { TextEncoder });

const COLUMNS = { p: [0.5], theta: [0.25] };
const RESULT: Result = {
  percolab: VERSION,
  study: { study: 'percolation', network: { width: 8, depth: 4 }, p: 0.5 },
  digest: columnsDigest(COLUMNS),
  rows: 1,
  columns: COLUMNS
};

/** Nobody asks what the study of a result would cost. */
const unasked: Runner['check'] = () => Promise.reject(new Error('unasked'));

const READS = { sources: PAGE, data: ['teacher'], check: unasked } as const;

/** A place that gives the same result for every study. */
function giving(result: Result): Runner {
  return { ...READS, run: () => Promise.resolve(result), dispose: () => undefined };
}

/** A place that never comes to an end by itself. */
const ENDLESS: Runner = {
  ...READS,
  run: (_study, _way, onProgress, signal) => {
    onProgress({ done: 1, total: 4, kept: 0 }, () => null);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  },
  dispose: () => undefined
};

function shown(result: Result, runner: Runner | null) {
  const below = document.createElement('div');
  document.body.replaceChildren(below);
  const actions = new ActionBar('Actions');
  const showing = new Watchable<Showing>({ result, state: 'stored', origin: '' });
  const end = new AbortController();
  part({
    shown: showing,
    actions,
    below,
    surroundings: { runner, trusted: () => true, cell: null },
    trans: english,
    signal: end.signal
  } as unknown as Instrument);
  const button = actions.element.querySelector('button')!;
  return {
    below,
    button,
    showing,
    words: async () => {
      button.click();
      await new Promise(done => setTimeout(done));
      return below.querySelector('[role=status]')!.textContent;
    }
  };
}

test('equal and different digests are said in full', async () => {
  expect(await shown(RESULT, giving(RESULT)).words()).toBe(
    `Equal: the study, computed again in this page, has the digest ${RESULT.digest}.`
  );
  const other = { ...RESULT, digest: `sha256:${'0'.repeat(64)}` };
  expect(await shown(RESULT, giving(other)).words()).toBe(
    `Differs: the study, computed again in this page, has the digest ${other.digest}; the result says ${RESULT.digest}.`
  );
  expect(await shown(other, null).words()).toMatch(/^Altered: /);
});

test('an excerpt is compared with the rows that it would have', async () => {
  const part = { ...RESULT, excerpt: { columns: 5 } };
  expect(await shown(part, giving(RESULT)).words()).toMatch(/^Equal: /);
  const altered = { ...part, columns: { p: [0.5], theta: [0.75] } };
  expect(await shown(altered, giving(RESULT)).words()).toBe(
    `Altered: the study, computed again in this page, has the digest ${RESULT.digest}, but not the rows that are shown.`
  );
});

test.each<[string, Partial<Result>, RegExp]>([
  ['another version', { percolab: '9.9.9' }, /made by percolab 9\.9\.9, and this page has/],
  [
    'a file',
    { study: { study: 'percolation', network: { file: 'graph.csv' }, p: 0.5 } },
    /graph\.csv/
  ],
  [
    'a variable',
    {
      study: {
        study: 'dropout',
        network: { width: 4, depth: 2, input: 3, output: 2 },
        data: { name: 'mine', task: 'classification' },
        p: 0.5
      }
    },
    /variable mine/
  ],
  ['keys of another version', { study: { ...RESULT.study, topology: 'ring' } }, /topology/]
])('it says why it can’t: %s', async (_, part, why) => {
  const words = await shown({ ...RESULT, ...part }, giving(RESULT)).words();
  expect(words).toMatch(/^This can’t be verified here\. /);
  expect(words).toMatch(why);
});

test('nothing to compute with', async () => {
  expect(await shown(RESULT, null).words()).toBe(
    'This can’t be verified here. This page has no workers to compute with.'
  );
});

test('it can be stopped, and what was said goes when another result is shown', async () => {
  const { below, button, showing, words } = shown(RESULT, ENDLESS);
  expect(await words()).toBe('Verifying …');
  await new Promise(done => setTimeout(done, 400));
  const [bar, stop] = [below.querySelector('progress')!, below.querySelector('button')!];
  expect([bar.hidden, bar.value, stop.hidden]).toEqual([false, 0.25, false]);
  stop.click();
  await new Promise(done => setTimeout(done));
  expect(below.querySelector('[role=status]')!.textContent).toBe(
    'Stopped; nothing is known about the digest.'
  );
  expect([bar.hidden, stop.hidden]).toEqual([true, true]);
  showing.set({ result: { ...RESULT }, state: 'draft', origin: '' });
  expect(below.childElementCount).toBe(0);
  expect(button.getAttribute('aria-disabled')).toBe('true');
});

test('it goes on while the same result gets a pinned curve', async () => {
  const { below, showing, words } = shown(RESULT, ENDLESS);
  expect(await words()).toBe('Verifying …');
  showing.set({ ...showing.current, adorn: figure => figure });
  await new Promise(done => setTimeout(done));
  expect(below.querySelector('[role=status]')?.textContent).toBe('Verifying …');
});

test('in a shadow root, too, the focus stays when Stop goes', async () => {
  const { below, words } = shown(RESULT, ENDLESS);
  const root = document.body
    .appendChild(document.createElement('div'))
    .attachShadow({ mode: 'open' });
  root.append(below);
  await words();
  await new Promise(done => setTimeout(done, 400));
  const stop = below.querySelector('button')!;
  stop.focus();
  stop.click();
  await new Promise(done => setTimeout(done));
  expect(root.activeElement).toBe(below.querySelector('[role=status]'));
});
