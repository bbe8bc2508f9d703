/**
 * @jest-environment jsdom
 */

// Of many jobs, those that are stale never run, and what runs too long for the next one is aborted.

import { Newest } from '../../../src/view/live/newest';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A job that ends when told to, or when it is aborted. */
function job(
  name: string,
  log: string[]
): { run: (signal: AbortSignal) => Promise<void>; end: () => void } {
  let end = (): void => undefined;
  return {
    run: signal =>
      new Promise(resolve => {
        log.push(`${name} begins`);
        end = () => {
          log.push(`${name} ends`);
          resolve();
        };
        signal.addEventListener('abort', () => {
          log.push(`${name} is aborted`);
          resolve();
        });
      }),
    end: () => end()
  };
}

async function settled(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}

test('a short job ends, and the newest that waits is next', async () => {
  const log: string[] = [];
  const newest = new Newest(100);
  const [a, b, c] = ['a', 'b', 'c'].map(name => job(name, log));
  for (const { run } of [a, b, c]) newest.submit(run);
  await jest.advanceTimersByTimeAsync(50);
  a.end();
  await settled();
  expect(log).toEqual(['a begins', 'a ends', 'c begins']);
  await jest.advanceTimersByTimeAsync(1000);
  c.end();
  expect(log.at(-1)).toBe('c ends');
});

test('a long job is aborted as soon as another has waited for its time', async () => {
  const log: string[] = [];
  const newest = new Newest(100);
  newest.submit(job('a', log).run);
  await jest.advanceTimersByTimeAsync(1000);
  expect(log).toEqual(['a begins']);
  newest.submit(job('b', log).run);
  await settled();
  expect(log).toEqual(['a begins', 'a is aborted', 'b begins']);
  newest.submit(job('c', log).run);
  await jest.advanceTimersByTimeAsync(99);
  expect(log).toHaveLength(3);
  await jest.advanceTimersByTimeAsync(1);
  expect(log.slice(3)).toEqual(['b is aborted', 'c begins']);
});

test('what is stopped leaves nothing that waits', async () => {
  const log: string[] = [];
  const newest = new Newest(100);
  newest.submit(job('a', log).run);
  newest.submit(job('b', log).run);
  newest.stop();
  await settled();
  expect(log).toEqual(['a begins', 'a is aborted']);
  newest.submit(job('c', log).run);
  expect(log.at(-1)).toBe('c begins');
});
