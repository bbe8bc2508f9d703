// Help while typing studies: completion, documentation, mistakes and highlighting, in cells and in files.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInLab, openToRun, runCommand, writeCells } from './notebook';
import { NOTEBOOKS } from './server';
import { expect, test, type Locator, type Page } from './test';

const STUDY = '%%percolation depths\nnetwork: {width: 8, depth: 4} # units\np: 0.5\nmodel: site\n';

function editorOf(page: Page, cell: number): Locator {
  return page.locator('.jp-Notebook .jp-Cell').nth(cell).locator('.cm-content');
}

/** Puts the caret at the end of a cell's text. */
async function editEnd(page: Page, cell: number): Promise<Locator> {
  const editor = editorOf(page, cell);
  await editor.click();
  await page.keyboard.press('Control+End');
  return editor;
}

const items = (page: Page) =>
  page.locator('.jp-Completer:visible .jp-Completer-item .jp-Completer-match');

/** The text of an editor's element with a word, and its colour and weight as painted. */
function paintOf(editor: Locator, word: string): Promise<string | null> {
  return editor.evaluate((content, text) => {
    const spans = [...content.querySelectorAll('.cm-line span')];
    const span = spans.find(({ textContent }) => textContent === text);
    return span ? getComputedStyle(span).color : null;
  }, word);
}

test('completes keys and values, without a kernel', async ({ page }) => {
  writeCells('complete.ipynb', [{ source: '%%percolation\nnetwork: {' }, { source: 'x = 1' }]);
  await openToRun(page, 'complete.ipynb');
  await runCommand(page, 'kernelmenu:shutdown');
  const editor = await editEnd(page, 0);
  await page.keyboard.type('wid');
  await page.keyboard.press('Tab');
  await expect(items(page)).toHaveText(['width', 'widths']);
  await page.keyboard.press('Enter');
  await expect(editor).toContainText('network: {width: ');
  await page.keyboard.type('8, dep');
  await page.keyboard.press('Tab');
  await expect(items(page)).toHaveText(['depth']);
  await page.keyboard.press('Enter');
  await expect(editor).toContainText('network: {width: 8, depth: ');
  await page.keyboard.type('4}');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('model: ');
  await page.keyboard.press('Tab');
  await expect(items(page)).toHaveText(['site', 'bond', 'mixed']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(editor).toContainText('model: bond');
});

test('completes together with the kernel, which knows the variables', async ({ page }) => {
  writeCells('together.ipynb', [
    { source: '%load_ext percolab\nmine = ([[0.0]], [1])' },
    { source: '%%dropout\ndata: ' }
  ]);
  await openToRun(page, 'together.ipynb');
  await editorOf(page, 0).click();
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.jp-InputPrompt').first()).toHaveText('[1]:');
  await editEnd(page, 1);
  await page.keyboard.press('Tab');
  await expect(items(page).filter({ hasText: /^mine$/ })).toHaveCount(1);
  await expect(items(page).filter({ hasText: /^teacher$/ })).toHaveCount(1);
  await page.keyboard.press('Escape');
});

test('says what a word means, and underlines mistakes until they are mended', async ({ page }) => {
  writeCells('mistakes.ipynb', [{ source: `${STUDY}trials: 5` }, { source: 'y = 2' }]);
  await openInLab(page, 'mistakes.ipynb');
  const editor = await editEnd(page, 0);
  await editor.getByText('depth', { exact: true }).hover();
  const meaning = page.locator('.percolab-meaning');
  await expect(meaning).toContainText('Number of hidden layers');
  await expect(meaning).toContainText('an integer from 0 to');
  await page.screenshot({ path: 'test-results/typing-hover.png' });
  await page.mouse.move(2, 2);

  const mistakes = editor.locator('.cm-lintRange-error');
  await expect(mistakes).toHaveCount(0);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('x');
  await expect(mistakes).toHaveText('5x');
  await page.keyboard.press('F8');
  await expect(page.locator('.percolab-mistake')).toContainText('found "5x"; allowed: an integer');
  await page.screenshot({ path: 'test-results/typing-mistake.png' });
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await expect(mistakes).toHaveCount(0);
  await expect(page.locator('.percolab-mistake')).toHaveCount(0);
});

for (const [where, path] of [
  ['JupyterLab', '/lab/tree/highlight.ipynb?reset'],
  ['Notebook 7', '/notebooks/highlight.ipynb']
]) {
  test(`highlights YAML below a magic in ${where}, light and dark, as the first line is edited`, async ({
    page
  }) => {
    writeCells('highlight.ipynb', [{ source: STUDY }, { source: '# a comment\nin_python = 1' }]);
    await page.goto(path);
    const editor = editorOf(page, 0);
    const commentColour = () => paintOf(editorOf(page, 1), '# a comment');
    await expect.poll(() => paintOf(editor, 'network')).not.toBeNull();
    await expect.poll(() => paintOf(editor, '%%percolation')).not.toBeNull();
    await expect.poll(commentColour).not.toBeNull();
    expect(await paintOf(editor, '# units')).toBe(await commentColour());
    const light = await paintOf(editor, 'network');
    await page.screenshot({ path: `test-results/typing-${where.split(' ')[0]}-light.png` });
    await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
    await expect.poll(() => paintOf(editor, 'network')).not.toBe(light);
    await page.screenshot({ path: `test-results/typing-${where.split(' ')[0]}-dark.png` });

    // No magic any more: the notebook's language is back.
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await expect.poll(() => paintOf(editor, '%%percolation')).toBeNull();
    await page.keyboard.type('%%');
    await expect.poll(() => paintOf(editor, '%%percolation')).not.toBeNull();
  });
}

test('helps in a file that is a study', async ({ page }) => {
  writeFileSync(
    join(NOTEBOOKS, 'typed.percolab.yaml'),
    'study: percolation\nnetwork: {width: 8, depth: 4}\np: 1.5\nmod'
  );
  await page.goto('/lab/tree/typed.percolab.yaml?reset');
  const editor = page.locator('.jp-FileEditor .cm-content');
  await expect(editor.locator('.cm-lintRange-error').first()).toBeVisible();
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Tab');
  await expect(items(page)).toHaveText(['model']);
  await page.keyboard.press('Enter');
  await expect(editor).toContainText('model: ');
  await page.keyboard.type('site');
  await expect(editor.locator('.cm-lintRange-error')).toHaveText('1.5');
});
