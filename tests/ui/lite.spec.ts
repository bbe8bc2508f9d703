// The static site in a browser, below a path of its own: studies and TypeScript compute in its workers, with the digests
// of the command line, and nothing is asked of anyone but the site.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { besideText } from '../samebits/prints';
import { DIGESTS, STUDIES } from '../samebits/set';
import { expectDrawn, resultAt } from './notebook';
import { expect, test, type Locator, type Page } from './test';

const PERCOLATION = `network: {width: 8, depth: [4, 16]}
model: [site, bond]
p: 0.1..0.9 by 0.2
method: [exact, montecarlo]
trials: 5000
seed: site`;
const DROPOUT = `network: {width: 8, depth: 2}
data: digits
p: [0.2, 0.5]
steps: 100
replicates: 2
seed: site`;
/** Takes hours. */
const ENDLESS = `%%percolation
network: {width: 64, depth: 1000}
model: bond
method: bit-parallel
trials: 1e9
p: 0.9
force: true`;

/** What a reader calls at once, in milliseconds. */
const AT_ONCE = 1500;

interface Served {
  readonly address: string;
  close(): void;
}
interface Server {
  serveFolder(folder: string, port: number, base: string): Promise<Served>;
}

let site: Served;

test.beforeAll(async () => {
  const script = pathToFileURL(resolve('scripts/site/server.mjs')).href;
  const { serveFolder } = (await import(script)) as Server;
  site = await serveFolder(resolve('site'), 0, '/some/base/');
});
test.afterAll(() => site.close());

test('studies and TypeScript give the same numbers as the command line, and ask nobody', async ({
  page
}) => {
  const left = requestsOutside(page);
  await openCells(page, [
    '%load_ext percolab',
    `%%percolation curve\n${PERCOLATION}`,
    `import { percolation, theory } from 'percolab'
const threshold: number = theory('critical_p', { width: 8, depth: 16 })
console.log('threshold', threshold > 0.5 && threshold < 1)
curve.digest`,
    `%%dropout runs\n${DROPOUT}`,
    `setTimeout(() => { throw new Error('too late') })
void Promise.reject(new Error('lost'))
await new Promise(over => setTimeout(over, 50))
;[runs.digest, runs.rows]`,
    `const later = await percolation({ network: { width: 4, depth: 2 }, p: '0..1 by 0.5' })\nlater`,
    `%%percolation\nnetwork: {width: 8, depth: 4}\nmodle: site`
  ]);
  for (let cell = 0; cell < 7; cell++) await page.keyboard.press('Shift+Enter');
  // Results keep their order; the last cell's mistake comes after all of them.
  await expect(errorsOf(page).last()).toHaveText(
    /^StudyError: cell is not a valid study:\s+line 3, column 1, modle: unknown key; did you mean model\?/
  );
  // Nobody waits for these, and the kernel goes on.
  await expect(errorsOf(page).first()).toContainText('Error: too late');
  await expect(errorsOf(page).first()).toContainText('Error: lost');
  for (const place of [0, 1, 2]) await expectDrawn(await resultAt(page, place));
  const texts = outputOf(page, 'text/plain');
  await expect(texts.nth(0)).toContainText(digestOf('percolation', PERCOLATION));
  await expect(texts.nth(1)).toContainText(digestOf('dropout', DROPOUT));
  await expect(outputOf(page, 'application/vnd.jupyter.stdout')).toHaveText('threshold true');

  // What has been loaded needs the site no more.
  await page.context().setOffline(true);
  await newCell(
    page,
    '(await percolation({ network: { width: 4, depth: 2 }, p: 0.5 })).columns.theta'
  );
  await page.keyboard.press('Shift+Enter');
  await expect(texts.last()).toHaveText('[0.87890625]');
  await newCell(page, 'curve.columns.theta_l');
  await page.keyboard.press('Tab');
  await expect(page.locator('.jp-Completer')).toContainText('theta_low');
  await page.context().setOffline(false);
  expect(left).toEqual([]);
});

test('the studies of tests/samebits have the digests that every other place gives', async ({
  page
}) => {
  test.slow();
  await openCells(page, [
    `import { run } from 'percolab'
${besideText.toString()}
const prints = {}
for (const [name, study] of Object.entries(${JSON.stringify(STUDIES)})) {
  const result = await run(study)
  const bytes = new TextEncoder().encode(besideText(result))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const beside = 'sha256:' + Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')
  prints[name] = { digest: result.digest, beside }
}
console.log(JSON.stringify(prints))`
  ]);
  await page.keyboard.press('Shift+Enter');
  const printed = outputOf(page, 'application/vnd.jupyter.stdout');
  await expect(printed).toBeVisible({ timeout: 120_000 });
  await expect(errorsOf(page)).toHaveCount(0);
  expect(JSON.parse((await printed.textContent())!)).toEqual(DIGESTS);
});

test("the server's policy keeps the code of cells from asking elsewhere", async ({ page }) => {
  let asked = 0;
  const elsewhere = createServer((_, response) => {
    asked++;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('answered');
  });
  await new Promise<void>(done => elsewhere.listen(0, '127.0.0.1', done));
  const { port } = elsewhere.address() as AddressInfo;
  await openCells(page, [`await (await fetch('http://127.0.0.1:${port}/')).text()`]);
  await page.keyboard.press('Shift+Enter');
  await expect(errorsOf(page)).toHaveText(/^TypeError: /);
  expect(asked).toBe(0);
  elsewhere.close();
});

test('a worked cell comes below, and a study of the site is checked', async ({ page }) => {
  await openCells(page, ['%percolab examples depth', '%percolab check curve.percolab.yaml']);
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.jp-Cell').nth(1).locator('.cm-content')).toContainText(
    /^%%percolation\s*network: \{width: 8/
  );
  await page.locator('.jp-Cell').nth(2).locator('.jp-InputPrompt').click();
  await page.keyboard.press('Shift+Enter');
  await expect(outputOf(page, 'application/vnd.jupyter.stdout').last()).toHaveText(
    /^curve\.percolab\.yaml: a valid percolation study; 153 cells, /
  );
});

test('an interrupt stops a study at once, and code that never waits too', async ({ page }) => {
  await openCells(page, [
    'const kept: string = "still here"',
    ENDLESS,
    'kept',
    'for (;;) {}',
    '1 + 1'
  ]);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('progressbar', { name: 'Progress of percolation' })).toBeVisible();
  await interrupt(page);
  await expect(errorsOf(page)).toHaveText(/^Interrupted: the cell was stopped/, {
    timeout: AT_ONCE
  });
  await expect(page.getByRole('progressbar', { name: /Progress of/ })).toHaveCount(0);
  await page.keyboard.press('Shift+Enter');
  await expect(outputOf(page, 'text/plain')).toHaveText('still here');

  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('| Busy')).toBeVisible();
  await interrupt(page);
  await expect(errorsOf(page).last()).toHaveText(/^Interrupted: .* started anew/, {
    timeout: AT_ONCE
  });
  await page.keyboard.press('Shift+Enter');
  await expect(outputOf(page, 'text/plain').last()).toHaveText('2');
});

test('a study goes on where its tab was closed, is then answered from the cache, and can be removed', async ({
  context
}) => {
  test.slow();
  // The longest part takes seconds, with however many workers.
  const study = `network: {width: 32, depth: [2, 4, 64]}
p: 0.2
arms: [dropout]
replicates: 1
steps: 4000`;
  const first = await context.newPage();
  await openCells(first, [`%%dropout\n${study}`]);
  await first.keyboard.press('Shift+Enter');
  await expect.poll(() => recordsIn(first), { intervals: [50] }).toBeGreaterThan(0);
  await first.close();

  const second = await context.newPage();
  await openCells(second, [
    '%percolab cache list',
    `import { run } from 'percolab'
const study = ${JSON.stringify(`study: dropout\n${study}`)}
const [resumed, again] = [await run(study), await run(study)]
console.log(resumed.digest, resumed.cached, again.digest, again.cached)`,
    '%percolab cache list',
    `%%dropout\n${study}`
  ]);
  for (let cell = 0; cell < 4; cell++) await second.keyboard.press('Shift+Enter');
  const printed = outputOf(second, 'application/vnd.jupyter.stdout');
  await expect(printed.nth(0)).toHaveText(/^[0-9a-f]{12}  dropout .*  unfinished\n1 study, /);
  const digest = digestOf('dropout', study);
  await expect(printed.nth(1)).toHaveText(`${digest} undefined ${digest} true\n`);
  await expect(printed.nth(2)).toHaveText(/^[0-9a-f]{12}  dropout .*  finished\n1 study, /);
  await expect(second.locator('.percolab-caption')).toContainText('from the cache');
  await newCell(second, '%percolab cache clear --all');
  await second.keyboard.press('Shift+Enter');
  await expect(printed.last()).toHaveText(/^removed 1 study, \d+ KiB\n$/);
  expect(await recordsIn(second)).toBe(0);
  await expect(errorsOf(second)).toHaveCount(0);
});

test('the notebook of the site runs to its end, in both themes, and the site begins with the quickstart', async ({
  page
}) => {
  // First, while no other notebook is open whose kernel could be the idle one.
  await page.goto(`${site.address}lab/index.html?path=typescript.ipynb`);
  await expect(page.getByText('TypeScript (Percolab) | Idle')).toBeVisible();
  await menu(page, 'Run', 'Run All Cells');
  await expect(page.locator('.percolab-result')).toHaveCount(3);
  await expect(outputOf(page, 'text/plain').last()).toHaveText(/^sha256:[0-9a-f]{64}$/);
  await expect(errorsOf(page)).toHaveCount(0);
  await expectDrawn(await resultAt(page, 0));
  await page.screenshot({ path: 'test-results/lite-light.png' });
  await menu(page, 'Settings', 'Theme', 'JupyterLab Dark');
  await expect(page.locator('body')).toHaveAttribute('data-jp-theme-light', 'false');
  await expectDrawn(await resultAt(page, 0));
  await page.screenshot({ path: 'test-results/lite-dark.png' });
  await page.goto(site.address);
  await expect(page.getByRole('heading', { name: /^When does dropout cut/ })).toBeVisible();
});

/** Opens a notebook of code cells, the first of them selected, with the kernel waiting. */
async function openCells(page: Page, sources: readonly string[]): Promise<void> {
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: null,
    metadata: {},
    source,
    outputs: []
  }));
  const { metadata } = JSON.parse(readFileSync('site/files/typescript.ipynb', 'utf8')) as object & {
    metadata: object;
  };
  await page.route('**/files/typescript.ipynb*', route =>
    route.fulfill({ json: { cells, metadata, nbformat: 4, nbformat_minor: 5 } })
  );
  await page.goto(`${site.address}lab/index.html?path=typescript.ipynb`);
  await expect(page.getByText('TypeScript (Percolab) | Idle')).toBeVisible();
  await page.locator('.jp-Cell').first().locator('.jp-InputPrompt').click();
}

/** Writes a cell below all others; its editor has the focus. */
async function newCell(page: Page, source: string): Promise<void> {
  const last = page.locator('.jp-Cell').last();
  await last.locator('.jp-InputPrompt').click();
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(source);
}

async function interrupt(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await page.keyboard.press('i');
}

/** Presses entries of JupyterLab's menus. */
async function menu(page: Page, ...entries: readonly string[]): Promise<void> {
  const [first, ...rest] = entries;
  await page.getByRole('menuitem', { name: first, exact: true }).first().click();
  for (const name of rest) {
    const labels = page.locator('.lm-Menu').last().locator('.lm-Menu-itemLabel');
    await labels.getByText(name, { exact: true }).click();
  }
}

function outputOf(page: Page, mime: string): Locator {
  return page.locator(`.jp-OutputArea-output[data-mime-type="${mime}"]`);
}

function errorsOf(page: Page): Locator {
  return outputOf(page, 'application/vnd.jupyter.stderr');
}

/** How many records of studies the browser keeps for the site. */
function recordsIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const name = 'percolab-cache';
    // To open what is not there would make it.
    if (!(await indexedDB.databases()).some(known => known.name === name)) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(new Error(String(opening.error)));
      opening.onsuccess = () => {
        const database = opening.result;
        const counting = database.transaction('records').objectStore('records').count();
        counting.onsuccess = () => {
          database.close();
          resolve(counting.result);
        };
      };
    });
  });
}

/** Addresses outside of the site that a page and its workers ask for from now on. */
function requestsOutside(page: Page): string[] {
  const found: string[] = [];
  page.context().on('request', request => {
    const url = request.url();
    if (!url.startsWith(site.address) && !/^(data|blob):/.test(url)) found.push(url);
  });
  return found;
}

/** The digest that the command line gives. */
function digestOf(kind: string, study: string): string {
  const file = test.info().outputPath(`${kind}.yaml`);
  writeFileSync(file, `study: ${kind}\n${study}\n`);
  const command = ['percolab/engine/cli.js', 'run', file, '--workers', '2'];
  const text = execFileSync(process.execPath, command, { encoding: 'utf8' });
  return (JSON.parse(text) as { digest: string }).digest;
}
