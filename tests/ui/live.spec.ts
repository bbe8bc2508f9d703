// Live controls in JupyterLab: what they compute is what the command line computes, soon, without a kernel, and
// nothing before the reader may expect it.

import AxeBuilder from '@axe-core/playwright';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/study/result';
import { expectDrawn, openInLab, resultAt, runCommand, writeNotebook } from './notebook';
import { NOTEBOOKS } from './server';
import { expect, test, type Locator, type Page } from './test';

const CHAIN = 'study: percolation\nnetwork: {width: 8, depth: [8, 16]}\nmodel: bond\n';
const EXACT = `${CHAIN}p: 0..1 by 0.02\n`;
/** About a second of one core. */
const SAMPLED =
  'study: percolation\nnetwork: {width: 8, depth: 16}\nmodel: bond\np: 0.7..0.9 by 0.05\nmethod: montecarlo\ntrials: 3000000\n';
const DIGITS =
  'study: dropout\nnetwork: {width: 4, depth: 2}\ndata: digits\np: 0.2\nsteps: 20\nreplicates: 1\n';
/** A value of every form that a control has beside numbers, ranges and words. */
const TRAINING = `study: dropout
network: {widths: [4, 3, 3, 2]}
data: {name: teacher, train: 100, test: 50}
p: {from: 0.6, to: 0.2, over: 10}
arms: [dropout, intact]
optimizer: {clip: none}
steps: 20
replicates: 1
`;
const BY_LAYER = `study: percolation
network: {width: 4, depth: 2}
p: [[0.2, 0.5], [0.5, 0.2]]
measure: [theta, reach]
`;

/** Drawings that are timed. */
const TIMES = 15;

/** What the command line gives. */
function computed(text: string): Result {
  const file = test.info().outputPath('study.yaml');
  writeFileSync(file, text);
  const command = ['percolab/engine/cli.js', 'run', file];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Result;
}

/** Opens a notebook with a stored result; nothing of it was run here, so it is not trusted. */
async function open(page: Page, name: string, ...texts: string[]): Promise<Locator> {
  writeNotebook(name, texts.map(computed));
  await openInLab(page, name);
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await expect(result.locator('.percolab-controls')).toBeVisible();
  return result;
}

/** The same, and the reader trusts the notebook. */
async function openTrusted(page: Page, name: string, ...texts: string[]): Promise<Locator> {
  const result = await open(page, name, ...texts);
  const trusting = runCommand(page, 'notebook:trust');
  await page.locator('.jp-Dialog .jp-mod-accept').click();
  await trusting;
  await expectDrawn(result);
  await expect(result.locator('.percolab-controls')).toBeVisible();
  return result;
}

/** Addresses of the workers that a page starts from now on. */
function workersOf(page: Page): string[] {
  const found: string[] = [];
  page.on('worker', worker => {
    if (worker.url().includes('percolab')) found.push(worker.url());
  });
  return found;
}

/** Writes into a field as a reader does: only what is typed counts as a change when Enter is pressed. */
async function type(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

function digestOf(result: Locator): Promise<string | null> {
  return result.locator('.percolab-caption').getAttribute('title');
}

test('a moved control gives the digest that the command line gives, without a kernel', async ({
  page
}) => {
  const workers = workersOf(page);
  const result = await openTrusted(page, 'live.ipynb', EXACT);
  await runCommand(page, 'kernelmenu:shutdown');
  expect(workers).toEqual([]);
  const wanted = computed(EXACT.replace('width: 8', 'width: 9')).digest;
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => digestOf(result)).toBe(wanted);
  await expect(result.locator('.percolab-caption')).toContainText('Computed in this page');
  expect(workers.length).toBeGreaterThan(0);
  await result.screenshot({ path: 'test-results/live-moved.png' });
  await result.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect.poll(() => digestOf(result)).toBe(computed(EXACT).digest);
});

test('a picture follows a control that is dragged', async ({ page }) => {
  const result = await openTrusted(page, 'drag.ipynb', EXACT);
  const times = await dragTimes(result, 'width');
  console.log('width of a sweep, ms:', times.join(' '));
  await result.getByRole('button', { name: 'Take one value of p' }).click();
  await expect(result.getByRole('slider', { name: 'p', exact: true })).toBeFocused();
  const rates = await dragTimes(result, 'p');
  console.log('p of two depths, ms:', rates.join(' '));
});

/** Milliseconds from each of many input events to the picture that it made, ascending. */
async function dragTimes(result: Locator, name: string): Promise<number[]> {
  const slider = result.getByRole('slider', { name, exact: true });
  return slider.evaluate(async (input: HTMLInputElement, times) => {
    const figure = input
      .closest('.percolab-result')!
      .querySelector('.percolab-figure') as unknown as {
      once(event: string, listener: () => void): void;
    };
    const found: number[] = [];
    for (let time = 0; time < times; time++) {
      const begun = performance.now();
      const drawn = new Promise<void>(resolve => figure.once('plotly_afterplot', resolve));
      if (time % 4 < 2) input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await drawn;
      found.push(Math.round(performance.now() - begun));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    return found.sort((a, b) => a - b);
  }, TIMES);
}

test('an output that is not trusted computes nothing before the reader presses Run', async ({
  page
}) => {
  const workers = workersOf(page);
  const result = await open(page, 'untrusted.ipynb', EXACT);
  const stored = await digestOf(result);
  const width = result.getByRole('slider', { name: 'width' });
  await width.focus();
  await page.keyboard.press('ArrowRight');
  await expect(result.locator('.percolab-status')).toContainText('not trusted');
  expect(await digestOf(result)).toBe(stored);
  expect(workers).toEqual([]);
  await result.getByRole('button', { name: 'Run', exact: true }).click();
  await expect
    .poll(() => digestOf(result))
    .toBe(computed(EXACT.replace('width: 8', 'width: 9')).digest);
  expect(workers.length).toBeGreaterThan(0);
});

test('a sampled study is drafted while it is dragged and computed when it is let go', async ({
  page
}) => {
  const result = await openTrusted(page, 'draft.ipynb', SAMPLED);
  const width = result.getByRole('slider', { name: 'width' });
  await width.evaluate((slider: HTMLInputElement) => {
    slider.stepUp();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const caption = result.locator('.percolab-caption');
  await expect(caption).toContainText(/Draft: \d+,000 of 3,000,000 trials/);
  await result.screenshot({ path: 'test-results/live-draft.png' });
  await width.evaluate(slider => slider.dispatchEvent(new Event('change', { bubbles: true })));
  const wanted = computed(SAMPLED.replace('width: 8', 'width: 9')).digest;
  await expect.poll(() => digestOf(result)).toBe(wanted);
  await expect(caption).toContainText('Computed in this page');
});

test('stale work is aborted, and a long run can be stopped', async ({ page }) => {
  const result = await openTrusted(page, 'stale.ipynb', SAMPLED);
  const trials = result.getByRole('spinbutton', { name: 'trials, number' });
  const status = result.locator('.percolab-status');
  // Seconds of work, half a minute, then less than one: only the last is ever shown.
  await type(page, trials, '60000000');
  await expect(status.getByRole('progressbar')).toBeVisible();
  await result.screenshot({ path: 'test-results/live-running.png' });
  await type(page, trials, '1000000');
  const wanted = computed(SAMPLED.replace('3000000', '1000000')).digest;
  await expect.poll(() => digestOf(result)).toBe(wanted);
  await expect(status.getByRole('progressbar')).toBeHidden();

  await type(page, trials, '60000000');
  await expect(status.getByRole('progressbar')).toBeVisible();
  // What was being typed has been drawn; from here on only the long run could draw.
  const before = await digestOf(result);
  await status.getByRole('button', { name: 'Stop' }).click();
  await expect(status).toContainText('Stopped');
  expect(await digestOf(result)).toBe(before);

  await type(page, trials, '100000000000');
  await expect(status).toContainText(/This takes about .* of one core/);
  await result.screenshot({ path: 'test-results/live-costly.png' });
  await result.getByRole('button', { name: 'Run', exact: true }).click();
  await status.getByRole('button', { name: 'Stop' }).click();
  await expect(status).toContainText('Stopped');
});

test('everything is done by the keyboard, and undone', async ({ page }) => {
  const result = await openTrusted(page, 'keys-live.ipynb', EXACT);
  const stored = await digestOf(result);
  await result.getByRole('slider', { name: 'width' }).focus();
  const cells = await page.locator('.jp-Notebook .jp-Cell').count();
  for (const key of ['ArrowUp', 'PageUp']) await page.keyboard.press(key);
  const width = result.getByRole('spinbutton', { name: 'width, number' });
  await expect(width).toHaveValue('14');
  const wide = computed(EXACT.replace('width: 8', 'width: 14')).digest;
  await expect.poll(() => digestOf(result)).toBe(wide);
  await page.keyboard.press('Control+z');
  await expect(width).toHaveValue('9');
  await page.keyboard.press('Control+z');
  await expect.poll(() => digestOf(result)).toBe(stored);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  await expect.poll(() => digestOf(result)).toBe(wide);
  // From the slider to the field beside it, as Tab goes.
  await page.keyboard.press('Tab');
  await expect(width).toBeFocused();
  await type(page, width, '20');
  await expect
    .poll(() => digestOf(result))
    .toBe(computed(EXACT.replace('width: 8', 'width: 20')).digest);
  await expect(page.locator('.jp-Notebook .jp-Cell')).toHaveCount(cells);
  await result.getByRole('button', { name: 'Pin', exact: true }).focus();
  await page.keyboard.press('Enter');
  await result.getByRole('combobox', { name: 'model' }).selectOption('site');
  await expect(result.locator('.percolab-figure .legend')).toContainText('pinned: model bond');
  await result.screenshot({ path: 'test-results/live-pinned.png' });
  // What is not valid is said, and nothing is lost.
  const depth = result.getByRole('textbox', { name: 'depth' });
  await type(page, depth, '8, x');
  await expect(result.locator('.percolab-status')).toContainText('network.depth');
  await expect(depth).toHaveAttribute('aria-invalid', 'true');
  await result.screenshot({ path: 'test-results/live-invalid.png' });
});

test('rates by layer, changes over time, limits and lists of words are moved by the keyboard', async ({
  page
}) => {
  test.slow();
  const result = await openTrusted(page, 'parts.ipynb', TRAINING, BY_LAYER);
  const expectComputed = async (own: Locator, text: string): Promise<void> => {
    await expect.poll(() => digestOf(own)).toBe(computed(text).digest);
  };
  await result.getByRole('slider', { name: 'widths, layer 1' }).focus();
  await page.keyboard.press('ArrowRight');
  let text = TRAINING.replace('[4, 3, 3, 2]', '[4, 4, 3, 2]');
  await expectComputed(result, text);
  await result.getByRole('slider', { name: 'p, from' }).focus();
  await page.keyboard.press('PageDown');
  text = text.replace('from: 0.6', 'from: 0.5');
  await expectComputed(result, text);
  const clip = result.getByRole('slider', { name: 'clip' });
  await expect(clip).toBeDisabled();
  await result.getByRole('checkbox', { name: 'clip, not none' }).focus();
  await page.keyboard.press('Space');
  await expect(clip).toBeEnabled();
  text = text.replace('clip: none', 'clip: 2');
  await expectComputed(result, text);
  await result.getByRole('checkbox', { name: 'conditioned' }).focus();
  await page.keyboard.press('Space');
  await expect(result.getByRole('checkbox', { name: 'conditioned' })).toBeFocused();
  text = text.replace('[dropout, intact]', '[dropout, intact, conditioned]');
  await expectComputed(result, text);

  const second = await resultAt(page, 1);
  await expectDrawn(second);
  await second.getByRole('combobox', { name: 'p' }).selectOption('0.5, 0.2');
  const one = BY_LAYER.replace('[[0.2, 0.5], [0.5, 0.2]]', '[[0.5, 0.2]]');
  await expectComputed(second, one);
  await second.getByRole('slider', { name: 'p, hidden 2' }).focus();
  await page.keyboard.press('ArrowRight');
  await expectComputed(second, one.replace('0.5, 0.2', '0.5, 0.201'));
  // A layer more has the rate of the last.
  await second.getByRole('slider', { name: 'depth' }).focus();
  await page.keyboard.press('ArrowRight');
  const deeper = one.replace('0.5, 0.2', '0.5, 0.201, 0.201').replace('depth: 2', 'depth: 3');
  await expectComputed(second, deeper);
  await second.getByRole('checkbox', { name: 'trainable' }).focus();
  await page.keyboard.press('Space');
  await expectComputed(second, deeper.replace('[theta, reach]', '[theta, reach, trainable]'));
  await second.getByRole('button', { name: 'Sweep p as before' }).click();
  await expect(second.locator('.percolab-status')).toContainText('p: found a list of 2');
  await second.getByRole('button', { name: 'Reset', exact: true }).click();
  await expectComputed(second, BY_LAYER);

  for (const own of [result, second]) await own.locator('.percolab-more > summary').click();
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    await expectDrawn(result);
    for (const [place, own] of [result, second].entries()) {
      await own.screenshot({ path: `test-results/live-parts-${place}-${theme.slice(11)}.png` });
    }
    const { violations } = await new AxeBuilder({ page }).include('.percolab-panel').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

test('digits are computed in the page, from what the extension carries', async ({ page }) => {
  const result = await openTrusted(page, 'digits.ipynb', DIGITS);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  const wanted = computed(DIGITS.replace('width: 4', 'width: 5')).digest;
  await expect.poll(() => digestOf(result)).toBe(wanted);
});

test('a study that needs files shows its controls and says why they are off', async ({ page }) => {
  const file = test.info().outputPath('data.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 3},${i % 2 ? 'a' : 'b'}`);
  writeFileSync(file, ['x,y,label', ...rows].join('\n'));
  const text = DIGITS.replace('data: digits', `data: {name: csv, path: ${file}}`);
  const result = await openTrusted(page, 'csv.ipynb', text);
  await expect(result.getByRole('slider', { name: 'width' })).toBeDisabled();
  await expect(result.locator('.percolab-status')).toContainText('The data (csv) are in files');
  await result.screenshot({ path: 'test-results/live-cannot.png' });
});

test('moving controls writes nothing, and workers end some time after the last result', async ({
  page
}) => {
  const result = await openTrusted(page, 'clean.ipynb', EXACT);
  // The kernel writes its language into the notebook when it is there.
  await expect(page.getByText('| Idle')).toBeVisible();
  await runCommand(page, 'docmanager:save');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  const saved = readFileSync(join(NOTEBOOKS, 'clean.ipynb'), 'utf8');
  const before = await digestOf(result);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => digestOf(result)).not.toBe(before);
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  await runCommand(page, 'docmanager:save');
  expect(readFileSync(join(NOTEBOOKS, 'clean.ipynb'), 'utf8')).toBe(saved);
  const running = () => page.workers().filter(worker => worker.url().includes('percolab')).length;
  expect(running()).toBeGreaterThan(0);
  await runCommand(page, 'application:close');
  await expect(page.locator('.percolab-result')).toHaveCount(0);
  await expect.poll(running).toBe(0);
});

test('a worker that can\u2019t be had is said, and the figure stays', async ({ page }) => {
  await page.route(/percolab\/static\/worker/, route => route.abort());
  const result = await openTrusted(page, 'failed.ipynb', EXACT);
  const stored = await digestOf(result);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(result.locator('.percolab-status')).toContainText('can\u2019t be computed here');
  expect(await digestOf(result)).toBe(stored);
});

test('controls can be used by everyone, in light and in dark, wide and narrow', async ({
  page
}) => {
  const result = await open(page, 'axe.ipynb', EXACT);
  await result.getByText('More').click();
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    for (const width of [1280, 640]) {
      await page.setViewportSize({ width, height: 1000 });
      await expectDrawn(result);
      await result.screenshot({ path: `test-results/live-${theme.slice(11)}-${width}.png` });
      const { violations } = await new AxeBuilder({ page })
        .include('.percolab-panel')
        .include('.percolab-actions')
        .include('.percolab-caption')
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  }
});
