// What a reader feels of a notebook with 50 figures, and what the extension costs at start-up:
//   npm test -- ui --config bench/notebook/playwright.config.ts
// prints it; README.md has what was seen, and on which machine.

import type { CDPSession } from '@playwright/test';
import { percolation, steps } from '../../tests/study/figure.samples';
import {
  expectDrawn,
  openInLab,
  resultAt,
  writeCells,
  writeNotebook
} from '../../tests/ui/notebook';
import { expect, test, type Page } from '../../tests/ui/test';

const FIGURES = 50;
/** Pixels of one step of the wheel, and milliseconds from one to the next: a reader who looks for something. */
const STEP = 120;
const PACE = 50;
const STARTS = 5;
/** Microseconds between two looks of the profiler. */
const LOOK = 100;

interface Frames {
  readonly frames: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  /** Frames that took longer than 50 ms. */
  readonly long: number;
}

/** Turns the wheel down or up until the notebook moves no more, and counts frames meanwhile. */
async function scroll(page: Page, way: 1 | -1): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const look = (time: number): void => {
      times.push(time);
      (window as unknown as Counted).counting = requestAnimationFrame(look);
    };
    Object.assign(window, { times });
    look(performance.now());
  });
  const place = () =>
    page.evaluate(() => document.querySelector('.jp-WindowedPanel-outer')!.scrollTop);
  for (let before = -1, still = 0; still < 10;) {
    await page.mouse.wheel(0, way * STEP);
    await page.waitForTimeout(PACE);
    const now = await place();
    still = now === before ? still + 1 : 0;
    before = now;
  }
  return page.evaluate(() => {
    const { times, counting } = window as unknown as Counted;
    cancelAnimationFrame(counting);
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    gaps.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(gaps[Math.floor(share * (gaps.length - 1))]);
    const long = gaps.filter(gap => gap > 50).length;
    return { frames: gaps.length, median: at(0.5), p95: at(0.95), worst: at(1), long };
  });
}

interface Counted {
  readonly times: number[];
  counting: number;
}

test('a notebook of 50 figures', async ({ page }) => {
  const results = Array.from({ length: FIGURES }, (_, i) =>
    percolation({ depths: [4, 8, 16, 32 + i], ps: steps(0, 1, 51) })
  );
  writeNotebook('fifty.ipynb', results);
  await openInLab(page, 'fifty.ipynb');
  await expectDrawn(await resultAt(page, 0));
  await page.waitForLoadState('networkidle');
  await page.mouse.move(500, 500);
  for (const [way, words] of [
    [1, 'down, figures not seen before'],
    [-1, 'up again'],
    [1, 'down again']
  ] as const) {
    const frames = await scroll(page, way);
    const drawn = await page.locator('.percolab-figure .main-svg:first-child').count();
    console.log(words, JSON.stringify({ ...frames, drawn }));
  }
});

test('start-up', async ({ page }) => {
  writeCells('plain.ipynb', [{ source: '1 + 1' }]);
  const found: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const session = await page.context().newCDPSession(page);
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: LOOK });
    await session.send('Profiler.start');
    await openInLab(page, 'plain.ipynb');
    await page.waitForLoadState('networkidle');
    found.push(await ownMilliseconds(session));
    await session.detach();
  }
  console.log('start-up of the extension, ms:', found.map(time => time.toFixed(1)).join(' '));
  expect(Math.min(...found)).toBeLessThan(20);
});

/** Milliseconds in which a script of ours was at work, or what it called. */
async function ownMilliseconds(session: CDPSession): Promise<number> {
  const { profile } = await session.send('Profiler.stop');
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const parent = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id]))
  );
  const isOurs = new Map(
    nodes.map(({ id, callFrame }) => [id, callFrame.url.includes('/extensions/percolab/')])
  );
  const within = (id: number | undefined): boolean =>
    id !== undefined && (isOurs.get(id) === true || within(parent.get(id)));
  // The time after a look belongs to what was seen at it.
  const microseconds = samples.reduce(
    (sum, id, i) => sum + (within(id) ? (timeDeltas[i + 1] ?? 0) : 0),
    0
  );
  return microseconds / 1000;
}
