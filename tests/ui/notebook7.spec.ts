// The same extension in Notebook 7: stored results, its themes, and a study that is run there.

import { figure } from '../../src/study/figure';
import { percolation, steps } from '../study/figure.samples';
import {
  drawnTraces,
  expectDrawn,
  expectOwnKeys,
  inkOf,
  resultAt,
  runCommand,
  writeCells
} from './notebook';
import { expect, test } from './test';

const SWEEP = percolation({ depths: [8, 16], ps: steps(0, 1, 21) });

test('Notebook 7 shows stored results, follows its theme and runs a study', async ({ page }) => {
  writeCells('seven.ipynb', [
    { source: '# stored', payload: SWEEP },
    { source: '%load_ext percolab' },
    { source: '%%percolation\nnetwork: {width: 2, depth: 1}\np: 0..1 by 0.5' }
  ]);
  await page.goto('/notebooks/seven.ipynb');
  const stored = await resultAt(page, 0);
  await expectDrawn(stored);
  expect(await drawnTraces(stored)).toEqual(
    figure(SWEEP).data.map(({ name, x, y }) => ({ name, x, y }))
  );
  await expect(stored.locator('.percolab-caption')).toContainText('42 rows \u00b7 seed paper');
  await stored.locator('summary').click();
  await expect(stored.getByRole('table').getByRole('row')).toHaveCount(43);
  await stored.locator('summary').click();
  await expectOwnKeys(page, stored);
  await stored.locator('summary').click();
  await page.screenshot({ path: 'test-results/notebook7-light.png' });

  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect.poll(() => inkOf(stored)).toBeGreaterThan(0.6);

  await expect(page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')).toBeVisible();
  await runCommand(page, 'notebook:run-all-cells');
  const fresh = page.locator('.jp-Cell').nth(2).locator('.percolab-result');
  await fresh.scrollIntoViewIfNeeded();
  await expectDrawn(fresh);
  expect(await drawnTraces(fresh)).toEqual([{ name: 'exact', x: [0, 0.5, 1], y: [1, 0.75, 0] }]);
  await page.screenshot({ path: 'test-results/notebook7-dark.png' });
});
