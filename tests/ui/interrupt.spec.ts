// Stopping a study that runs in a cell: by the keyboard and by the toolbar, at once, in plain words, and without
// harm to what is run next.

import { drawnTraces, expectDrawn, openToRun, resultAt, writeCells } from './notebook';
import { expect, test } from './test';

/** What a reader calls at once, in milliseconds: the page's own delays included. */
const AT_ONCE = 1500;

const NEXT = `%%percolation
network: {width: 2, depth: 1}
p: 0..1 by 0.5`;

const ENDLESS = [
  {
    study: 'percolation',
    source: `%%percolation
network: {width: 64, depth: 1000}
model: bond
method: bit-parallel
trials: 1e9
p: 0.9
force: true`,
    by: 'keyboard'
  },
  {
    study: 'dropout',
    source: `%%dropout
network: {width: 64, depth: 8}
p: 0.5
steps: 1e8
force: true`,
    by: 'toolbar'
  }
];

for (const { study, source, by } of ENDLESS) {
  test(`the ${by} interrupts a ${study} study`, async ({ page }) => {
    const name = `interrupt-${study}.ipynb`;
    writeCells(name, [{ source: '%load_ext percolab' }, { source }, { source: NEXT }]);
    await openToRun(page, name);
    await page.locator('.jp-Cell .cm-content').first().click();
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    const progress = page.getByRole('progressbar', { name: `Progress of ${study}` });
    await expect(progress).toBeVisible();

    if (by === 'keyboard') {
      await page.keyboard.press('i');
      await page.keyboard.press('i');
    } else {
      await page.getByRole('button', { name: /Interrupt the kernel/ }).click();
    }
    const error = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    await expect(error).toBeVisible({ timeout: AT_ONCE });
    await expect(error).toHaveText(/^Interrupted: .{5,120}$/);
    await expect(progress).toHaveCount(0);

    await page.locator('.jp-Cell').nth(2).locator('.cm-content').click();
    await page.keyboard.press('Shift+Enter');
    const result = await resultAt(page, 0);
    await expectDrawn(result);
    expect(await drawnTraces(result)).toEqual([{ name: 'exact', x: [0, 0.5, 1], y: [1, 0.75, 0] }]);
  });
}
