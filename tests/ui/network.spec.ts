// The network view in JupyterLab: the trials of the histogram drawn, by mouse and by keyboard alone.

import AxeBuilder from '@axe-core/playwright';
import type { Result } from '../../src/study/result';
import { prepare } from '../../src/study/prepare';
import { readStudy } from '../../src/study/read';
import { trialNetworks } from '../../src/study/trials';
import { runHere, sourcesOf } from '../study/runstudy';
import {
  drawnTraces,
  expectDrawn,
  openInLab,
  resultAt,
  runCommand,
  writeNotebook
} from './notebook';
import { expect, test, type Locator, type Page } from './test';

const STUDY = `study: percolation
network: {width: 4, depth: [3, 5], skip: {span: 2}}
model: bond
p: [0.4, 0.6]
method: montecarlo
measure: [theta, threshold]
trials: 2000
seed: network`;

/** Thresholds of the trials of a network of the study, found here. */
async function thresholdsOf(text: string, network: number, trials: number): Promise<number[]> {
  const { study } = await prepare(readStudy(text), sourcesOf());
  const opened = trialNetworks(study, null, { columns: {} })[network].open();
  return Array.from({ length: trials }, (_, trial) => opened.labels(trial).threshold);
}

async function opened(page: Page, name: string, payload: Result): Promise<Locator> {
  writeNotebook(name, [payload]);
  await openInLab(page, name);
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await result.getByRole('button', { name: 'Network' }).click();
  return result;
}

/** Value of a fact. */
const fact = (result: Locator, name: string): Locator =>
  result
    .locator('.percolab-net-facts > li')
    .filter({ hasText: name })
    .locator('.percolab-net-value');

/** How many pixels of the canvas are about this colour. */
function painted(result: Locator, [red, green, blue]: readonly number[]): Promise<number> {
  return result.locator('.percolab-net-picture canvas').evaluate(
    (canvas: HTMLCanvasElement, [r, g, b]) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const far = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
        if (data[i + 3] > 200 && far < 30) count++;
      }
      return count;
    },
    [red, green, blue]
  );
}

const BLUE = [10, 114, 196];
const RED = [224, 72, 62];
const GREY = [140, 140, 140];

test('draws the trials of the study, and closes each at its threshold', async ({ page }) => {
  const result = await opened(page, 'network.ipynb', await runHere(STUDY));
  const wanted = await thresholdsOf(STUDY, 0, 3);
  for (const threshold of wanted) {
    const told = String(Number(threshold.toFixed(6)));
    await expect(fact(result, 'threshold T')).toHaveText(told);
    // It is marked in the histogram.
    await expect
      .poll(async () => (await drawnTraces(result)).find(({ name }) => /^trial \d/.test(name))?.x)
      .toEqual([threshold, threshold]);
    await result.getByRole('spinbutton', { name: 'p, number' }).fill('0.05');
    await result.getByRole('button', { name: 'Last open path' }).click();
    await expect(fact(result, 'path').first()).toContainText('open');
    await expect.poll(() => painted(result, BLUE)).toBeGreaterThan(50);
    expect(await painted(result, RED)).toBe(0);
    await result.getByRole('button', { name: 'Close next' }).click();
    await expect(fact(result, 'path').first()).toContainText('closed');
    await expect(fact(result, 'cut')).toContainText('no open path to layer');
    await expect.poll(() => painted(result, RED)).toBeGreaterThan(20);
    expect(await painted(result, BLUE)).toBe(0);
    await result.getByRole('button', { name: 'Next', exact: true }).click();
  }
});

test('a click on a bar of the histogram opens a trial of that bar', async ({ page }) => {
  const payload = await runHere(STUDY.replace('[3, 5]', '3'));
  const result = await opened(page, 'bar.ipynb', payload);
  await expect(fact(result, 'threshold T')).toBeVisible();
  const bars = (await drawnTraces(result)).find(({ name }) => name === 'density of T')!;
  // The bar that is the highest, by its left edge and top.
  const top = bars.y.indexOf(Math.max(...bars.y));
  const [low, high] = [bars.x[top], bars.x[top + 1]];
  await clickPoint(result, low, bars.y[top]);
  const threshold = async (): Promise<number> =>
    Number(await fact(result, 'threshold T').textContent());
  const isInBar = async (): Promise<boolean> => {
    const own = await threshold();
    // The bar is told in four digits.
    return own > low - 1e-4 && own < high + 1e-4;
  };
  await expect.poll(isInBar).toBe(true);
  const trial = Number(
    await result.getByRole('spinbutton', { name: 'trial', exact: true }).inputValue()
  );
  expect(trial).toBeGreaterThan(1);
  const [first] = await thresholdsOf(STUDY.replace('[3, 5]', '3'), 0, 1);
  expect(await threshold()).not.toBeCloseTo(first, 6);
});

/** Clicks on a point of the second panel. */
async function clickPoint(result: Locator, x: number, y: number): Promise<void> {
  const figure = result.locator('.percolab-figure');
  await figure.scrollIntoViewIfNeeded();
  const place = await figure.evaluate(
    (plot, at) => {
      const { xaxis2, yaxis2 } = (plot as unknown as Drawn)._fullLayout;
      return [xaxis2._offset + xaxis2.l2p(at.x) + 1, yaxis2._offset + yaxis2.l2p(at.y)];
    },
    { x, y }
  );
  const box = (await figure.boundingBox())!;
  const { mouse } = figure.page();
  await mouse.move(box.x + place[0] + 2, box.y + place[1]);
  await mouse.move(box.x + place[0], box.y + place[1]);
  await expect(figure.locator('.hovertext').first()).toBeVisible();
  await mouse.down();
  await mouse.up();
}

interface Drawn {
  readonly _fullLayout: Readonly<
    Record<'xaxis2' | 'yaxis2', { readonly _offset: number; l2p(value: number): number }>
  >;
}

test('does everything by the keyboard alone', async ({ page }) => {
  writeNotebook('netkeys.ipynb', [await runHere(STUDY)]);
  await openInLab(page, 'netkeys.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const action = result.getByRole('button', { name: 'Network' });
  await action.focus();
  await page.keyboard.press('Enter');
  await expect(action).toHaveAttribute('aria-pressed', 'true');
  const p = result.getByRole('spinbutton', { name: 'p, number' });
  await expect(p).toBeVisible();
  const focused = page.locator(':focus');
  // In the order of the page: the actions behind this one, network, trial, its buttons, p, its buttons.
  for (const name of ['Verify', 'Export', 'depth']) {
    await page.keyboard.press('Tab');
    await expect(focused).toHaveAccessibleName(name);
  }
  await page.keyboard.press('ArrowDown');
  const [deep] = await thresholdsOf(STUDY, 1, 1);
  await expect(fact(result, 'threshold T')).toHaveText(String(Number(deep.toFixed(6))));
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('trial');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  const twelfth = (await thresholdsOf(STUDY, 1, 12))[11];
  await expect(fact(result, 'threshold T')).toHaveText(String(Number(twelfth.toFixed(6))));
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('Previous');
  await page.keyboard.press('Enter');
  await expect(result.getByRole('spinbutton', { name: 'trial', exact: true })).toHaveValue('11');
  for (const name of ['Next', 'Random', 'Closes near p', 'p']) {
    await page.keyboard.press('Tab');
    await expect(focused).toHaveAccessibleName(name);
  }
  await page.keyboard.press('Home');
  await expect(p).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(p).toHaveValue('0.001');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await expect(p).toHaveValue('0.0011');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('Close next');
  const closed = fact(result, 'closed by p');
  await expect(closed).toHaveText(/^0 of/);
  await page.keyboard.press('Enter');
  await expect(closed).toHaveText(/^1 of/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(closed).toHaveText(/^0 of/);
  // What is drawn can be read.
  await result.locator('summary').filter({ hasText: 'Layers of the trial' }).focus();
  await page.keyboard.press('Enter');
  const table = result.getByRole('region', { name: 'Layers of the trial' });
  await expect(table.getByRole('row')).toHaveCount(8);
  await expect(table.getByRole('row').nth(1).getByRole('cell')).toHaveText([
    '0',
    '4',
    '4',
    '4',
    '4',
    '20',
    '20',
    '20',
    '0'
  ]);
  await expect(result.getByRole('img', { name: /^Trial 11 at p = .* open path/ })).toBeVisible();
  await action.focus();
  await page.keyboard.press('Enter');
  await expect(result.locator('.percolab-network')).toHaveCount(0);
});

test('says why a network is not drawn', async ({ page }) => {
  const large = await runHere(
    'study: percolation\nnetwork: {width: 60, depth: 3}\nmodel: bond\np: [0.9, 0.95]'
  );
  const blocks = await runHere(
    'study: percolation\nnetwork: {depth: 5, drop: blocks}\np: [0.2, 0.3]'
  );
  writeNotebook('large.ipynb', [large, blocks]);
  await openInLab(page, 'large.ipynb');
  const words = [
    /14700 units and edges; up to 6000 are drawn/,
    /Stochastic depth removes whole blocks/
  ];
  for (const [place, word] of words.entries()) {
    const result = await resultAt(page, place);
    await expectDrawn(result);
    await result.getByRole('button', { name: 'Network' }).click();
    await expect(result.locator('.percolab-network')).toContainText(word);
  }
  const first = await resultAt(page, 0);
  await expect.poll(() => painted(first, BLUE)).toBeGreaterThan(50);
  await expect(first.getByRole('list', { name: 'Legend' })).toContainText('part of the layer');
});

test('draws masks at rates of their own, and those under which a run trained', async ({ page }) => {
  const layers = await runHere(
    'study: percolation\nnetwork: {width: 5, depth: 3}\nmodel: bond\np: [[0.2, 0.3, 0.4, 0.5]]'
  );
  const training = await runHere(
    'study: dropout\nnetwork: {width: 6, depth: 3}\np: [0.3, 0.7]\nsteps: 50\nreplicates: 2\nseed: s'
  );
  writeNotebook('fixed.ipynb', [layers, training]);
  await openInLab(page, 'fixed.ipynb');
  for (const place of [0, 1]) {
    const result = await resultAt(page, place);
    await expectDrawn(result);
    await result.getByRole('button', { name: 'Network' }).click();
    const view = result.locator('.percolab-network');
    await expect(view).toContainText(
      [/Layers have rates of their own here/, /the masks under which the run trained/][place]
    );
    await expect(view.getByRole('slider', { name: 'p' })).toBeHidden();
    await expect(fact(result, 'removed')).toHaveText(/^\d+ of \d+ elements$/);
    // In the colours of the light theme.
    await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
    await expect.poll(() => painted(result, BLUE)).toBeGreaterThan(50);
    for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
      await runCommand(page, 'apputils:change-theme', { theme });
      await expectDrawn(result);
      await view.screenshot({ path: `test-results/network-fixed-${place}-${theme.slice(11)}.png` });
    }
  }
  const trained = await resultAt(page, 1);
  await expect(trained.locator('.percolab-net-row').first()).toContainText('of 50');
  // At p = 0.7 a run of 50 steps has closed ones; the result says which is the first that is open.
  const view = trained.locator('.percolab-network');
  await view.getByRole('combobox', { name: 'p', exact: true }).selectOption({ label: '0.7' });
  const { columns } = training;
  const row = columns['p'].findIndex((p, i) => p === 0.7 && columns['arm'][i] === 'dropout');
  const first = Number(columns['first_open_step'][row]);
  const mask = trained.getByRole('spinbutton', { name: 'mask' });
  for (const [step, words] of [
    [first, 'open'],
    ...(first > 1 ? [[first - 1, 'closed'] as const] : [])
  ] as const) {
    await mask.fill(String(step));
    await page.keyboard.press('Enter');
    await expect(fact(trained, 'path').first()).toContainText(words);
  }
  const { violations } = await new AxeBuilder({ page }).include('.percolab-network').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('follows the controls, and passes axe in light and dark, wide and narrow', async ({
  page
}) => {
  const result = await opened(page, 'follow.ipynb', await runHere(STUDY));
  await result.getByRole('textbox', { name: 'seed' }).fill('another');
  await page.keyboard.press('Enter');
  await result.getByRole('button', { name: 'Run', exact: true }).click();
  const [threshold] = await thresholdsOf(STUDY.replace('seed: network', 'seed: another'), 0, 1);
  await expect(fact(result, 'threshold T')).toHaveText(String(Number(threshold.toFixed(6))));
  await result.locator('summary').filter({ hasText: 'Layers of the trial' }).click();
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    for (const width of [1280, 700]) {
      await page.setViewportSize({ width, height: 1000 });
      await expect.poll(() => painted(result, GREY)).toBeGreaterThan(20);
      const name = `test-results/network-${theme.slice(11)}-${width}.png`;
      await result.locator('.percolab-network').screenshot({ path: name });
      const { violations } = await new AxeBuilder({ page }).include('.percolab-network').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  }
});
