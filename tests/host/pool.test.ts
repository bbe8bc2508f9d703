// The scheduler where its platform refuses to start a worker at once, as browsers do for scripts that a page forbids.

import { HostError } from '../../src/host/host';
import { inlineHost } from '../../src/host/inline';
import { Pool, type WorkerEvents } from '../../src/host/pool';
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
