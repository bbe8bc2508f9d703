// What percolab adds to JupyterLab around notebooks: new studies, the toolbar's button, settings, files, progress and the
// status bar; by mouse, and by keyboard alone.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PALETTES } from '../../src/study/figure/palettes';
import { percolation, steps } from '../study/figure.samples';
import {
  drawnTraces,
  expectDrawn,
  openInLab,
  openToRun,
  resultAt,
  runCommand,
  writeCells,
  writeNotebook
} from './notebook';
import { NOTEBOOKS } from './server';
import { expect, test, type Page } from './test';

const SWEEP = percolation({ depths: [8, 16], ps: steps(0, 1, 11) });
const LONG = `%%percolation
network: {width: 64, depth: 64}
model: bond
method: bit-parallel
trials: 1e7
p: 0.9
force: true`;

for (const [card, count] of [
  ['New percolation study', 1],
  ['New dropout study', 1]
] as const) {
  test(`the launcher's card "${card}" opens a notebook that runs`, async ({ page }) => {
    await page.goto('/lab?reset');
    const launcher = page.locator('.jp-LauncherCard', { hasText: card });
    await expect(launcher).toBeVisible();
    await page.screenshot({ path: 'test-results/workbench-launcher.png' });
    await launcher.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.jp-Notebook .jp-Cell')).toHaveCount(3);
    await expect(page.getByText('| Idle')).toBeVisible();
    await runCommand(page, 'notebook:run-all-cells');
    await expect(page.locator('.percolab-result')).toHaveCount(count);
    await expectDrawn(await resultAt(page, 0));
    await expect(page.locator('[data-mime-type$=".error"]')).toHaveCount(0);
    await page.screenshot({ path: `test-results/workbench-${card.split(' ')[1]}.png` });
  });
}

test('the palette and the toolbar insert a study, with the extension where no cell loads it', async ({
  page
}) => {
  writeCells('insert.ipynb', [{ source: '1 + 1' }, { source: '2 + 2' }]);
  await openToRun(page, 'insert.ipynb');
  const cells = page.locator('.jp-Notebook .jp-CodeCell');
  await cells.first().locator('.cm-content').click();
  await page.getByRole('button', { name: 'Insert a study below the active cell' }).click();
  await expect(cells).toHaveCount(4);
  await expect(cells.nth(1)).toContainText('%load_ext percolab');
  await expect(cells.nth(2)).toContainText('%%percolation');
  await expect(cells.nth(3)).toContainText('2 + 2');
  await expect(cells.nth(1).locator('.cm-content')).toBeFocused();
  await page.screenshot({ path: 'test-results/workbench-insert.png' });

  await page.keyboard.press('Control+Shift+c');
  await expect(page.locator('.lm-CommandPalette-input')).toBeFocused();
  await page.keyboard.type('Insert dropout study');
  await expect(page.locator('.lm-CommandPalette-item.lm-mod-active')).toContainText(
    'Insert dropout study'
  );
  await page.keyboard.press('Enter');
  await expect(cells).toHaveCount(5);
  await expect(cells.nth(2)).toContainText('%%dropout');
});

test('settings are followed at once', async ({ page }) => {
  writeNotebook('settings.ipynb', [SWEEP]);
  await openInLab(page, 'settings.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const lines = () =>
    result
      .locator('.percolab-figure')
      .evaluate(figure =>
        (figure as unknown as { data: { line: { color: string } }[] }).data.map(
          ({ line }) => line.color
        )
      );
  const height = () => result.locator('.percolab-figure').evaluate(own => own.clientHeight);
  const before = { lines: await lines(), height: await height() };
  await runCommand(page, 'settingeditor:open', { query: 'Percolab' });
  await page.locator('input[id$="_height"]').fill('630');
  await page.locator('input[id$="_decimals"]').fill('3');
  await page.locator('select[id$="_palette"]').selectOption({ label: 'Okabe and Ito' });
  await page.getByRole('checkbox', { name: 'Open the table' }).check();
  await page.screenshot({ path: 'test-results/workbench-editor.png' });
  await page.locator('.lm-TabBar-tab', { hasText: 'settings.ipynb' }).click();
  await expect.poll(height).toBeCloseTo(1.5 * before.height, -1);
  await expect.poll(lines).toEqual(PALETTES['okabe-ito'].slice(0, 2).map(rgb));
  expect(before.lines).toEqual(PALETTES.percolab.slice(0, 2).map(rgb));
  const theta = SWEEP.columns['theta'].map(value => value as number);
  const place = theta.findIndex(value => value > 0.01 && value < 0.99);
  const row = result
    .getByRole('table')
    .getByRole('row')
    .nth(place + 1);
  await expect(row).toContainText(theta[place].toFixed(3));
  await expect(row).not.toContainText(String(theta[place]));
  await result.screenshot({ path: 'test-results/workbench-settings.png' });
});

test('a study that is a file opens in the editor with a preview beside it', async ({ page }) => {
  writeFileSync(
    join(NOTEBOOKS, 'curve.percolab.yaml'),
    'study: percolation\nnetwork: {width: 2, depth: 1}\np: 0..1 by 0.5\n'
  );
  await openFile(page, 'curve.percolab.yaml');
  const editor = page.locator('.jp-FileEditor .cm-content');
  const preview = page.locator('.percolab-document');
  await expect(preview.getByRole('status').first()).toHaveText('3 cells, under 1 s on one core');
  await preview.getByRole('button', { name: 'Run' }).focus();
  await page.keyboard.press('Enter');
  await expectDrawn(preview.locator('.percolab-result'));
  expect(await drawnTraces(preview.locator('.percolab-result'))).toEqual([
    { name: 'exact', x: [0, 0.5, 1], y: [1, 0.75, 0] }
  ]);
  await page.screenshot({ path: 'test-results/workbench-study-light.png' });

  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('depht: 3');
  await expect(preview.getByRole('alert')).toContainText(/line 4, column 1, depht: unknown key/);
  await expect(preview).toContainText('The figure is that of an earlier text');
  await page.screenshot({ path: 'test-results/workbench-study-fault.png' });
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type('model: bond');
  await page.keyboard.press('Control+s');
  await expect(preview.locator('.percolab-caption')).toContainText('bond');
  await expect(preview.getByText('The figure is that of an earlier text')).toBeHidden();
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await page.screenshot({ path: 'test-results/workbench-study-dark.png' });

  // The preview of another study stands where the first one does.
  writeFileSync(join(NOTEBOOKS, 'other.percolab.yaml'), 'study: percolation\n');
  await runCommand(page, 'filebrowser:open-path', { path: 'other.percolab.yaml' });
  await expect(preview).toHaveCount(2);
  await expect(page.locator('.lm-DockPanel-tabBar')).toHaveCount(2);
});

test('a study that runs in the page is in the status bar, and controls wait where the reader wants that', async ({
  page
}) => {
  const text = 'study: percolation\nnetwork: {width: 8, depth: 16}\nmodel: bond\np: 0.8\n';
  const file = join(NOTEBOOKS, 'long.percolab.yaml');
  writeFileSync(file, `${text}method: montecarlo\ntrials: 3e9\nforce: true\n`);
  await openFile(page, 'long.percolab.yaml');
  const preview = page.locator('.percolab-document');
  await preview.getByRole('button', { name: 'Run' }).click();
  const item = page.locator('.percolab-running');
  await expect(item).toHaveText(/^percolation: \d+ %/);
  await page.locator('.lm-TabBar-tab', { hasText: 'Launcher' }).click();
  await item.click();
  await expect(page.locator('.lm-DockPanel-tabBar .jp-mod-current')).toContainText('long.percolab');
  await page.screenshot({ path: 'test-results/workbench-page-run.png' });
  await preview.getByRole('button', { name: 'Stop' }).click();
  await expect(preview.getByText('Stopped')).toBeVisible();
  await expect(item).toHaveCount(0);

  writeFileSync(file, text);
  await openFile(page, 'long.percolab.yaml');
  await preview.getByRole('button', { name: 'Run' }).click();
  await expectDrawn(preview.locator('.percolab-result'));
  const width = preview.getByRole('slider', { name: 'width' });
  await runCommand(page, 'settingeditor:open', { query: 'Percolab' });
  await page.getByRole('checkbox', { name: 'Recompute by itself' }).uncheck();
  await page.locator('.lm-TabBar-tab', { hasText: 'long.percolab' }).last().click();
  await expect(async () => {
    // JupyterLab saves a setting some time after it was changed.
    await width.focus();
    await page.keyboard.press('ArrowRight');
    await expect(preview.locator('.percolab-status')).toContainText('Press Run to compute', {
      timeout: 1000
    });
  }).toPass();
  const words = `width ${await width.inputValue()}`;
  await expect(preview.locator('.percolab-caption')).not.toContainText(words);
  await preview.locator('.percolab-actions').getByRole('button', { name: 'Run' }).click();
  await expect(preview.locator('.percolab-caption')).toContainText(words);
});

test('a preview says why a study can not run in the page', async ({ page }) => {
  writeFileSync(
    join(NOTEBOOKS, 'mnist.percolab.yaml'),
    'study: dropout\nnetwork: {width: 8, depth: 2}\ndata: {name: mnist, path: images}\np: 0.5\n'
  );
  await openFile(page, 'mnist.percolab.yaml');
  await expect(page.locator('.percolab-document').getByRole('alert')).toContainText(
    /line 3, column 1, data: mnist can't be read in the page/
  );
});

test('a result that is a file opens as a figure, and a damaged one says what is wrong', async ({
  page
}) => {
  const text = JSON.stringify(SWEEP);
  writeFileSync(join(NOTEBOOKS, 'whole.percolab.json'), text);
  writeFileSync(join(NOTEBOOKS, 'cut.percolab.json'), text.slice(0, 300));
  await openFile(page, 'whole.percolab.json');
  await expectDrawn(page.locator('.percolab-document .percolab-result'));
  await page.screenshot({ path: 'test-results/workbench-result.png' });
  await openFile(page, 'cut.percolab.json');
  await expect(page.locator('.percolab-document').getByRole('alert')).toHaveText(
    /^cut.percolab.json is not a percolab result: it ends too early, at line 1, column 301\. Write it/
  );
});

test('progress has a bar, rate and time left; Stop ends the run, and nothing of it is saved', async ({
  page
}) => {
  writeCells('progress.ipynb', [
    { source: '%load_ext percolab\nimport percolab' },
    { source: LONG },
    { source: LONG_CALL },
    { source: 'print("after")' }
  ]);
  await openToRun(page, 'progress.ipynb');
  await page.locator('.jp-Cell .cm-content').first().click();
  await page.keyboard.press('Shift+Enter');
  for (const place of [1, 2]) {
    const cell = page.locator('.jp-Cell').nth(place);
    await page.keyboard.press('Shift+Enter');
    const output = cell.locator('.percolab-report');
    await expect(output.getByRole('progressbar')).toBeVisible();
    await expect(output).toContainText(
      /percolation: \d+ % · \d+ of \d+ parts · .* parts\/s · about .* left/
    );
    await expect(page.locator('.percolab-announcements')).toHaveText(/^percolation runs/);
    const item = page.locator('.percolab-running');
    await expect(item).toHaveText(/^percolation: \d+ %, about .* left$/);
    await page.screenshot({ path: `test-results/workbench-progress-${place}.png` });
    await item.focus();
    await page.keyboard.press('Enter');
    await expect(cell).toHaveClass(/jp-mod-active/);
    const stop = output.getByRole('button', { name: 'Stop' });
    await stop.focus();
    await page.keyboard.press('Enter');
    await expect(cell.locator('[data-mime-type$=".stderr"]')).toHaveText(/^Interrupted: /);
    await expect(output).toHaveCount(0);
    await expect(item).toHaveCount(0);
    await expect(page.locator('.percolab-announcements')).toHaveText('percolation was stopped');
    await page
      .locator('.jp-Cell')
      .nth(place + 1)
      .locator('.cm-content')
      .click();
  }
  await runCommand(page, 'docmanager:save');
  const { cells } = JSON.parse(readFileSync(join(NOTEBOOKS, 'progress.ipynb'), 'utf8')) as {
    readonly cells: readonly { readonly outputs: readonly { readonly output_type: string }[] }[];
  };
  expect(cells.map(({ outputs }) => outputs.map(({ output_type }) => output_type))).toEqual([
    [],
    ['error'],
    ['error'],
    []
  ]);
});

test('progress of a run that is gone says so, also while the kernel runs another study', async ({
  page
}) => {
  writeCells('stale.ipynb', [
    { source: '%load_ext percolab' },
    { source: LONG },
    { source: '# a study that was stopped with its kernel' }
  ]);
  const path = join(NOTEBOOKS, 'stale.ipynb');
  const notebook = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly cells: readonly { outputs: object[] }[];
  };
  const progress = { name: 'dropout', state: 'running', run: 'percolab-gone', done: 3, total: 12 };
  notebook.cells[2].outputs = [
    {
      output_type: 'display_data',
      metadata: {},
      data: {
        'application/vnd.percolab.progress+json': { ...progress, as_of: '14:05 UTC' },
        'text/plain': 'dropout: 3 of 12'
      }
    }
  ];
  writeFileSync(path, JSON.stringify(notebook));
  await openToRun(page, 'stale.ipynb');
  const words = 'dropout: did not finish; 25 % done at 14:05 UTC';
  const stale = page.locator('.jp-Cell').nth(2).locator('.percolab-report');
  await expect(stale).toContainText(words);
  await page.locator('.jp-Cell .cm-content').first().click();
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  const live = page.locator('.jp-Cell').nth(1).locator('.percolab-report');
  await expect(live.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(stale).toContainText(words);
  await expect(stale.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.screenshot({ path: 'test-results/workbench-stale.png' });
  // A page that is opened while the other study runs can tell them apart, and follows that which runs.
  await runCommand(page, 'docmanager:save');
  await page.reload();
  await expect(stale).toContainText(words);
  await expect(live.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(live).toContainText(/ of \d+ parts/);
  await live.getByRole('button', { name: 'Stop' }).click();
  await expect(live).toContainText('percolation: did not finish');
});

const LONG_CALL = `percolab.percolation(network={"width": 64, "depth": 64}, model="bond", p=0.9,
    method="bit-parallel", trials=10**7, force=True)`;

/** Opens a file as a double click on it does. */
async function openFile(page: Page, path: string): Promise<void> {
  await page.goto('/lab?reset');
  await expect(page.locator('.jp-DirListing-content')).toBeVisible();
  await page.locator('.jp-DirListing-item', { hasText: path }).dblclick();
}

function rgb(color: string): string {
  const channels = [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgb(${channels.join(', ')})`;
}
