// A pool whose workers are behind a channel, and the relay at its far end: the same results, whatever gets lost.

import { HostError } from '../../src/host/host';
import { inlineHost } from '../../src/host/inline';
import type { WorkerEvents } from '../../src/host/platform';
import { Pool } from '../../src/host/pool';
import type { Reply, Request } from '../../src/host/protocol';
import { Relay } from '../../src/host/relay';
import { RemotePlatform } from '../../src/host/remote';
import { fromWire, toWire } from '../../src/host/wire';
import { serve } from '../../src/host/worker';
import { exactShards } from './shards';

const never = new AbortController().signal;
const ignore = (): void => {};
type Run = Extract<Request, { type: 'run' }>;

/** The real worker, in this thread. */
function startHere({ onReply }: WorkerEvents) {
  const handle = serve(reply => queueMicrotask(() => onReply(reply)));
  return { post: handle, terminate: ignore };
}

/** A pool whose requests a relay runs; it counts those under way, and drops what it is told to. */
function remotePool(threads: number) {
  const relay = new Relay({ start: startHere });
  const seen = { underWay: 0, most: 0, dropped: [] as number[], asked: [] as Run[] };
  const platform = new RemotePlatform(
    {
      keep: () => 'name',
      drop: task => seen.dropped.push(task),
      send: (task, bytes, material) => {
        const request = fromWire(bytes) as Run;
        seen.asked.push(request);
        expect(material).toBeNull();
        seen.most = Math.max(seen.most, (seen.underWay += 1));
        void relay.run(request, null, never).then(reply => {
          seen.underWay -= 1;
          platform.answer(task, toWire(reply));
        });
      }
    },
    threads
  );
  return { pool: new Pool(platform), platform, seen };
}

test('results are those of this thread, and requests are long', async () => {
  const { pool, seen } = remotePool(3);
  const shards = exactShards(3000);
  const results = await pool.run(shards, null, ignore, never);
  expect(results).toEqual(await inlineHost().run(shards, null, ignore, never));
  expect(seen.most).toBe(6);
  expect(new Set(seen.asked.map(({ slice }) => slice))).toEqual(new Set([1000]));
  expect(Math.max(...seen.asked.map(({ shards }) => shards.length))).toBeGreaterThan(100);
  pool.dispose();
});

test('requests under way follow the threads that there are', async () => {
  const { pool, platform, seen } = remotePool(4);
  const most: number[] = [];
  const follow = (): void => {
    platform.threads = seen.asked.length < 40 ? 4 : 1;
    most.push(seen.underWay);
  };
  await pool.run(exactShards(20_000), null, follow, never);
  expect(Math.max(...most)).toBeGreaterThan(4);
  expect(Math.max(...most.slice(-4))).toBeLessThanOrEqual(2);
  platform.threads = 0;
  expect(pool.workers).toBe(2);
  pool.dispose();
});

test('what is aborted is dropped, and its late answers are ignored', async () => {
  const dropped: number[] = [];
  const sent: number[] = [];
  const platform = new RemotePlatform(
    { keep: () => 'name', send: task => sent.push(task), drop: task => dropped.push(task) },
    1
  );
  const pool = new Pool(platform);
  const controller = new AbortController();
  const run = pool.run(exactShards(5), null, ignore, controller.signal);
  await new Promise(resolve => setTimeout(resolve));
  controller.abort(new Error('stop'));
  await expect(run).rejects.toThrow('stop');
  expect(dropped).toEqual(sent);
  expect(sent.length).toBeGreaterThan(0);
  platform.answer(sent[0], toWire({ type: 'done', results: [], seconds: [] }));
  platform.lose(sent[0], 'too late');
  pool.dispose();
});

test('a reply that can not be read is a lost one', () => {
  const deaths: string[] = [];
  const platform = new RemotePlatform({ keep: () => 'name', send: ignore, drop: ignore }, 1);
  const handle = platform.start({ onReply: ignore, onDeath: words => deaths.push(words) });
  handle.post({ type: 'run', shards: [], slice: 0 });
  platform.answer(1, Uint8Array.of(0xc1));
  expect(deaths).toEqual([expect.stringContaining('its reply could not be read')]);
});

test('a relay runs requests side by side, ends one that is aborted, and tells of a death', async () => {
  const started: { events: WorkerEvents; ended: boolean; posted: Request[] }[] = [];
  const relay = new Relay({
    start: events => {
      const worker = { events, ended: false, posted: [] as Request[] };
      started.push(worker);
      return {
        post: request => void worker.posted.push(request),
        terminate: () => {
          worker.ended = true;
        }
      };
    }
  });
  const request: Run = { type: 'run', shards: exactShards(1), slice: 0 };
  const reply: Reply = { type: 'done', results: [], seconds: [] };
  const controller = new AbortController();
  const first = relay.run(request, null, never);
  const second = relay.run(request, null, controller.signal);
  expect(started).toHaveLength(2);
  started[0].events.onReply({ type: 'ready' });
  started[0].events.onReply(reply);
  await expect(first).resolves.toBe(reply);
  controller.abort(new Error('stop'));
  await expect(second).rejects.toThrow('stop');
  expect(started.map(({ ended }) => ended)).toEqual([false, true]);
  started[1].events.onReply(reply);
  started[1].events.onDeath('terminated');
  const third = relay.run(request, null, never);
  expect(started).toHaveLength(2);
  expect(started[0].posted).toHaveLength(2);
  started[0].events.onDeath('out of memory');
  await expect(third).rejects.toThrow(new HostError('a worker died: out of memory'));
  void relay.run(request, null, never);
  expect(started).toHaveLength(3);
});
