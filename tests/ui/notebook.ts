// Notebooks with stored outputs, and how tests open them and read what Plotly drew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULT_MIME, type Result } from '../../src/study/result';
import { NOTEBOOKS } from './server';
import { expect, type Locator, type Page } from './test';

/** A drawn trace: its name and numbers, as Plotly holds them. */
export interface DrawnTrace {
  readonly name: string;
  readonly x: number[];
  readonly y: number[];
}

/** A code cell, with the payload of a stored output if it has one. */
export interface CodeCell {
  readonly source: string;
  /** Data of our MIME type; the output has a picture and text beside it, as the magic makes it. */
  readonly payload?: unknown;
}

/**
 * Writes a notebook of code cells.
 *
 * @param name file name
 * @param cells its cells
 */
export function writeCells(name: string, cells: readonly CodeCell[]): void {
  const written = cells.map((cell, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: 'payload' in cell ? index + 1 : null,
    metadata: {},
    source: cell.source,
    outputs: 'payload' in cell ? [storedOutput(cell.payload)] : []
  }));
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  const notebook = { cells: written, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(NOTEBOOKS, name), JSON.stringify(notebook));
}

function storedOutput(payload: unknown): object {
  return {
    output_type: 'display_data',
    metadata: {},
    data: {
      [RESULT_MIME]: payload,
      'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>',
      'text/html': '<b>HTML of another kind</b>',
      'text/plain': 'percolab result'
    }
  };
}

/** Writes a notebook that has one code cell with one stored output for each payload. */
export function writeNotebook(name: string, payloads: readonly unknown[]): void {
  writeCells(
    name,
    payloads.map((payload, index) => ({ source: `# output ${index + 1}`, payload }))
  );
}

/** The results that a saved notebook holds, in the order of its cells. */
export function storedResults(name: string): Result[] {
  const { cells } = JSON.parse(readFileSync(join(NOTEBOOKS, name), 'utf8')) as SavedNotebook;
  return cells
    .flatMap(({ outputs = [] }) => outputs)
    .flatMap(({ data }) => (data && RESULT_MIME in data ? [data[RESULT_MIME] as Result] : []));
}

interface SavedNotebook {
  readonly cells: readonly {
    readonly outputs?: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Opens a notebook in JupyterLab with a fresh workspace. */
export async function openInLab(page: Page, name: string): Promise<void> {
  await page.goto(`/lab/tree/${name}?reset`);
  await expect(page.locator('.jp-Notebook .jp-Cell').first()).toBeVisible();
}

/** Opens a notebook in JupyterLab and waits for its kernel. */
export async function openToRun(page: Page, name: string): Promise<void> {
  await openInLab(page, name);
  await expect(page.getByText('| Idle')).toBeVisible();
}

/** The result at a place among those of the page, scrolled into view. */
export async function resultAt(page: Page, place: number): Promise<Locator> {
  const result = page.locator('.percolab-result').nth(place);
  await result.scrollIntoViewIfNeeded();
  return result;
}

/** Waits until a result's figure is drawn. */
export async function expectDrawn(result: Locator): Promise<void> {
  await expect(result.locator('.percolab-figure .main-svg').first()).toBeVisible();
  await expect(result.locator('.percolab-area .percolab-message')).toHaveCount(0);
}

/** Presses the notebook's plain shortcuts where the focus can be in a result, and expects them to stay there. */
export async function expectOwnKeys(page: Page, result: Locator): Promise<void> {
  const count = await cellsIn(page);
  await result.locator('summary').click();
  for (const part of ['summary', '.percolab-scroller', '.modebar-btn >> nth=0']) {
    await result.locator(part).focus();
    for (const key of ['x', 'a', 'b', 'ArrowDown', 'Shift+M', 'd', 'd', 'Enter']) {
      // The last one would press the button.
      if (key === 'Enter' && part.startsWith('.modebar')) continue;
      await page.keyboard.press(key);
      // JupyterLab runs a shortcut only when it knows that the key types nothing.
      await page.waitForTimeout(100);
      expect([key, await cellsIn(page)]).toEqual([key, count]);
      await expect(result.locator(part)).toBeFocused();
    }
    if (part === 'summary')
      await result.locator('details').evaluate((table: HTMLDetailsElement) => (table.open = true));
  }
}

/** The traces that Plotly holds for a result's figure. */
export function drawnTraces(result: Locator): Promise<DrawnTrace[]> {
  return result
    .locator('.percolab-figure')
    .evaluate(figure =>
      (figure as unknown as { data: DrawnTrace[] }).data.map(({ name, x, y }) => ({ name, x, y }))
    );
}

/**
 * Rough luminance of a figure's words as they are painted: 0 is black, 1 is white; NaN while they are being
 * replaced.
 */
export function inkOf(result: Locator): Promise<number> {
  return result
    .locator('.percolab-figure .xtick text')
    .first()
    .evaluate(text => {
      const channels = getComputedStyle(text).fill.match(/[\d.]+/g) ?? [];
      const [red, green, blue] = channels.map(Number);
      return (red + green + blue) / 765;
    });
}

/**
 * Runs a command of JupyterLab.
 *
 * @param id the command, e.g. `apputils:change-theme`
 * @param args its arguments
 */
export async function runCommand(
  page: Page,
  id: string,
  args: Record<string, string> = {}
): Promise<void> {
  await page.evaluate(
    ([command, values]) =>
      (window as unknown as Exposed).jupyterapp.commands.execute(command, values).then(() => {}),
    [id, args] as const
  );
}

/** Cells of the open notebook. Not those in the page: JupyterLab adds and removes them as the reader scrolls. */
function cellsIn(page: Page): Promise<number> {
  return page.evaluate(
    () => (window as unknown as Exposed).jupyterapp.shell.currentWidget.content.model.cells.length
  );
}

interface Exposed {
  readonly jupyterapp: {
    readonly shell: {
      readonly currentWidget: {
        readonly content: { readonly model: { readonly cells: { readonly length: number } } };
      };
    };
    readonly commands: { execute(id: string, args: Record<string, string>): Promise<unknown> };
  };
}
