// One suite for every host that runs in Node; the browser's host is tested in a browser (tests/ui).

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runShard, type Shard, type ShardResult } from '../../src/engine/shard';
import { HostError, type Host, type ShardProgress } from '../../src/host/host';
import { inlineHost } from '../../src/host/inline';
import { nodeHost } from '../../src/host/node/host';
import { bundle, type Bundles } from './bundle';
import {
  brokenShard,
  endlessShard,
  exactShards,
  monteCarloShards,
  rowShards,
  smallData,
  trainingShards
} from './shards';

jest.setTimeout(60_000);

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundle({ worker: 'src/host/node/worker.ts', mortal: 'tests/host/mortal.ts' });
});
afterAll(() => bundles.remove());

const never = new AbortController().signal;
const ignore = (): void => {};

function threads(workers: number): Host {
  return nodeHost({ workers, script: bundles.url('worker.js') });
}

/** Runs something on a host and disposes of it. */
async function using<T>(host: Host, work: (host: Host) => Promise<T>): Promise<T> {
  try {
    return await work(host);
  } finally {
    host.dispose();
  }
}

function expected(
  shards: readonly Shard[],
  data = null as Parameters<typeof runShard>[1]
): ShardResult[] {
  return shards.map(shard => runShard(shard, data));
}

/** Waits until at most so many threads of hosts are left in this process. */
async function untilThreads(most: number): Promise<void> {
  const count = (): number =>
    (process.report.getReport() as unknown as { workers: unknown[] }).workers.length;
  while (count() > most) {
    await new Promise(later => setTimeout(later, 20));
  }
}

async function reasonOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => {
      throw new Error('it was expected to fail');
    },
    (reason: unknown) => reason
  );
}

describe.each([
  ['inline', () => inlineHost()],
  ['1 thread', () => threads(1)],
  ['2 threads', () => threads(2)],
  ['5 threads', () => threads(5)]
])('%s', (_, make: () => Host) => {
  test('results are those of the shards, in their order', async () => {
    const shards = [...exactShards(300), ...monteCarloShards(30, 200)];
    const results = await using(make(), host => host.run(shards, null, ignore, never));
    expect(results).toEqual(expected(shards));
  });

  test('a part of a plan keeps its own order', async () => {
    const shards = exactShards(30)
      .filter(({ index }) => index % 3 === 1)
      .toReversed();
    const results = await using(make(), host => host.run(shards, null, ignore, never));
    expect(results).toEqual(expected(shards));
  });

  test('an empty plan', async () => {
    expect(await using(make(), host => host.run([], null, ignore, never))).toEqual([]);
  });

  test('data reach the shards, also when they change between runs, and go when there are none', async () => {
    const shards = [...trainingShards(6), ...rowShards(9)];
    const [first, second] = [smallData(0), smallData(3)];
    await using(make(), async host => {
      for (const data of [first, second, null, first]) {
        const results = await host.run(shards, data, ignore, never);
        expect(results).toEqual(expected(shards, data));
      }
    });
  });

  test('progress never goes back and ends with everything', async () => {
    const seen: ShardProgress[] = [];
    const shards = monteCarloShards(80, 300);
    await using(make(), host => host.run(shards, null, progress => seen.push(progress), never));
    expect(seen.map(({ done }) => done)).toEqual(
      seen.map(({ done }) => done).toSorted((a, b) => a - b)
    );
    expect(seen.at(-1)).toMatchObject({ done: 80, total: 80 });
    expect(seen.length).toBeGreaterThan(1);
  });

  test('progress tells each shard once, with its result and its time', async () => {
    const shards = monteCarloShards(80, 300);
    const results: ShardResult[] = [];
    const begun = performance.now();
    let seconds = 0;
    await using(make(), host =>
      host.run(
        shards,
        null,
        ({ finished }) => {
          for (const { position, result, seconds: own } of finished) {
            expect(results[position]).toBeUndefined();
            results[position] = result;
            expect(own).toBeGreaterThanOrEqual(0);
            seconds += own;
          }
        },
        never
      )
    );
    expect(results).toEqual(expected(shards));
    expect(seconds).toBeGreaterThan(0);
    // Two at a time at most.
    expect(seconds).toBeLessThan((2 * (performance.now() - begun)) / 1000);
  });

  test('runs side by side do not mix', async () => {
    const plans = [exactShards(100), monteCarloShards(30, 200), exactShards(50).toReversed()];
    const training = trainingShards(5);
    const data = smallData(1);
    await using(make(), async host => {
      const results = await Promise.all([
        ...plans.map(shards => host.run(shards, null, ignore, never)),
        host.run(training, data, ignore, never)
      ]);
      expect(results).toEqual([...plans.map(shards => expected(shards)), expected(training, data)]);
    });
  });

  test('aborted before it begins, it fails with the reason', async () => {
    const reason = new Error('changed my mind');
    const run = using(make(), host =>
      host.run(exactShards(3), null, ignore, AbortSignal.abort(reason))
    );
    expect(await reasonOf(run)).toBe(reason);
  });

  test('aborted in the middle, it fails with the reason and can be used again', async () => {
    const reason = new Error('enough');
    const many = monteCarloShards(4000, 20_000);
    await using(make(), async host => {
      const controller = new AbortController();
      let last = 0;
      const run = host.run(
        many,
        null,
        ({ done }) => {
          last = done;
          controller.abort(reason);
        },
        controller.signal
      );
      expect(await reasonOf(run)).toBe(reason);
      expect(last).toBeLessThan(many.length);
      const shards = exactShards(100);
      expect(await host.run(shards, null, ignore, never)).toEqual(expected(shards));
    });
  });

  test('a shard that throws is named, and the host can be used again', async () => {
    const shards = [...exactShards(40), brokenShard(40), ...exactShards(40)];
    await using(make(), async host => {
      const reason = await reasonOf(host.run(shards, null, ignore, never));
      expect(reason).toBeInstanceOf(HostError);
      expect((reason as Error).message).toMatch(
        /^shard 40 \(trials, cell -1, block 0\) failed: RangeError: Stream: cell is -1/
      );
      expect(await host.run(exactShards(9), null, ignore, never)).toEqual(expected(exactShards(9)));
    });
  });

  test('an error of the one who watches ends the run', async () => {
    const fault = new Error('display gone');
    const watch = (): void => {
      throw fault;
    };
    const run = using(make(), host => host.run(exactShards(5), null, watch, never));
    expect(await reasonOf(run)).toBe(fault);
  });

  test('disposed of, it says so', async () => {
    const host = make();
    host.dispose();
    const reason = await reasonOf(host.run(exactShards(1), null, ignore, never));
    expect(reason).toBeInstanceOf(HostError);
  });
});

describe('threads', () => {
  test('the same bits with 1, 2 and 5 of them, in a plan that keeps all busy', async () => {
    const shards = [
      ...monteCarloShards(60, 4000),
      ...exactShards(2000),
      ...trainingShards(20),
      ...rowShards(28),
      ...monteCarloShards(20, 10_000)
    ];
    const data = smallData(2);
    const run = (workers: number): Promise<ShardResult[]> =>
      using(threads(workers), host => host.run(shards, data, ignore, never));
    const [one, two, five] = [await run(1), await run(2), await run(5)];
    expect(two).toEqual(one);
    expect(five).toEqual(one);
  });

  test('a shard that runs for minutes is stopped in its middle, and the workers come back', async () => {
    await using(threads(2), async host => {
      await host.run(exactShards(1), null, ignore, never);
      const controller = new AbortController();
      const shards = Array.from({ length: 4 }, (_, index) => endlessShard(index));
      const run = host.run(shards, null, ignore, controller.signal);
      setTimeout(() => controller.abort(), 300);
      expect(await reasonOf(run)).toBe(controller.signal.reason);
      const quick = monteCarloShards(20, 200);
      expect(await host.run(quick, null, ignore, never)).toEqual(expected(quick));
    });
  });

  test('aborting one run leaves the one beside it alone', async () => {
    await using(threads(2), async host => {
      const controller = new AbortController();
      const doomed = host.run([endlessShard()], null, ignore, controller.signal);
      const shards = monteCarloShards(40, 300);
      const beside = host.run(shards, null, () => controller.abort(), never);
      expect(await reasonOf(doomed)).toBe(controller.signal.reason);
      expect(await beside).toEqual(expected(shards));
    });
  });

  test('cancelled fifty times, they leave no thread and no memory behind', async () => {
    await using(threads(2), async host => {
      const cancel = async (): Promise<void> => {
        const controller = new AbortController();
        const run = host.run(
          [
            ...exactShards(40),
            ...Array.from({ length: 3 }, (_, i) => endlessShard(i))
          ].toReversed(),
          null,
          ignore,
          controller.signal
        );
        setTimeout(() => controller.abort(), 20);
        expect(await reasonOf(run)).toBe(controller.signal.reason);
      };
      for (let time = 0; time < 10; time++) await cancel();
      await untilThreads(2);
      const before = process.memoryUsage().rss;
      for (let time = 0; time < 50; time++) await cancel();
      await untilThreads(2);
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
      expect(await host.run(exactShards(9), null, ignore, never)).toEqual(expected(exactShards(9)));
    });
    await untilThreads(0);
  });

  describe('that die', () => {
    const mortal = (workers: number): Host =>
      nodeHost({ workers, script: bundles.url('mortal.js') });
    /** Short shards, one of which has another cell. */
    const plan = (position: number, cell: number): Shard[] =>
      exactShards(200).map((shard, i) => (i === position ? { ...shard, cell } : shard));
    afterEach(() => {
      rmSync(join(bundles.folder, 'deaths'), { force: true });
      jest.useRealTimers();
    });

    test('are replaced, and their shards run again', async () => {
      const shards = plan(120, 667);
      await using(mortal(2), async host => {
        const told: number[] = [];
        const results = await host.run(
          shards,
          null,
          ({ finished }) => told.push(...finished.map(({ position }) => position)),
          never
        );
        expect(results).toEqual(expected(shards));
        expect(told.toSorted((a, b) => a - b)).toEqual(shards.map(({ index }) => index));
      });
      // Twice at the least; in company, too, where it was sent in company.
      expect(readFileSync(join(bundles.folder, 'deaths')).length).toBeGreaterThan(2);
    });

    test('three times at the same shard end the run, which names it and tells all else that was done', async () => {
      const printed: string[] = [];
      const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => {
        printed.push(String(text));
        return true;
      });
      await using(mortal(1), async host => {
        const shards = plan(120, 666);
        const told = new Map<number, ShardResult>();
        const reason = await reasonOf(
          host.run(
            shards,
            null,
            ({ finished }) => {
              for (const { position, result } of finished) told.set(position, result);
            },
            never
          )
        );
        expect(reason).toBeInstanceOf(HostError);
        expect((reason as Error).message).toBe(
          'shard 120 (exact, cell 666, block 0) was tried 3 times, and each time its worker died: ' +
            'these are my last words'
        );
        const all = expected(shards);
        // One worker takes them in their order.
        expect([...told.keys()]).toEqual(Array.from({ length: 120 }, (_, i) => i));
        expect([...told.values()]).toEqual(all.slice(0, 120));
        expect(await host.run(exactShards(60), null, ignore, never)).toEqual(
          expected(exactShards(60))
        );
      });
      write.mockRestore();
      expect(printed).toEqual([]);
    });

    test('leave another run alone', async () => {
      await using(mortal(2), async host => {
        const doomed = reasonOf(host.run(plan(3, 666), null, ignore, never));
        const shards = monteCarloShards(40, 300);
        expect(await host.run(shards, null, ignore, never)).toEqual(expected(shards));
        expect(((await doomed) as Error).message).toMatch(/^shard 3 /);
      });
    });

    test('for want of memory are no different', async () => {
      // New threads take this for their limit.
      setFlagsFromString('--max-old-space-size=40');
      const reason = await reasonOf(
        using(mortal(1), host => host.run(plan(5, 668), null, ignore, never))
      );
      setFlagsFromString('--max-old-space-size=0');
      expect((reason as Error).message).toMatch(
        /^shard 5 \(exact, cell 668, block 0\) was tried 3 times.*ERR_WORKER_OUT_OF_MEMORY.*memory limit/
      );
    });

    /** Waits until so many shards have hung, and lets eleven minutes pass for the pool alone. */
    async function elevenMinutesAfter(hung: number): Promise<void> {
      const marks = join(bundles.folder, 'deaths');
      while (!existsSync(marks) || readFileSync(marks).length < hung) {
        await new Promise(later => setImmediate(later));
      }
      jest.advanceTimersByTime(11 * 60_000);
    }

    test('or hang are replaced', async () => {
      jest.useFakeTimers({
        doNotFake: ['performance', 'setImmediate', 'queueMicrotask', 'nextTick']
      });
      await using(mortal(2), async host => {
        const shards = plan(0, 670);
        const run = host.run(shards, null, ignore, never);
        await elevenMinutesAfter(1);
        expect(await run).toEqual(expected(shards));
      });
    });

    test('or hang three times at the same shard end the run', async () => {
      jest.useFakeTimers({
        doNotFake: ['performance', 'setImmediate', 'queueMicrotask', 'nextTick']
      });
      await using(mortal(1), async host => {
        const run = reasonOf(host.run(plan(0, 669), null, ignore, never));
        for (const hung of [1, 2, 3]) await elevenMinutesAfter(hung);
        expect(((await run) as Error).message).toBe(
          'shard 0 (exact, cell 669, block 0) was tried 3 times, and each time its worker died: ' +
            'it gave no sign for 10 minutes'
        );
      });
    });
  });

  test('a worker that never starts is reported', async () => {
    const host = nodeHost({ workers: 2, script: bundles.url('missing.js') });
    const reason = await reasonOf(using(host, () => host.run(exactShards(4), null, ignore, never)));
    expect(reason).toBeInstanceOf(HostError);
    expect((reason as Error).message).toMatch(/^a worker can't be started: .*missing\.js/);
  });

  test.each([0, 1.5, NaN, -1])('%p workers are refused', workers => {
    expect(() => threads(workers)).toThrow(`workers is ${workers}; it must be an integer >= 1`);
  });
});
