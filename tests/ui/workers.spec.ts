// The browser's workers at their worst, in a real browser: they die, hang, and are ended fifty times. What other places do
// then is tested in tests/host.

import type { Shard, ShardResult } from '../../src/engine/shard';
import { inlineHost } from '../../src/host/inline';
import type { Request } from '../../src/host/protocol';
import { endlessShard, exactShards } from '../host/shards';
import { startSite, type Site } from './site';
import { expect, test, type Page } from './test';

/** What cancelling promises, in milliseconds. */
const AT_ONCE = 500;
/** Bytes by which the heap of a page may grow by itself. */
const SLACK = 2 * 2 ** 20;

let site: Site;

test.beforeAll(async () => {
  site = await startSite({ 'mortal.js': 'tests/ui/mortalworker.ts' });
});
test.afterAll(() => site.close());

/** Short shards, one of which has another cell. */
function plan(position: number, cell: number): Shard[] {
  return exactShards(200).map((shard, i) => (i === position ? { ...shard, cell } : shard));
}

function expected(shards: readonly Shard[]): Promise<ShardResult[]> {
  return inlineHost().run(shards, null, () => undefined, new AbortController().signal);
}

interface Library {
  browserHost(options: { script: URL; workers: number }): {
    run(
      shards: readonly Shard[],
      material: null,
      onProgress: () => void,
      signal: AbortSignal
    ): Promise<ShardResult[]>;
    dispose(): void;
  };
}

interface Counting {
  /** Workers that have been started, and requests to run shards. */
  counts: { started: number; asked: number };
}

/** Opens a page whose workers are called by their numbers, and that counts what they are asked. */
async function openPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counts = ((window as unknown as Counting).counts = { started: 0, asked: 0 });
    const Real = Worker;
    window.Worker = class extends Real {
      constructor(script: string | URL) {
        super(script, { name: String(++counts.started) });
      }

      override postMessage(request: Request): void {
        if (request.type === 'run') counts.asked++;
        super.postMessage(request);
      }
    };
  });
  await page.goto(site.own);
}

function asked(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Counting).counts.asked);
}

/** What becomes of shards in mortal workers: their results, or the words of the error. */
function runMortal(
  page: Page,
  shards: readonly Shard[],
  workers: number
): Promise<ShardResult[] | string> {
  return page.evaluate(
    async ([library, script, plan, workers]) => {
      const { browserHost } = (await import(library)) as Library;
      const host = browserHost({ script: new URL(script), workers });
      const { signal } = new AbortController();
      try {
        return await host.run(plan, null, () => undefined, signal);
      } catch (error) {
        return String(error);
      } finally {
        host.dispose();
      }
    },
    [site.library, `${site.address}mortal.js`, shards, workers] as const
  );
}

test('workers that die are replaced; a shard that costs three of them ends the run, which names it', async ({
  page
}) => {
  await openPage(page);
  const shards = plan(120, 667);
  expect(await runMortal(page, shards, 2)).toEqual(await expected(shards));
  expect(await runMortal(page, plan(120, 666), 1)).toMatch(
    /^HostError: shard 120 \(exact, cell 666, block 0\) was tried 3 times, and each time its worker died: .*these are my last words$/
  );
  await expect.poll(() => page.workers().length).toBe(0);
});

test('workers that hang are replaced as if they had died', async ({ page }) => {
  // Only the page's clock: a worker has its own.
  await page.clock.install();
  await openPage(page);
  const elevenMinutesAfter = async (requests: number): Promise<void> => {
    await expect.poll(() => asked(page)).toBe(requests);
    await page.clock.runFor(11 * 60_000);
  };
  const shards = plan(0, 670);
  const healed = runMortal(page, shards, 1);
  await elevenMinutesAfter(1);
  expect(await healed).toEqual(await expected(shards));

  const before = await asked(page);
  const lost = runMortal(page, plan(0, 669), 1);
  for (const hung of [1, 2, 3]) await elevenMinutesAfter(before + hung);
  expect(await lost).toBe(
    'HostError: shard 0 (exact, cell 669, block 0) was tried 3 times, and each time its worker died: ' +
      'it gave no sign for 10 minutes'
  );
  await expect.poll(() => page.workers().length).toBe(0);
});

test('cancelled fifty times, each at once, they leave no worker and no memory behind', async ({
  page
}) => {
  await page.goto(site.own);
  const cancel = (times: number): Promise<number[]> =>
    page.evaluate(
      async ([library, script, plan, times]) => {
        const { browserHost } = (await import(library)) as Library;
        const host = browserHost({ script: new URL(script), workers: 2 });
        const taken: number[] = [];
        for (let time = 0; time < times; time++) {
          const controller = new AbortController();
          const run = host.run(plan, null, () => undefined, controller.signal);
          await new Promise(later => setTimeout(later, 50));
          const begun = performance.now();
          controller.abort();
          await run.catch(() => taken.push(performance.now() - begun));
        }
        host.dispose();
        return taken;
      },
      [
        site.library,
        `${site.address}worker.js`,
        [...exactShards(40), ...[0, 1, 2].map(endlessShard)].toReversed(),
        times
      ] as const
    );
  await cancel(10);
  const before = await heapOf(page);
  const taken = await cancel(50);
  expect(taken).toHaveLength(50);
  expect(Math.max(...taken)).toBeLessThan(AT_ONCE);
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await heapOf(page)).toBeLessThan(before + SLACK);
});

/** Bytes of JavaScript that a page holds. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
