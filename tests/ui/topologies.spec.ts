// The second example in JupyterLab: heat map, profile by layer, mask, histogram of thresholds and the rest are drawn
// from real results, in both themes, and stay what they are when the notebook is opened again.

import { expectDrawn, inkOf, openToRun, resultAt, runCommand } from './notebook';
import { expect, test, type Page } from './test';

const NAMES = [
  'depths',
  'plain',
  'skips',
  'profile',
  'mask',
  'lattice',
  'diamond',
  'rare'
] as const;

async function pictures(page: Page, theme: string): Promise<void> {
  for (const [place, name] of NAMES.entries()) {
    const result = await resultAt(page, place);
    await expectDrawn(result);
    await expect.poll(async () => ((await inkOf(result)) > 0.5 ? 'dark' : 'light')).toBe(theme);
    await result.screenshot({ path: `test-results/topologies-${name}-${theme}.png` });
  }
}

test('every kind of figure is drawn from a real result', async ({ page }) => {
  test.setTimeout(240_000);
  // Higher than any figure: pictures of what is scrolled out of sight would show what lies over it.
  await page.setViewportSize({ width: 1100, height: 1600 });
  await openToRun(page, 'topologies.ipynb');
  await runCommand(page, 'notebook:run-all-cells');
  await expect(page.locator('.percolab-result')).toHaveCount(NAMES.length);
  await expect(page.locator('[data-mime-type$=".error"], [data-mime-type$=".stderr"]')).toHaveCount(
    0
  );
  await pictures(page, 'light');
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await pictures(page, 'dark');
  await runCommand(page, 'docmanager:save');
  await page.reload();
  await pictures(page, 'dark');
});
