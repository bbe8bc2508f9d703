// Results outside of our renderer: a saved page on a server and as a file, the same without scripts, a hostile one, and
// the widget.

import AxeBuilder from '@axe-core/playwright';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Result } from '../../src/study/result';
import { expectDrawn, inkOf, openToRun, resultAt, runCommand, writeCells } from './notebook';
import { expect, test, type Locator, type Page } from './test';

const STUDY = `study: percolation
network: {width: 8, depth: [8, 16]}
p: 0..1 by 0.02
`;

/** All that a saved page needs of a server that is strict: nothing from anywhere but itself. */
const STRICT =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; " +
  'img-src data: blob:; worker-src blob:';
/** One that lets no page run a script of its own. */
const NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** What the command line gives. */
function computed(text: string): Result {
  const file = test.info().outputPath('study.yaml');
  writeFileSync(file, text);
  const command = ['percolab/engine/cli.js', 'run', file];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Result;
}

/** Saves a page as a user does. */
function saved(text = STUDY): string {
  const [study, page] = [test.info().outputPath('saved.yaml'), test.info().outputPath('page.html')];
  writeFileSync(study, text);
  const code = 'import sys, percolab; percolab.run(sys.argv[1]).save(sys.argv[2])';
  execFileSync('python', ['-c', code, study, page]);
  return page;
}

interface Served {
  readonly address: string;
  /** What was asked for. */
  readonly asked: string[];
  close(): void;
}

/** Serves one file under a content security policy. */
async function serve(file: string, policy: string): Promise<Served> {
  const asked: string[] = [];
  const content = readFileSync(file);
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', 'text/html');
    response.end(content);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, asked, close: () => server.close() };
}

/** Requests of a page from now on, but for what it makes itself; and its errors. */
function watch(page: Page): { readonly requests: string[]; readonly errors: string[] } {
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { requests, errors };
}

function digestOf(result: Locator): Promise<string | null> {
  return result.locator('.percolab-caption').getAttribute('title');
}

/** Moves a control before and after Run is pressed, and expects the command line's digest. */
async function expectRunsWhenAsked(page: Page, result: Locator): Promise<void> {
  await expectDrawn(result);
  const workers: string[] = [];
  page.on('worker', worker => workers.push(worker.url()));
  const stored = await digestOf(result);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  // Nobody has asked for work yet.
  await expect(result.getByRole('slider', { name: 'width' })).toHaveValue('9');
  expect(await digestOf(result)).toBe(stored);
  expect(workers).toEqual([]);
  await result.getByRole('button', { name: 'Run' }).click();
  const nine = computed(STUDY.replace('width: 8', 'width: 9')).digest;
  await expect.poll(() => digestOf(result)).toBe(nine);
  expect(workers[0]).toMatch(/^blob:/);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  const ten = computed(STUDY.replace('width: 8', 'width: 10')).digest;
  await expect.poll(() => digestOf(result)).toBe(ten);
  await expectDrawn(result);
}

/** Expects the static form of the study's result: picture, caption, and a table behind its summary. */
async function expectStatic(page: Page): Promise<void> {
  const { digest, columns } = computed(STUDY);
  const picture = page.getByRole('img', { name: /^Figure: Open path/ });
  await expect(picture).toBeVisible();
  // Where it can't be painted, an image is as large as its words.
  const { width, height } = (await picture.boundingBox())!;
  expect([width > 700, height > 300]).toEqual([true, true]);
  await expect(page.locator('figcaption')).toContainText(digest);
  await page.locator('summary').click();
  await expect(page.getByRole('row')).toHaveCount(101);
  await expect(page.getByRole('columnheader')).toHaveText(Object.keys(columns));
}

test('a saved page draws and computes by itself, on a strict server', async ({ page }) => {
  const site = await serve(saved(), STRICT);
  const { requests, errors } = watch(page);
  await page.goto(site.address);
  const result = page.locator('.percolab-result');
  await expectRunsWhenAsked(page, result);
  await expect(page.locator('.percolab-static')).toBeHidden();
  await page.screenshot({ path: 'test-results/page-light.png', fullPage: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.5);
  await page.screenshot({ path: 'test-results/page-dark.png', fullPage: true });
  expect(errors).toEqual([]);
  expect(requests).toEqual([site.address]);
  expect(site.asked).toEqual(['/']);
  site.close();
});

test('a saved page computes when it is opened as a file', async ({ page }) => {
  const address = pathToFileURL(saved()).href;
  const { requests, errors } = watch(page);
  await page.goto(address);
  await expectRunsWhenAsked(page, page.locator('.percolab-result'));
  expect(errors).toEqual([]);
  expect(requests).toEqual([address]);
});

test('a saved page is printed with the whole of its figure and of an open table', async ({
  page
}) => {
  await page.goto(pathToFileURL(saved()).href);
  const figure = page.locator('.percolab-figure');
  await expectDrawn(page.locator('.percolab-result'));
  await page.locator('.percolab-result summary').last().click();
  await page.emulateMedia({ media: 'print' });
  const table = page.locator('.percolab-scroller');
  await expect(table.getByRole('row')).toHaveCount(103);
  const cut = await table.evaluate(element => element.scrollHeight - element.clientHeight);
  expect(cut).toBe(0);
  // As on paper: the figure gets less room, and nobody is told before it is looked at.
  const [wide, narrow, drawn] = await figure.evaluate(element => {
    const wide = element.clientWidth;
    document.querySelector('main')!.style.width = '500px';
    const drawn = [...element.querySelectorAll('.main-svg')].map(
      part => part.getBoundingClientRect().width
    );
    return [wide, element.clientWidth, drawn] as const;
  });
  expect(narrow).toBeLessThan(wide - 100);
  expect(new Set(drawn)).toEqual(new Set([narrow]));
});

test('without scripts a saved page is picture, caption and table', async ({ browser }) => {
  const file = saved();
  const [off, refused] = [await serve(file, STRICT), await serve(file, NO_SCRIPT)];
  // Scripts switched off by the reader, and forbidden by the site.
  for (const [site, javaScriptEnabled] of [[off, false] as const, [refused, true] as const]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(site.address);
    await expectStatic(page);
    await page.screenshot({ path: 'test-results/page-without-script.png' });
    await context.close();
    site.close();
  }
});

test('what a saved result holds does nothing', async ({ page }) => {
  const evil =
    '</script></figure><script>document.title="taken"</script>' +
    '<img src="http://127.0.0.1:9/x" onerror="document.title=\'taken\'"><!--<script>';
  const result = computed(STUDY);
  const hostile = {
    ...result,
    percolab: evil.slice(0, 40),
    study: { ...result.study, seed: evil, model: evil },
    columns: { ...result.columns, model: result.columns['p'].map(() => evil) },
    notes: [evil],
    constructor: { prototype: { evil } }
  };
  const [stored, file] = [test.info().outputPath('evil.json'), test.info().outputPath('evil.html')];
  writeFileSync(stored, JSON.stringify(hostile));
  const code =
    'import json, sys; from percolab.page import result_page; raw = json.load(open(sys.argv[1])); ' +
    'markup = "<figure class=percolab-static></figure>"; ' +
    'open(sys.argv[2], "w").write(result_page(raw, markup, raw["study"]["seed"]))';
  execFileSync('python', ['-c', code, stored, file]);
  const site = await serve(file, STRICT);
  const { requests } = watch(page);
  await page.goto(site.address);
  await expectDrawn(page.locator('.percolab-result'));
  await expect(page.locator('.percolab-caption')).toContainText('<script>');
  await expect(page).toHaveTitle(evil);
  expect(requests).toEqual([site.address]);
  site.close();
});

test('a page that holds a saved page in a frame finds nobody who listens', async ({ page }) => {
  await page.addInitScript(() => {
    const add = EventTarget.prototype.addEventListener;
    const heard: string[] = ((window as unknown as { heard: string[] }).heard = []);
    EventTarget.prototype.addEventListener = function (...words: Parameters<typeof add>): void {
      if (this === window && words[0].startsWith('message')) heard.push(words[0]);
      add.apply(this, words);
    };
  });
  const site = await serve(saved(), STRICT);
  const file = test.info().outputPath('holder.html');
  writeFileSync(file, `<iframe src="${site.address}" width="1000" height="900"></iframe>`);
  const holder = await serve(file, '');
  await page.goto(holder.address);
  const result = page.frameLocator('iframe').locator('.percolab-result');
  await expectDrawn(result);
  const stored = await digestOf(result);
  const workers: string[] = [];
  page.on('worker', worker => workers.push(worker.url()));
  // What our workers hear and answer, what Plotly's would, and a request to the engine.
  await page.evaluate(() => {
    const frame = document.querySelector('iframe')!.contentWindow!;
    for (const message of [
      { type: 'shards', shards: [], slice: 0 },
      { type: 'material', material: null },
      { type: 'done', results: [], seconds: [] },
      { type: 'CHART_AUTH_SUCCESS' },
      { jsonrpc: '2.0', id: 1, method: 'run', params: {} },
      'percolab'
    ]) {
      frame.postMessage(message, '*');
    }
  });
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(result.getByRole('slider', { name: 'width' })).toHaveValue('9');
  expect(await digestOf(result)).toBe(stored);
  expect(workers).toEqual([]);
  const [, frame] = page.frames();
  expect(await frame.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  expect(site.asked).toEqual(['/']);
  site.close();
  holder.close();
});

test('a widget in JupyterLab draws and computes', async ({ page }) => {
  writeCells('widget.ipynb', [
    {
      source: [
        'import percolab',
        'percolab.widget(percolab.percolation(width=8, depth=[8, 16], p=(0, 1, 0.02)))'
      ].join('\n')
    }
  ]);
  await openToRun(page, 'widget.ipynb');
  await runCommand(page, 'notebook:run-all-cells');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const workers: string[] = [];
  page.on('worker', worker => workers.push(worker.url()));
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  const nine = computed(STUDY.replace('width: 8', 'width: 9')).digest;
  await expect.poll(() => digestOf(result)).toBe(nine);
  expect(workers[0]).toMatch(/^blob:/);
  await page.keyboard.press('Control+z');
  await expect(result.getByRole('slider', { name: 'width' })).toHaveValue('8');
  // The notebook's shortcut for this key would cut the cell.
  await result.locator('summary').last().focus();
  await page.keyboard.press('x');
  await expect(page.locator('.jp-Cell')).toHaveCount(1);
  await expect(result).toBeVisible();
  await result.screenshot({ path: 'test-results/widget-light.png' });
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.5);
  await result.screenshot({ path: 'test-results/widget-dark.png' });
});

/** As VS Code allows its outputs: scripts by their text, workers from blobs; with rules that reach every element. */
const FRONT_END = `<!doctype html><title>front end</title>
<style>
  body { background: #1e1e1e; color: oklch(0.85 0.01 200); font: 13px sans-serif; margin: 8px; }
  div { min-height: 40px; width: 100%; }
  button, input, select, summary { all: unset; display: block !important; font-size: 40px !important; }
  table, td, th { border: 5px solid red !important; }
</style>
<div id="output"></div>`;
const FRONT_END_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; " +
  "style-src 'unsafe-inline'; img-src data: blob:";

test('the widget works from text alone, and no style of its page reaches it', async ({ page }) => {
  const file = test.info().outputPath('frontend.html');
  writeFileSync(file, FRONT_END);
  const site = await serve(file, FRONT_END_POLICY);
  const { requests, errors } = watch(page);
  const workers: string[] = [];
  page.on('worker', worker => workers.push(worker.url()));
  await page.goto(site.address);
  const script = `${readFileSync('percolab/view/view.js', 'utf8')}\nexport default percolab.widget;`;
  await page.evaluate(
    async ([text, stored]) => {
      // What anywidget's front ends do with the text.
      const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      const { default: widget } = (await import(address)) as FrontEnd;
      const model = { get: () => stored };
      const el = document.getElementById('output')!;
      (window as unknown as Holder).leave = widget.render({ model, el });
    },
    [script, computed(STUDY)] as const
  );
  const result = page.locator('.percolab-result');
  await expectDrawn(result);
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.5);
  await result.getByRole('slider', { name: 'width' }).focus();
  await page.keyboard.press('ArrowRight');
  const nine = computed(STUDY.replace('width: 8', 'width: 9')).digest;
  await expect.poll(() => digestOf(result)).toBe(nine);
  await result.locator('summary').last().click();
  await expect(result.getByRole('cell').first()).toHaveCSS('border-top-width', '0px');
  await expect(result.getByRole('button', { name: 'Run' })).not.toHaveCSS('font-size', '40px');
  await page.screenshot({ path: 'test-results/widget-front-end.png' });
  await page.evaluate(() => (window as unknown as Holder).leave());
  await expect(page.locator('.percolab-embed')).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
  expect(workers.length).toBeGreaterThan(0);
  expect(requests).toEqual([site.address]);
  expect(errors).toEqual([]);
  site.close();
});

interface FrontEnd {
  readonly default: {
    render(context: { model: { get(): unknown }; el: HTMLElement }): () => void;
  };
}

interface Holder {
  leave: () => void;
}

test('a saved page is within reach of everyone, with scripts and without', async ({ browser }) => {
  // Few rows: each cell is looked at.
  const file = saved(STUDY.replace('0.02', '0.25'));
  for (const [policy, colorScheme] of [
    [STRICT, 'light'],
    [STRICT, 'dark'],
    [NO_SCRIPT, 'light'],
    [NO_SCRIPT, 'dark']
  ] as const) {
    const site = await serve(file, policy);
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(site.address);
    if (policy === STRICT) {
      await expectDrawn(page.locator('.percolab-result'));
      await expect(page.getByRole('slider', { name: 'width' })).toBeVisible();
    }
    await page.locator('summary:visible').last().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await context.close();
    site.close();
  }
});

test('nbconvert gives picture, caption and table, which need no script', async ({ browser }) => {
  test.setTimeout(120_000);
  const notebook = test.info().outputPath('study.ipynb');
  const cells = [
    { source: '%load_ext percolab' },
    { source: `%%percolation\n${STUDY.split('\n').slice(1).join('\n')}` }
  ].map((cell, index) => ({
    ...cell,
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: null,
    metadata: {},
    outputs: []
  }));
  writeFileSync(notebook, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  execFileSync('python', ['-m', 'nbconvert', '--execute', '--to', 'html', notebook]);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(notebook.replace(/ipynb$/, 'html')).href);
  await expectStatic(page);
  await page.screenshot({ path: 'test-results/nbconvert.png', fullPage: true });
  await context.close();
});
