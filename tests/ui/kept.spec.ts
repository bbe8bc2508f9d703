// What is kept of studies in a real browser: tabs are killed, records damaged, two tabs run one study, and browsers refuse.
// Whatever happens, the digest is that of an undisturbed run.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';
import type { Result } from '../../src/study/result';
import type * as Keeping from './keepingpage';
import { expectDrawn, openInLab, resultAt, runCommand, writeNotebook } from './notebook';
import { startSite, type Site } from './site';
import { expect, test, type Locator, type Page } from './test';

/** Seconds of one core. */
const LONG = `study: percolation
network: {width: 8, depth: 16}
model: bond
method: montecarlo
p: 0.7..0.9 by 0.05
trials: 16000000`;

/** The same, the longest part seconds, with however many workers. */
const TRAINING = `study: dropout
network: {width: 32, depth: [2, 4, 64]}
p: 0.2
arms: [dropout]
replicates: 1
steps: 4000`;

/** 24 shards, and with \`precision\` those of the pilot before them. */
const SHORT = `study: percolation
network: {width: 6, depth: 6}
p: 0.05..0.95 in 24
method: montecarlo
precision: 0.2`;

// Storage, its quota and what Chromium keeps of a killed tab are those of a context.
test.use({ reuseContext: false });

let site: Site;

test.beforeAll(async () => {
  site = await startSite({ 'keeping.js': 'tests/ui/keepingpage.ts' });
});
test.afterAll(() => site.close());

type Calls = typeof Keeping;

/** Calls a function of keepingpage.ts in a page. */
function inPage<N extends keyof Calls>(
  page: Page,
  name: N,
  ...args: Parameters<Calls[N]>
): Promise<Awaited<ReturnType<Calls[N]>>> {
  return page.evaluate(
    async ([script, called, given]) => {
      const calls = (await import(script)) as Record<string, (...args: unknown[]) => unknown>;
      return calls[called](...given) as never;
    },
    [`${site.address}keeping.js`, name as string, args as unknown[]] as const
  );
}

async function opened(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.own);
  return page;
}

/** What the command line gives. */
function computed(text: string): Result {
  const file = test.info().outputPath('study.yaml');
  writeFileSync(file, text);
  const command = ['percolab/engine/cli.js', 'run', file];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Result;
}

/** Begins a long study, and waits until more of it is kept than before. */
async function begin(page: Page): Promise<void> {
  const bytes = async (): Promise<number> =>
    (await inPage(page, 'kept')).reduce((sum, study) => sum + study.bytes, 0);
  const before = await bytes();
  // It ends with its tab.
  inPage(page, 'runInWorker', LONG, true).catch(() => undefined);
  await expect.poll(bytes, { intervals: [50] }).toBeGreaterThan(before);
}

async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

test('a run whose tab is killed goes on in the next; what is finished is answered, and says so', async ({
  context
}) => {
  test.slow();
  const all = computed(LONG);
  const first = await opened(context);
  await begin(first);
  await crash(first);

  const second = await opened(context);
  const [left] = await inPage(second, 'kept');
  expect(left).toMatchObject({ kind: 'percolation', finished: false, damaged: 0 });
  await begin(second);
  await second.close();

  const third = await opened(context);
  const parts = (await inPage(third, 'records')).filter(({ is }) => is === 'run');
  expect(parts.length).toBeGreaterThan(1);
  const ended = await inPage(third, 'runInWorker', LONG, true);
  expect(ended).toMatchObject({ digest: all.digest, cached: false, words: [] });
  expect(ended.shards).toBeGreaterThan(0);
  expect(await inPage(third, 'records')).toEqual([{ is: 'result', length: expect.any(Number) }]);

  const workers: unknown[] = [];
  third.on('worker', worker => workers.push(worker));
  const again = await inPage(third, 'runInWorker', LONG, true);
  expect(again).toEqual({ digest: all.digest, cached: true, shards: 0, words: [] });
  expect(workers).toEqual([]);
});

test('what was done is not done again', async ({ page }) => {
  await page.goto(site.own);
  const undisturbed = (await inPage(page, 'runShort', SHORT))!;
  expect(await inPage(page, 'runShort', SHORT)).toEqual({
    ...undisturbed,
    cached: true,
    shards: 0
  });
  // In the pilot and in the plan.
  for (const [seed, stopAfter] of [
    ['a', 3],
    ['b', 40]
  ] as const) {
    const study = `${SHORT}\nseed: ${seed}`;
    expect(await inPage(page, 'runShort', study, { stopAfter })).toBeNull();
    const ended = (await inPage(page, 'runShort', study))!;
    expect(ended.shards).toBe(undisturbed.shards - stopAfter);
    expect(ended.digest).toBe(computed(study).digest);
  }
});

test('two tabs that run one study at once keep out of each other’s way', async ({ context }) => {
  const study = LONG.replace('16000000', '8000000');
  const tabs = await Promise.all([opened(context), opened(context)]);
  const both = await Promise.all(tabs.map(tab => inPage(tab, 'runInWorker', study, true)));
  const { digest } = computed(study);
  expect(both.map(ran => ran.digest)).toEqual([digest, digest]);
  expect(both.flatMap(({ words }) => words)).toEqual([]);
  const again = await inPage(tabs[0], 'runInWorker', study, true);
  expect(again).toMatchObject({ digest, cached: true });
  expect(await inPage(tabs[1], 'records')).toEqual([{ is: 'result', length: expect.any(Number) }]);
});

test('what is damaged, or of another study, is set aside and computed again', async ({ page }) => {
  await page.goto(site.own);
  const words = [expect.stringContaining('1 piece is set aside')];
  const { digest, shards } = (await inPage(page, 'runShort', SHORT))!;
  const [{ length }] = await inPage(page, 'records');
  let damaged = 0;
  for (let at = 0; at < length; at += Math.ceil(length / 12)) {
    await inPage(page, 'damage', 'result', at);
    expect(await inPage(page, 'runShort', SHORT)).toEqual({ digest, cached: false, shards, words });
    const [study] = await inPage(page, 'kept');
    expect(study).toMatchObject({ finished: true, damaged: ++damaged });
  }
  // What was set aside troubles nobody any more.
  expect(await inPage(page, 'runShort', SHORT)).toMatchObject({ cached: true, words: [] });

  const other = `${SHORT}\nseed: other`;
  expect(await inPage(page, 'runShort', other, { stopAfter: 40 })).toBeNull();
  await inPage(page, 'damage', 'run', 100);
  const again = await inPage(page, 'runShort', other);
  expect(again).toMatchObject({ digest: computed(other).digest, cached: false, shards, words });

  // Both are finished; the first result gets the name of the other study, and is found first.
  const [last, first] = await inPage(page, 'kept');
  expect([last.finished, first.finished]).toEqual([true, true]);
  await inPage(page, 'mistake', last.name);
  expect(await inPage(page, 'runShort', other)).toMatchObject({
    digest: again!.digest,
    cached: false,
    words
  });
});

test('the studies that were used longest ago go first, and the limit holds', async ({ page }) => {
  await page.goto(site.own);
  const run = (seed: number, limit: number): Promise<Keeping.Ran | null> =>
    inPage(page, 'runShort', `${SHORT}\nseed: s${seed}`, { limit });
  await run(0, 2 ** 20);
  const [{ bytes }] = await inPage(page, 'kept');
  const limit = Math.floor(4.5 * bytes);
  for (let seed = 1; seed < 10; seed++) {
    await run(seed, limit);
    // Its use keeps the first.
    expect(await run(0, limit)).toMatchObject({ cached: true });
  }
  const kept = await inPage(page, 'kept');
  expect(kept.length).toBe(4);
  expect(kept.reduce((sum, study) => sum + study.bytes, 0)).toBeLessThanOrEqual(limit);
  expect(await inPage(page, 'records')).toHaveLength(4);
  expect(await run(1, limit)).toMatchObject({ cached: false });
  // More than half of the cache is for no study.
  const [said] = (await run(20, bytes))!.words;
  expect(said).toContain('half of the browser');
});

test('a browser that refuses is told, and studies run', async ({ page }) => {
  const { digest } = computed(SHORT);
  const warnings: string[] = [];
  page.on('console', message => message.type() === 'warning' && warnings.push(message.text()));
  // A page without an origin has no database.
  await page.goto(site.shutIn);
  const found = await page.evaluate(
    async ([library, study]) => {
      const { run } = (await import(library)) as { run(study: string): Promise<Result> };
      return (await run(study)).digest;
    },
    [site.foreignLibrary, SHORT] as const
  );
  expect(found).toBe(digest);
  expect(warnings[0]).toMatch(/^percolab: the cache is not read: .*; results are not affected\.$/);
  // Where the machine is slow, the run takes long enough to be kept.
  expect(warnings.slice(1).join()).toMatch(/^(percolab: the cache is not written: .*)?$/);

  // One that is full, from the beginning and in mid-run.
  await page.goto(site.own);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(site.own);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const full = (await inPage(page, 'runShort', SHORT))!;
  expect(full).toMatchObject({ digest, cached: false });
  expect(full.words).toEqual([expect.stringMatching(/^the cache is not written: .*/)]);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await inPage(page, 'runShort', SHORT)).toMatchObject({ digest, cached: false, words: [] });
  expect(await inPage(page, 'runShort', SHORT)).toMatchObject({ digest, cached: true });
});

test('a browser whose database never answers holds up no study', async ({ context }) => {
  const [inTheWay, page] = await Promise.all([opened(context), opened(context)]);
  await inPage(inTheWay, 'kept');
  // A connection that stays open makes who deletes wait, and who opens waits for that.
  const held = await inTheWay.evaluateHandle(
    () =>
      new Promise<IDBDatabase>(resolve => {
        const opening = indexedDB.open('percolab-cache');
        opening.onsuccess = () => {
          resolve(opening.result);
          indexedDB.deleteDatabase('percolab-cache');
        };
      })
  );
  const digest = { digest: computed(SHORT).digest, cached: false };
  const begun = Date.now();
  const ran = (await inPage(page, 'runShort', SHORT))!;
  expect(ran).toMatchObject(digest);
  expect(ran.words[0]).toBe(
    'the cache is not read: the database of this browser does not answer; results are not affected'
  );
  // It is waited for once, and not once more when the result is to be kept.
  expect(Date.now() - begun).toBeLessThan(6_000);
  await held.evaluate(database => database.close());
  await expect
    .poll(async () => (await inPage(page, 'runShort', SHORT))!.words, { timeout: 10_000 })
    .toEqual([]);
  expect(await inPage(page, 'runShort', SHORT)).toMatchObject({ ...digest, cached: true });
});

test('in JupyterLab a control is answered from the cache, Verify is not, and a command clears it', async ({
  page
}) => {
  test.slow();
  const { digest } = computed(TRAINING);
  writeNotebook('kept.ipynb', [computed(TRAINING.replace('4000', '10'))]);
  const workers: unknown[] = [];
  page.on('worker', worker => worker.url().includes('percolab') && workers.push(worker));
  const compute = async (): Promise<Locator> => {
    await openInLab(page, 'kept.ipynb');
    const result = await resultAt(page, 0);
    await expectDrawn(result);
    const steps = result.getByRole('spinbutton', { name: 'steps, number' });
    await steps.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('4000');
    await page.keyboard.press('Enter');
    await result.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(result.locator('.percolab-caption')).toHaveAttribute('title', digest);
    return result;
  };
  await expect((await compute()).locator('.percolab-caption')).toContainText(
    'Computed in this page'
  );
  expect(workers.length).toBeGreaterThan(0);

  const result = await compute();
  const caption = result.locator('.percolab-caption');
  await expect(caption).toContainText('Computed in this browser before');
  await expect(caption).toContainText('from the cache');
  await result.screenshot({ path: 'test-results/kept.png' });
  workers.length = 0;
  await result.getByRole('button', { name: 'Verify' }).click();
  await expect(result.locator('.percolab-verification')).toContainText('Equal');
  expect(workers.length).toBeGreaterThan(0);

  await runCommand(page, 'percolab:clear-cache');
  await expect(page.getByText('1 study was removed from the cache of this browser.')).toBeVisible();
  await runCommand(page, 'percolab:clear-cache');
  await expect(page.getByText('0 studies were removed')).toBeVisible();
});
