// Below a figure: Verify, exports, the study written to its cell and the badge that says when the two differ.

import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { percolab } from '../cli/process';
import { runHere } from '../study/runstudy';
import { percolation, steps } from '../study/figure.samples';
import { expectDrawn, openInLab, openToRun, resultAt, runCommand, writeCells } from './notebook';
import { expect, test, type Locator, type Page } from './test';

const BODY = `# Two depths, as in the lecture.
network: {width: 8, depth: [4, 16]}  # W and L
p: 0..1 by 0.25
method: montecarlo
trials: 2000

# fixed for the exercise
seed: "paper"`;
const STUDY = `study: percolation\n${BODY}\n`;
const CELL = `%%percolation curve\n${BODY}`;

function action(result: Locator, name: string): Locator {
  return result.getByRole('group', { name: 'Actions' }).getByRole('button', { name });
}

/** The text of a cell as the notebook has it. */
function source(page: Page, cell: number): Promise<string> {
  return page.evaluate(
    index =>
      (window as unknown as Exposed).jupyterapp.shell.currentWidget.content.model.sharedModel.cells[
        index
      ].getSource(),
    cell
  );
}

interface Exposed {
  readonly jupyterapp: {
    readonly shell: {
      readonly currentWidget: {
        readonly content: {
          readonly model: {
            readonly sharedModel: { readonly cells: readonly { getSource(): string }[] };
          };
        };
      };
    };
  };
}

/** Gives a control another value and waits for what is computed then. */
async function setTrials(result: Locator, value: string): Promise<void> {
  const field = result.getByRole('group', { name: /controls/i }).getByRole('spinbutton', {
    name: 'trials'
  });
  await field.fill(value);
  await field.press('Enter');
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<[string, string]> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
}

test('Verify computes the study again: equal, altered, or why not', async ({ page }) => {
  const result = await runHere(STUDY);
  const theta = result.columns['theta'].map(() => 0.5);
  writeCells('verify.ipynb', [
    { source: CELL, payload: result },
    { source: CELL, payload: { ...result, columns: { ...result.columns, theta } } },
    { source: CELL, payload: { ...result, percolab: '9.9.9' } },
    { source: CELL, payload: percolation({ depths: [8], ps: steps(0, 1, 11) }) }
  ]);
  await openInLab(page, 'verify.ipynb');
  const words = [
    `Equal: the study, computed again in this page, has the digest ${result.digest}.`,
    'Altered: the numbers of this result have the digest sha256:',
    'made by percolab 9.9.9',
    'Altered'
  ];
  for (const [place, wanted] of words.entries()) {
    const shown = await resultAt(page, place);
    await expectDrawn(shown);
    await action(shown, 'Verify').press('Enter');
    await expect(shown.locator('.percolab-verification')).toContainText(wanted);
    await expect(action(shown, 'Verify')).toBeFocused();
  }
  await page.screenshot({ path: 'test-results/verify.png' });
});

test('exports are those of the command line, and the menu is left with Escape', async ({
  page,
  context
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const result = await runHere(STUDY);
  writeCells('export.ipynb', [{ source: CELL, payload: result }]);
  await openInLab(page, 'export.ipynb');
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  const button = action(shown, 'Export');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(shown.getByRole('button', { name: 'PNG', exact: true })).toBeFocused();
  const save = (name: string): Promise<[string, string]> =>
    downloaded(page, () => shown.getByRole('button', { name, exact: true }).press('Enter'));
  const name = `percolab-${result.digest.slice(7, 15)}`;

  expect(await save('CSV')).toEqual([
    `${name}.csv`,
    (await percolab(['run', '-', '--format', 'csv'], STUDY)).stdout
  ]);
  expect(await save('Result (JSON)')).toEqual([
    `${name}.percolab.json`,
    (await percolab(['run', '-'], STUDY)).stdout
  ]);
  const [file, text] = await save('YAML');
  expect(file).toBe(`${name}.percolab.yaml`);
  expect((await runHere(text)).digest).toBe(result.digest);
  expect((await save('BibTeX'))[1]).toContain(result.digest);
  await shown.getByRole('button', { name: 'Copy figure' }).press('Enter');
  await expect(shown).toContainText('The figure is in the clipboard.');
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(item => item.types)
  );
  expect(types).toEqual(['image/png']);
  await action(shown, 'Verify').press('Enter');
  await expect(shown.locator('.percolab-verification')).toContainText('Equal');
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    await expectDrawn(shown);
    const { violations } = await new AxeBuilder({ page })
      .include('.percolab-actions')
      .include('.percolab-below')
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await shown.screenshot({ path: `test-results/export-${theme.slice(11)}.png` });
  }
  await shown.getByRole('button', { name: 'Text', exact: true }).focus();

  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(shown.locator('.percolab-menu')).toHaveCount(0);
});

test('a browser that keeps its clipboard to itself is said to', async ({ page }) => {
  writeCells('clipboard.ipynb', [
    { source: CELL, payload: percolation({ depths: [8], ps: steps(0, 1, 11) }) }
  ]);
  await openInLab(page, 'clipboard.ipynb');
  await page.evaluate(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })
  );
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  await action(shown, 'Export').click();
  await shown.getByRole('button', { name: 'Copy figure' }).click();
  await expect(shown).toContainText('Save it as PNG instead.');
});

test('the study goes to the cell with its comments, in one step that undo takes back', async ({
  page
}) => {
  writeCells('write.ipynb', [{ source: CELL, payload: await runHere(STUDY) }]);
  await openToRun(page, 'write.ipynb');
  // Of this user's own running, so that controls may compute.
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  const badge = shown.locator('.percolab-badge');
  const write = action(shown, 'Write to cell');
  await expect(write).toHaveAttribute('aria-disabled', 'true');
  await expect(badge).toHaveText('');

  await setTrials(shown, '3000');
  await expect(badge).toHaveText('The figure differs from the cell');
  await expect(write).toHaveAttribute('aria-disabled', 'false');
  await write.press('Enter');
  const wanted = CELL.replace('trials: 2000', 'trials: 3000');
  await expect.poll(() => source(page, 0)).toBe(wanted);
  await expect(badge).toContainText('Written to the cell');
  await expect(write).toHaveAttribute('aria-disabled', 'true');
  await expect(write).toBeFocused();

  await page.locator('.jp-Cell').first().locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => source(page, 0)).toBe(CELL);
  await expect(badge).toHaveText('The figure differs from the cell');
});

test('a badge appears when the cell changes, and goes when it means the same again', async ({
  page
}) => {
  writeCells('badge.ipynb', [{ source: CELL, payload: await runHere(STUDY) }]);
  await openToRun(page, 'badge.ipynb');
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  const badge = shown.locator('.percolab-badge');
  await expect(badge).toHaveText('');
  const editor = page.locator('.jp-Cell').first().locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n# a remark changes nothing\nmodel: ');
  await expect(badge).toHaveText('The cell has changed since this figure');
  await page.keyboard.type('site');
  await expect(badge).toHaveText('');
  await page.keyboard.press('Backspace');
  await expect(badge).toHaveText('The cell has changed since this figure');
  // What can't be read is left alone, and said.
  await action(shown, 'Write to cell').click();
  await expect(badge).toContainText('Not written: line 11, column 8, model: found "sit"');
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    await page.screenshot({ path: `test-results/badge-${theme.slice(11)}.png` });
  }
});

test('a cell of Python is left alone: a new one below it gets the study', async ({ page }) => {
  writeCells('python.ipynb', [
    {
      source: 'import percolab\npercolab.percolation(width=8, depth=[4, 16], p=(0, 1, 0.25))',
      payload: await runHere(
        'study: percolation\nnetwork: {width: 8, depth: [4, 16]}\np: 0..1 by 0.25'
      )
    },
    { source: '# the last one' }
  ]);
  await openToRun(page, 'python.ipynb');
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  await action(shown, 'Write to new cell').click();
  await expect(shown.locator('.percolab-badge')).toContainText('Written to a new cell below');
  const sources = (): Promise<string[]> =>
    Promise.all([0, 1, 2, 3].map(index => source(page, index).catch(() => 'none')));
  await expect
    .poll(async () => (await sources()).slice(1))
    .toEqual([
      '%load_ext percolab',
      '%%percolation\nnetwork: {width: 8, depth: [4, 16]}\nmodel: site\np: 0..1 by 0.25',
      '# the last one'
    ]);
  await runCommand(page, 'notebook:undo-cell-action');
  await expect(page.locator('.jp-Notebook .jp-Cell')).toHaveCount(2);
});

test('a view of the output alone has no cell to write to, and verifies as well', async ({
  page
}) => {
  writeCells('view.ipynb', [{ source: CELL, payload: await runHere(STUDY) }]);
  await openInLab(page, 'view.ipynb');
  await expectDrawn(await resultAt(page, 0));
  await runCommand(page, 'notebook:create-output-view');
  const shown = page.locator('.jp-LinkedOutputView .percolab-result');
  await expectDrawn(shown);
  await action(shown, 'Verify').click();
  await expect(shown.locator('.percolab-verification')).toContainText('Equal');
  await expect(action(shown, 'Write to cell')).toHaveCount(0);
});

test('Notebook 7 writes to its cells too', async ({ page }) => {
  writeCells('write7.ipynb', [{ source: CELL, payload: await runHere(STUDY) }]);
  await page.goto('/notebooks/write7.ipynb');
  const shown = await resultAt(page, 0);
  await expectDrawn(shown);
  await expect(action(shown, 'Write to cell')).toHaveAttribute('aria-disabled', 'true');
  await setTrials(shown, '3000');
  await action(shown, 'Write to cell').press('Enter');
  await expect.poll(() => source(page, 0)).toBe(CELL.replace('trials: 2000', 'trials: 3000'));
  await action(shown, 'Export').press('Enter');
  await page.keyboard.press('Escape');
  await expect(action(shown, 'Export')).toBeFocused();
});
