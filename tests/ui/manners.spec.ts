// Good manners of a result on the page: it can be read, reached and resized by everyone, and works where the server
// stands behind a longer address and lets pages start workers of its own origin only.

import AxeBuilder from '@axe-core/playwright';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Result } from '../../src/study/result';
import { expectDrawn, openInLab, resultAt, runCommand, writeNotebook } from './notebook';
import { freePort, serverArguments, serverEnvironment } from './server';
import { expect, test, type Locator, type Page } from './test';

const STUDY =
  'study: percolation\nnetwork: {width: 8, depth: [8, 16]}\nmodel: bond\np: 0..1 by 0.02\nmeasure: [theta]\n';

function computed(text: string): Result {
  const file = test.info().outputPath('study.yaml');
  writeFileSync(file, text);
  const command = ['percolab/engine/cli.js', 'run', file];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Result;
}

async function opened(page: Page, name: string): Promise<Locator> {
  writeNotebook(name, [computed(STUDY)]);
  await openInLab(page, name);
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await expect(result.locator('.percolab-controls')).toBeVisible();
  return result;
}

/** Opens everything that opens, so that all of it is looked at. */
async function unfold(result: Locator): Promise<void> {
  for (const summary of await result.locator('summary').all()) {
    await summary.click();
  }
}

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`axe finds nothing wrong in ${theme}`, async ({ page }) => {
    const result = await opened(page, 'axe.ipynb');
    await runCommand(page, 'apputils:change-theme', { theme });
    await expectDrawn(result);
    await unfold(result);
    const { violations } = await new AxeBuilder({ page })
      .include('.percolab-result')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(found).toEqual([]);
  });
}

test('at twice the size nothing of a result is cut off', async ({ page }) => {
  // Twice the size on a screen of 1280 pixels is half of these.
  await page.setViewportSize({ width: 640, height: 500 });
  const result = await opened(page, 'zoom.ipynb');
  await unfold(result);
  const [needed, given] = await result.evaluate(node => [node.scrollWidth, node.clientWidth]);
  expect(needed).toBeLessThanOrEqual(given);
});

test('nothing moves for readers who want less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const result = await opened(page, 'still.ipynb');
  const moving = await result.evaluate(node =>
    [...node.querySelectorAll('[class*="percolab-"]')]
      .filter(part => {
        const { transitionDuration, animationName } = getComputedStyle(part);
        return (
          transitionDuration.split(', ').some(time => time !== '0s') || animationName !== 'none'
        );
      })
      .map(part => part.className)
  );
  expect(moving).toEqual([]);
});

test.describe('behind a longer address', () => {
  let server: ChildProcess;
  let address: string;

  test.beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}/user/ada/`;
    const policy = "frame-ancestors 'self'; worker-src 'self'; object-src 'none'";
    const settings = JSON.stringify({ headers: { 'Content-Security-Policy': policy } });
    server = spawn(
      'python',
      [
        ...serverArguments(String(port)),
        '--ServerApp.base_url=/user/ada/',
        `--ServerApp.tornado_settings=${settings}`
      ],
      { env: { ...process.env, ...serverEnvironment() }, stdio: 'ignore' }
    );
    const isUp = () =>
      fetch(`${address}api/status`).then(
        ({ ok }) => ok,
        () => false
      );
    await expect.poll(isUp, { timeout: 60_000 }).toBe(true);
  });

  test.afterAll(() => {
    server.kill();
  });

  test('a control computes in workers of the own origin', async ({ page }) => {
    writeNotebook('base.ipynb', [computed(STUDY)]);
    await page.goto(`${address}lab/tree/base.ipynb?reset`);
    const result = await resultAt(page, 0);
    await expectDrawn(result);
    await result.getByRole('slider', { name: 'width' }).focus();
    await page.keyboard.press('ArrowRight');
    await result.getByRole('button', { name: 'Run', exact: true }).click();
    const wanted = computed(STUDY.replace('width: 8', 'width: 9')).digest;
    await expect.poll(() => result.locator('.percolab-caption').getAttribute('title')).toBe(wanted);
    const own = page.workers().filter(worker => worker.url().startsWith(address));
    expect(own.length).toBeGreaterThan(0);
  });
});
