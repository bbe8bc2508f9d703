// Notebooks with stored outputs, and how tests open them and read what Plotly drew.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { RESULT_MIME } from '../../src/study/result';
import { NOTEBOOKS } from './server';

/** A drawn trace: its name and numbers, as Plotly holds them. */
export interface DrawnTrace {
  readonly name: string;
  readonly x: number[];
  readonly y: number[];
}

/**
 * Writes a notebook that has one code cell with one stored output for each payload.
 *
 * @param name file name
 * @param payloads data of our MIME type; each output has a picture and text beside it, as the magic makes it
 */
export function writeNotebook(name: string, payloads: readonly unknown[]): void {
  const cells = payloads.map((payload, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: index + 1,
    metadata: {},
    source: `# output ${index + 1}`,
    outputs: [
      {
        output_type: 'display_data',
        metadata: {},
        data: {
          [RESULT_MIME]: payload,
          'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>',
          'text/html': '<b>HTML of another kind</b>',
          'text/plain': 'percolab result'
        }
      }
    ]
  }));
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(NOTEBOOKS, name), JSON.stringify(notebook));
}

/** Opens a notebook in JupyterLab with a fresh workspace. */
export async function openInLab(page: Page, name: string): Promise<void> {
  await page.goto(`/lab/tree/${name}?reset`);
  await expect(page.locator('.jp-Notebook .jp-Cell').first()).toBeVisible();
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

/** The traces that Plotly holds for a result's figure. */
export function drawnTraces(result: Locator): Promise<DrawnTrace[]> {
  return result
    .locator('.percolab-figure')
    .evaluate(figure =>
      (figure as unknown as { data: DrawnTrace[] }).data.map(({ name, x, y }) => ({ name, x, y }))
    );
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
  args: Record<string, string>
): Promise<void> {
  await page.evaluate(
    ([command, values]) =>
      (window as unknown as Exposed).jupyterapp.commands.execute(command, values).then(() => {}),
    [id, args] as const
  );
}

interface Exposed {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args: Record<string, string>): Promise<unknown> };
  };
}
