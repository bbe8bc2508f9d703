// What the extension costs a reader who has not yet seen a result, and what the first result brings.

import type { Response } from '@playwright/test';
import { percolation, steps } from '../study/figure.samples';
import { expectDrawn, openInLab, resultAt, writeCells, writeNotebook } from './notebook';
import { expect, test, type Page } from './test';

const SCRIPTS = '/lab/extensions/percolab/static/';
const START_UP_BYTES = 15_500;
const PLOTLY_BYTES = 900_000;

test('starts small, and loads Plotly with the first figure', async ({ page }) => {
  writeCells('plain.ipynb', [{ source: '1 + 1' }]);
  const start = await scriptsLoaded(page, async () => {
    await openInLab(page, 'plain.ipynb');
    await page.waitForLoadState('networkidle');
  });
  expect(start).toHaveLength(2);
  expect(start[0] + start[1]).toBeLessThan(START_UP_BYTES);

  writeNotebook('first.ipynb', [percolation({ ps: steps(0, 1, 11) })]);
  const workers: unknown[] = [];
  page.on('worker', worker => workers.push(worker));
  const first = await scriptsLoaded(page, async () => {
    await openInLab(page, 'first.ipynb');
    await expectDrawn(await resultAt(page, 0));
  });
  expect(Math.max(...first)).toBeGreaterThan(PLOTLY_BYTES);
  expect(workers).toEqual([]);
});

/** Bytes of each of the extension's scripts that load meanwhile; its style sheet, a chunk of its own, is none. */
async function scriptsLoaded(page: Page, meanwhile: () => Promise<void>): Promise<number[]> {
  const scripts: Promise<Buffer>[] = [];
  const listen = (response: Response) => {
    if (new URL(response.url()).pathname.startsWith(SCRIPTS)) scripts.push(response.body());
  };
  page.on('response', listen);
  await meanwhile();
  page.off('response', listen);
  const bodies = await Promise.all(scripts);
  return bodies.filter(body => !body.includes('.percolab-result {')).map(body => body.length);
}
