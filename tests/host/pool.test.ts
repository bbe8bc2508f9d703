// The scheduler where its platform refuses to start a worker at once, as browsers do for scripts that a page forbids.

import { HostError } from '../../src/host/host';
import { inlineHost } from '../../src/host/inline';
import type { WorkerEvents } from '../../src/host/platform';
import { Pool } from '../../src/host/pool';
import { serve } from '../../src/host/worker';
import { exactShards } from './shards';

const never = new AbortController().signal;
const ignore = (): void => {};

/** The real worker, in this thread. */
function startHere({ onReply }: WorkerEvents) {
  const handle = serve(reply => queueMicrotask(() => onReply(reply)));
  return { post: handle, terminate: ignore };
}

test('a platform that throws ends the runs, and none of them is left for the next worker', async () => {
  let refuses = true;
  const pool = new Pool({
    workers: 2,
    isWatched: false,
    start: events => {
      if (refuses) throw new DOMException('forbidden', 'SecurityError');
      return startHere(events);
    },
    share: material => material
  });
  const signal = new AbortController().signal;
  const removed = jest.spyOn(signal, 'removeEventListener');
  for (const run of [
    pool.run(exactShards(3), null, ignore, signal),
    pool.run(exactShards(5), null, ignore, never)
  ]) {
    await expect(run).rejects.toThrow(HostError);
    await expect(run).rejects.toThrow("a worker can't be started: SecurityError: forbidden");
  }
  expect(removed).toHaveBeenCalledTimes(1);
  refuses = false;
  const told: number[] = [];
  const results = await pool.run(exactShards(4), null, ({ done }) => told.push(done), never);
  expect(results).toEqual(await inlineHost().run(exactShards(4), null, ignore, never));
  expect(told.at(-1)).toBe(4);
  pool.dispose();
});

test('workers that die before they are ready are tried again, and in vain end the runs', async () => {
  for (const failing of [2, Infinity]) {
    let started = 0;
    const pool = new Pool({
      workers: 1,
      isWatched: false,
      start: events => {
        if (++started > failing) return startHere(events);
        queueMicrotask(() => events.onDeath('no room'));
        return { post: ignore, terminate: ignore };
      },
      share: material => material
    });
    const run = pool.run(exactShards(5), null, ignore, never);
    if (failing === 2) {
      expect(await run).toEqual(await inlineHost().run(exactShards(5), null, ignore, never));
    } else {
      await expect(run).rejects.toThrow("a worker can't be started: no room");
    }
    expect(started).toBe(3);
    pool.dispose();
  }
});

test('a platform that has no more room goes on with the workers that it has', async () => {
  let started = 0;
  const pool = new Pool({
    workers: 4,
    isWatched: false,
    start: events => {
      if (started++ > 0) throw new Error('no room');
      return startHere(events);
    },
    share: material => material
  });
  const results = await pool.run(exactShards(500), null, ignore, never);
  expect(results).toEqual(await inlineHost().run(exactShards(500), null, ignore, never));
  expect(started).toBe(2);
  pool.dispose();
});

test('a platform that is not watched may be silent for as long as it takes', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'performance'] });
  let answer = ignore;
  const pool = new Pool({
    workers: 1,
    isWatched: false,
    start: events => {
      const { post, terminate } = startHere(events);
      return { post: request => void (answer = () => post(request)), terminate };
    },
    share: material => material
  });
  const run = pool.run(exactShards(1), null, ignore, never);
  await Promise.resolve();
  jest.advanceTimersByTime(1e8);
  jest.useRealTimers();
  answer();
  expect(await run).toHaveLength(1);
  pool.dispose();
});
