/**
 * @jest-environment jsdom
 */

// Progress of a study in the kernel: what is believed of it, its words, what is said aloud, and its bar.

import fc from 'fast-check';
import { Announcements } from '../../src/lab/progress/announcements';
import type { Place } from '../../src/lab/progress/place';
import { readProgress } from '../../src/lab/progress/payload';
import { ProgressView } from '../../src/lab/progress/progressview';
import { duration, leftLine, progressLine } from '../../src/lab/progress/words';
import { RunningStudies } from '../../src/lab/running';
import { bundle } from './bundle';

const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const RUNNING = {
  name: 'dropout',
  state: 'running',
  run: 'percolab-1',
  as_of: '14:05 UTC',
  done: 3,
  total: 12,
  kept: 0,
  seconds: 65,
  rate: 0.12345
};
const read = (payload: object) => readProgress(payload)!;

test('what the kernel sends is read, and nothing else is', () => {
  expect(readProgress(RUNNING)).toEqual({
    name: 'dropout',
    state: 'running',
    run: 'percolab-1',
    asOf: '14:05 UTC',
    parts: { done: 3, total: 12 },
    kept: 0,
    secondsLeft: 65,
    rate: 0.12345,
    picture: null,
    remains: false
  });
  expect(readProgress({ name: 'dropout', state: 'done', remains: true })).toMatchObject({
    state: 'done',
    remains: true,
    parts: null
  });
  for (const payload of [null, 7, [], {}, { ...RUNNING, state: EVIL }, { ...RUNNING, name: 7 }]) {
    expect(readProgress(payload)).toBeNull();
  }
  for (const [done, total] of [
    [5, 4],
    [-1, 4],
    [0, 0],
    [NaN, 4],
    [1, Infinity],
    ['1', 4]
  ]) {
    expect(read({ ...RUNNING, done, total }).parts).toBeNull();
  }
  const kept = [2, 3, 4, -1, NaN, '2', undefined].map(
    count => read({ ...RUNNING, kept: count }).kept
  );
  expect(kept).toEqual([2, 3, 0, 0, 0, 0, 0]);
});

test('the words have what is known', () => {
  const line = (changed: object) => progressLine(read({ ...RUNNING, ...changed }), bundle);
  expect(line({})).toBe(
    'dropout: 25 % \u00b7 3 of 12 parts \u00b7 0.12 parts/s \u00b7 about 1 min 5 s left'
  );
  expect(line({ kept: 2, seconds: null })).toBe(
    'dropout: 25 % \u00b7 3 of 12 parts \u00b7 2 from the cache \u00b7 0.12 parts/s'
  );
  expect(line({ rate: null, seconds: null })).toBe('dropout: 25 % \u00b7 3 of 12 parts');
  expect(line({ done: undefined })).toBe('dropout: running');
  expect(leftLine(read(RUNNING), bundle)).toBe('dropout: did not finish; 25 % done at 14:05 UTC');
  const times = [0.2, 59.4, 59.6, 3599, 3660].map(seconds => duration(seconds, bundle));
  expect(times).toEqual(['0 s', '59 s', '1 min 0 s', '59 min 59 s', '1 h 1 min']);
});

test('a reader who listens is told of the start, each quarter and the end', () => {
  const said: string[] = [];
  const announcements = new Announcements(bundle, sentence => said.push(sentence));
  for (const done of [0, 1, 3, 4, 8, 11, 12]) announcements.tell(read({ ...RUNNING, done }));
  announcements.tell(read({ name: 'dropout', state: 'done' }));
  expect(said).toEqual([
    'dropout runs, about 1 min 5 s left',
    'dropout: 25 %, about 1 min 5 s left',
    'dropout: 50 %, about 1 min 5 s left',
    'dropout: 75 %, about 1 min 5 s left',
    'dropout is done'
  ]);
  said.length = 0;
  new Announcements(bundle, sentence => said.push(sentence)).tell(
    read({ name: 'dropout', state: 'stopped' })
  );
  expect(said).toEqual([]);
});

/** A view in a cell whose kernel can be busy or not. */
function shown(isBusy = true) {
  const root = document.createElement('div');
  document.body.append(root);
  const running = new RunningStudies();
  const kernel = {
    isBusy,
    isFound: true,
    tell: () => {},
    say: (() => {}) as (payload: unknown) => void,
    interrupted: 0,
    removed: 0,
    focused: 0
  };
  const place: Place = {
    isBusy: () => kernel.isBusy,
    interrupt: () => Promise.resolve(void kernel.interrupted++),
    reveal: () => {},
    focus: () => kernel.focused++,
    onState: listener => {
      kernel.tell = listener;
      return () => (kernel.tell = () => {});
    },
    onReport: listener => {
      kernel.say = listener;
      return () => (kernel.say = () => {});
    }
  };
  const view = new ProgressView(root, {
    find: () => (kernel.isFound ? place : null),
    remove: () => kernel.removed++,
    running,
    trans: bundle
  });
  const button = root.querySelector('button')!;
  return { root, running, kernel, view, button, bar: root.querySelector('progress')! };
}

test('the bar follows the reports, and Stop interrupts the kernel once', async () => {
  const { root, running, kernel, view, button, bar } = shown();
  view.show(RUNNING);
  // It may be a report that was saved.
  expect([running.current, button.hidden]).toEqual([[], true]);
  view.show(RUNNING);
  expect([bar.value, bar.max, button.hidden]).toEqual([3, 12, false]);
  expect(bar.getAttribute('aria-label')).toBe('Progress of dropout');
  expect(running.current).toMatchObject([{ name: 'dropout', share: 0.25, secondsLeft: 65 }]);
  view.show({ ...RUNNING, done: undefined });
  expect(bar.hasAttribute('value')).toBe(false);
  button.focus();
  button.click();
  button.click();
  await Promise.resolve();
  expect([kernel.interrupted, button.textContent]).toEqual([1, 'Stopping \u2026']);
  // The same element, so that who pressed it keeps the focus.
  view.show(RUNNING);
  expect(root.querySelector('button')).toBe(document.activeElement);
  expect(kernel.focused).toBe(0);
  view.show({ name: 'dropout', state: 'stopped', remains: true });
  expect([running.current, kernel.removed, button.hidden]).toEqual([[], 1, true]);
  // The button goes; its cell has the focus then.
  expect(kernel.focused).toBe(1);
});

test('progress that was left in a notebook says so, and can not be stopped', () => {
  const { root, running, kernel, view, button } = shown(false);
  view.show(RUNNING);
  expect(root.textContent).toContain('dropout: did not finish; 25 % done at 14:05 UTC');
  expect([running.current, button.hidden]).toEqual([[], true]);
  // Another cell runs: that does not bring it back, only its own next report would.
  kernel.isBusy = true;
  kernel.tell();
  expect([running.current, button.hidden]).toEqual([[], true]);
  view.show(RUNNING);
  view.show(RUNNING);
  expect(running.current).toHaveLength(1);
  kernel.isBusy = false;
  kernel.tell();
  expect([running.current, button.hidden]).toEqual([[], true]);
});

test('progress that was left in a notebook whose kernel does other work is told by its silence', () => {
  jest.useFakeTimers();
  const { root, running, kernel, view, button } = shown();
  view.show(RUNNING);
  expect(root.textContent).toContain('3 of 12 parts');
  // The other work is a study, too.
  kernel.say({ ...RUNNING, run: 'percolab-2', done: 9 });
  expect(root.textContent).toContain('3 of 12 parts');
  jest.advanceTimersByTime(10_000);
  expect(root.textContent).toContain('dropout: did not finish; 25 % done at 14:05 UTC');
  expect([running.current, button.hidden]).toEqual([[], true]);
  jest.useRealTimers();
});

test('a page that was reloaded follows the run that goes on in the kernel', () => {
  jest.useFakeTimers();
  const { root, running, kernel, view, button } = shown(false);
  view.show(RUNNING);
  expect(root.textContent).toContain('did not finish');
  kernel.isBusy = true;
  kernel.say({ ...RUNNING, done: 6 });
  expect(root.textContent).toContain('6 of 12 parts');
  expect([running.current.length, button.hidden]).toEqual([1, false]);
  jest.advanceTimersByTime(9_000);
  kernel.say({ ...RUNNING, done: 7 });
  jest.advanceTimersByTime(9_000);
  expect(root.textContent).toContain('7 of 12 parts');
  kernel.say({ name: 'dropout', state: 'done', run: 'percolab-1', remains: true });
  expect(root.textContent).toContain('done after this page was reloaded');
  expect([running.current, button.hidden, kernel.removed]).toEqual([[], true, 0]);
  view.dispose();
  jest.useRealTimers();
});

test('an output that is filled before it stands in its cell follows the run once it does', () => {
  const { root, running, kernel, view, button } = shown();
  kernel.isFound = false;
  view.show(RUNNING);
  kernel.isFound = true;
  kernel.say({ ...RUNNING, done: 6 });
  expect(root.textContent).toContain('3 of 12 parts');
  view.settle();
  kernel.say({ ...RUNNING, done: 7 });
  expect(root.textContent).toContain('7 of 12 parts');
  expect([running.current.length, button.hidden]).toEqual([1, false]);
  view.dispose();
});

test('whatever is sent, nothing of it becomes markup', () => {
  const value = fc.oneof(fc.constant(EVIL), fc.anything({ withBigInt: false }));
  fc.assert(
    fc.property(value, fc.constantFrom(...Object.keys(RUNNING), 'picture'), (any, key) => {
      const { root, view } = shown();
      view.show({ ...RUNNING, [key]: any });
      view.show(any);
      expect(root.querySelector('script, a, iframe, style, [onerror]')).toBeNull();
      expect(root.querySelectorAll('img')).toHaveLength(1);
      expect(root.querySelector('img')!.src).toMatch(/^(data:image\/svg\+xml,.*)?$/s);
      view.dispose();
      root.remove();
    }),
    { numRuns: 200 }
  );
});
