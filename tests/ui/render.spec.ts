// Stored results in JupyterLab: what is drawn, what follows the page, and what a hostile result can't do.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figure } from '../../src/study/figure';
import { picture } from '../../src/study/picture';
import { RESULT_MIME } from '../../src/study/result';
import { dropout, percolation, steps } from '../study/figure.samples';
import { runHere } from '../study/runstudy';
import {
  drawnTraces,
  expectDrawn,
  expectOwnKeys,
  inkOf,
  openInLab,
  openToRun,
  resultAt,
  runCommand,
  writeCells,
  writeNotebook
} from './notebook';
import { NOTEBOOKS } from './server';
import { expect, test, type Locator, type Page } from './test';

const SWEEP = percolation({ depths: [8, 16, 32], ps: steps(0, 1, 51), trials: [10000] });
const TRAINING = dropout({ depths: [4, 8, 16], ps: [0.5, 0.8], traced: true });

test('draws every trace with the numbers of the result', async ({ page }) => {
  writeNotebook('render.ipynb', [SWEEP, TRAINING]);
  await openInLab(page, 'render.ipynb');
  for (const [place, payload] of [SWEEP, TRAINING].entries()) {
    const result = await resultAt(page, place);
    await expectDrawn(result);
    const wanted = figure(payload).data.map(({ name, x, y }) => ({ name, x, y }));
    expect(await drawnTraces(result)).toEqual(wanted);
    await expect(result.locator('.percolab-figure .trace.scatter')).toHaveCount(wanted.length);
    await result.screenshot({ path: `test-results/light-${place}.png` });
  }
});

test('labels of ticks are of one size and touch no other, also on logarithmic axes', async ({
  page
}) => {
  const payload = await runHere(`study: dropout
network: {width: 6, depth: [8, 16]}
data: {name: teacher, train: 200, test: 100}
p: [0.2, 0.5]
steps: 200
replicates: 2`);
  writeNotebook('ticks.ipynb', [payload]);
  await openInLab(page, 'ticks.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 1000 });
    await expectDrawn(result);
    await result.screenshot({ path: `test-results/ticks-${width}.png` });
    const ticks = await result.locator('.percolab-figure').evaluate(figure =>
      [...figure.querySelectorAll('.xaxislayer-above text, .yaxislayer-above text')].map(tick => {
        const { left, right, top, bottom } = tick.getBoundingClientRect();
        const words = tick.textContent;
        return { words, size: getComputedStyle(tick).fontSize, left, right, top, bottom };
      })
    );
    expect(ticks.some(({ words }) => /^10.+/.test(words))).toBe(true);
    expect(new Set(ticks.map(({ size }) => size)).size).toBe(1);
    const touching = ticks.flatMap((tick, i) =>
      ticks
        .slice(i + 1)
        .filter(
          other =>
            tick.left < other.right &&
            other.left < tick.right &&
            tick.top + 1 < other.bottom &&
            other.top + 1 < tick.bottom
        )
        .map(other => [tick.words, other.words])
    );
    expect(touching).toEqual([]);
  }
});

test('says what the figure is of, and has its numbers in a table', async ({ page }) => {
  writeNotebook('words.ipynb', [SWEEP]);
  await openInLab(page, 'words.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await expect(result.locator('.percolab-heading')).toContainText('Open path');
  await expect(result.getByRole('group', { name: /^Figure/ })).toHaveAccessibleName(
    /width 8 .* depth 8, 16, 32/
  );
  await expect(result.locator('.percolab-caption')).toContainText('306 rows \u00b7 seed paper');
  await expect(result.locator('.percolab-caption')).toHaveAttribute('title', SWEEP.digest);
  await expect(result.getByRole('table')).toHaveCount(0);
  // By the keyboard, as a reader without a mouse would.
  await result.locator('summary').focus();
  await page.keyboard.press('Enter');
  const rows = result.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(201);
  await expect(result.getByRole('region')).toHaveAccessibleName(
    /^Results\. Open path .* depth 8, 16, 32/
  );
  await expect(result.getByRole('table')).toHaveAccessibleName('Results');
  const names = Object.keys(SWEEP.columns);
  await expect(rows.nth(0).getByRole('columnheader')).toHaveText(names);
  const third = names.map(name => String(SWEEP.columns[name][2]));
  await expect(rows.nth(3).getByRole('cell')).toHaveText(third);
  const next = result.getByRole('button', { name: 'Next 200' });
  await next.focus();
  await page.keyboard.press('Enter');
  await expect(result).toContainText('Rows 201 to 306 of 306');
  await expect(rows).toHaveCount(107);
  const last = names.map(name => String(SWEEP.columns[name][305]));
  await expect(rows.nth(106).getByRole('cell')).toHaveText(last);
  await expect(next).toBeFocused();
  await result.screenshot({ path: 'test-results/table.png' });
});

test('gives its picture away on white, with its title and where it comes from', async ({
  page
}) => {
  writeNotebook('download.ipynb', [SWEEP]);
  await openInLab(page, 'download.ipynb');
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const svg = await saved(page, result, 'Download the whole figure as SVG');
  expect(svg.name).toBe('percolab-9f3c1a00.svg');
  // Not toBe: nobody reads what differs in 40 kB of paths.
  expect(svg.content.toString() === picture(SWEEP)).toBe(true);
  const png = await saved(page, result, 'Download the whole figure as PNG');
  expect(png.name).toBe('percolab-9f3c1a00.png');
  writeFileSync('test-results/download.png', png.content);
  const { width, height, corners } = await pixelsOf(page, png.content);
  expect([width, height]).toEqual(sizeOf(svg.content.toString()).map(side => 3 * side));
  expect(corners).toEqual(new Array(4).fill([255, 255, 255, 255]));
});

test('shows where the focus is and which mode the mouse has, in light and in dark', async ({
  page
}) => {
  writeNotebook('focus.ipynb', [SWEEP]);
  await openInLab(page, 'focus.ipynb');
  const result = await resultAt(page, 0);
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme });
    await expectDrawn(result);
    const [zooms, pans] = ['Zoom', 'Pan'].map(name => result.getByRole('button', { name }));
    await zooms.focus();
    await page.keyboard.press('Tab');
    await expect(pans).toBeFocused();
    const brand = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.color = 'var(--jp-brand-color1)';
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    await expect(pans).toHaveCSS('outline', `${brand} solid 2px`);
    await result.screenshot({ path: `test-results/focus-${theme.slice(11)}.png` });
    await page.keyboard.press('Enter');
    await expect(pans).toHaveAttribute('aria-pressed', 'true');
    await expect(zooms).toHaveAttribute('aria-pressed', 'false');
    await zooms.click();
    await expect(zooms).toHaveAttribute('aria-pressed', 'true');
    await expect(pans).toHaveAttribute('aria-pressed', 'false');
  }
});

test('hides none of its words, however many notes come before the digest', async ({ page }) => {
  const notes = Array.from({ length: 12 }, (_, i) => `Note ${i} ${'of many words '.repeat(20)}`);
  writeNotebook('notes.ipynb', [{ ...TRAINING, notes }]);
  await openInLab(page, 'notes.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await expect(result.locator('.percolab-caption')).toContainText('Note 11');
  const hidden = await result
    .locator('.percolab-caption')
    .evaluate(caption => caption.scrollHeight - caption.clientHeight);
  expect(hidden).toBeLessThanOrEqual(0);
  await result.screenshot({ path: 'test-results/notes.png' });
});

test('keeps the keys that are pressed in it from the notebook', async ({ page }) => {
  writeNotebook('keys.ipynb', [SWEEP, SWEEP, SWEEP]);
  await openInLab(page, 'keys.ipynb');
  const result = await resultAt(page, 1);
  await expectDrawn(result);
  await expectOwnKeys(page, result);
  // What is no plain key still is JupyterLab's.
  await result.locator('.percolab-scroller').focus();
  await page.keyboard.press('Control+Shift+c');
  await expect(page.locator('.lm-CommandPalette-input')).toBeFocused();
});

test('keeps the width of the cell and the zoom of the reader', async ({ page }) => {
  writeNotebook('resize.ipynb', [SWEEP]);
  await openInLab(page, 'resize.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const wide = await widths(result);
  expect(wide.svg).toBe(wide.room);
  await zoom(page, result);
  const zoomed = await rangeOfX(result);
  await page.setViewportSize({ width: 900, height: 1000 });
  // Where it is narrow, the controls no longer stand beside the figure.
  await expect.poll(async () => (await widths(result)).svg).toBeLessThan(wide.svg - 50);
  const narrow = await widths(result);
  expect(narrow.svg).toBe(narrow.room);
  expect(await rangeOfX(result)).toEqual(zoomed);
  await result.screenshot({ path: 'test-results/narrow.png' });
});

test('keeps its words apart in wide and in narrow cells', async ({ page }) => {
  const payloads = [SWEEP, TRAINING, dropout({ traced: true })];
  writeNotebook('narrow.ipynb', payloads);
  await openInLab(page, 'narrow.ipynb');
  for (const width of [1280, 1000, 700]) {
    await page.setViewportSize({ width, height: 1000 });
    for (const place of payloads.keys()) {
      const result = await resultAt(page, place);
      await expectDrawn(result);
      await expect.poll(() => overlaps(result)).toEqual([]);
      await result.screenshot({ path: `test-results/room-${place}-${width}.png` });
    }
  }
});

test('follows the theme while it is shown', async ({ page }) => {
  writeNotebook('theme.ipynb', [SWEEP, TRAINING]);
  await openInLab(page, 'theme.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const light = await inkOf(result);
  expect(light).toBeLessThan(0.2);
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.6);
  for (const place of [0, 1]) {
    const shown = await resultAt(page, place);
    await expectDrawn(shown);
    await shown.screenshot({ path: `test-results/dark-${place}.png` });
  }
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Light' });
  // The other figure may have pushed this one far away, where it waits for the reader.
  await resultAt(page, 0);
  await expect.poll(() => inkOf(result)).toBe(light);
});

test('follows a theme of its own colours and sizes', async ({ page }) => {
  writeNotebook('colours.ipynb', [SWEEP]);
  await openInLab(page, 'colours.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await page.addStyleTag({
    content: `body {
      --jp-ui-font-color1: color-mix(in oklab, white 90%, black) !important;
      --jp-border-color2: light-dark(rgb(221 222 223), rgb(4 5 6)) !important;
      --jp-ui-font-size1: 1.5rem !important;
    }`
  });
  await page.evaluate(() => (document.body.dataset['jpThemeName'] = 'Custom'));
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.7);
  const words = result.locator('.percolab-figure .xtitle').first();
  const rem = await page.evaluate(() =>
    parseFloat(getComputedStyle(document.documentElement).fontSize)
  );
  await expect(words).toHaveCSS('font-size', `${1.5 * rem}px`);
  await expect(result.locator('.xgrid').first()).toHaveCSS('stroke', 'rgb(221, 222, 223)');
});

test('follows the size of type while it is shown', async ({ page }) => {
  writeNotebook('type.ipynb', [SWEEP]);
  await openInLab(page, 'type.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  const words = result.locator('.percolab-figure .xtitle').first();
  const size = async () =>
    parseFloat(await words.evaluate(word => getComputedStyle(word).fontSize));
  const before = await size();
  for (const by of [1, 2]) {
    await runCommand(page, 'apputils:incr-font-size', { key: 'ui-font-size1' });
    await expect.poll(size).toBe(before + by);
  }
});

test('draws a result in the frame in which it comes', async ({ page }) => {
  const display = `from IPython.display import display
display({'${RESULT_MIME}': ${JSON.stringify(SWEEP)}}, raw=True)`;
  writeCells('frame.ipynb', [{ source: display }]);
  await openToRun(page, 'frame.ipynb');
  // The first one waits for Plotly.
  await runCommand(page, 'notebook:run-cell');
  await expectDrawn(await resultAt(page, 0));
  const drawn = page.evaluate(
    () =>
      new Promise<boolean>(resolve => {
        new MutationObserver((changes, observer) => {
          const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
          const heading = added.find(
            node => node instanceof Element && node.matches('.percolab-heading')
          );
          if (heading === undefined) return;
          observer.disconnect();
          // Before this frame is painted, and before any observer of sizes and places tells of the result.
          requestAnimationFrame(() => {
            const area = (heading as Element).parentElement!;
            resolve(area.querySelector('.main-svg .scatterlayer path') !== null);
          });
        }).observe(document.body, { childList: true, subtree: true });
      })
  );
  await runCommand(page, 'notebook:run-cell');
  expect(await drawn).toBe(true);
});

test('draws what the reader is near, and nothing twice', async ({ page }) => {
  const count = 30;
  writeNotebook('many.ipynb', new Array(count).fill(SWEEP));
  await openInLab(page, 'many.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await page.waitForTimeout(1000);
  const drawn = page.locator('.percolab-figure.js-plotly-plot');
  expect(await drawn.count()).toBeLessThan(8);
  const drawings = await countDrawings(result);
  await result.locator('.percolab-figure').evaluate(async figure => {
    const { style } = figure as HTMLElement;
    for (const display of ['none', '', 'none', '']) {
      style.display = display;
      // The same theme again, as when JupyterLab loads a style sheet.
      document.body.dataset['jpThemeName'] += '';
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    // Shown again as soon as anybody can know that it was hidden.
    await new Promise<void>(shown => {
      const own = new IntersectionObserver(entries => {
        if (entries.at(-1)!.isIntersecting) return;
        style.display = '';
        own.disconnect();
        shown();
      });
      own.observe(figure);
      style.display = 'none';
    });
    await new Promise(resolve => setTimeout(resolve, 100));
  });
  expect(await drawings()).toBe(0);
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await expect.poll(() => inkOf(result)).toBeGreaterThan(0.6);
  await expect.poll(drawings).toBe(1);
  // JupyterLab guesses the heights of cells far away, so one scrolling may not get there.
  await expect(async () => {
    const end = await resultAt(page, count - 1);
    expect(await end.locator('.main-svg').count()).toBeGreaterThan(0);
    expect(await inkOf(end)).toBeGreaterThan(0.6);
  }).toPass();
});

test('is a picture while the reader is far away, unless it was changed', async ({ page }) => {
  writeNotebook('far.ipynb', new Array(6).fill(SWEEP));
  // In such a page Plotly writes the page's address before the names of what it clips by.
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => {
      const base = document.createElement('base');
      base.href = location.href;
      document.head.append(base);
    })
  );
  await openInLab(page, 'far.ipynb');
  const first = await resultAt(page, 0);
  await expectDrawn(first);
  const lines = await first.locator('.js-line').count();
  const second = await resultAt(page, 1);
  await expectDrawn(second);
  await second.locator('.legendtoggle').first().click();
  const hidden = second.locator('.legend .traces').first();
  await expect(hidden).toHaveCSS('opacity', '0.5');
  await expectDrawn(await resultAt(page, 5));
  const picture = first.locator('.percolab-figure > img');
  await expect(picture).toHaveCount(1);
  await expect(first.locator('.main-svg')).toHaveCount(0);
  const [text, ...size] = await picture.evaluate(
    ({ src, naturalWidth, naturalHeight }: HTMLImageElement) =>
      [decodeURIComponent(src), naturalWidth, naturalHeight] as const
  );
  expect(text.match(/js-line/g)).toHaveLength(lines);
  expect(text).toContain('removal probability p');
  const parts = text.match(/url\([^)]*/g)!;
  expect(parts.filter(part => !part.startsWith("url('#"))).toEqual([]);
  const { clientWidth, clientHeight } = await first
    .locator('.percolab-figure')
    .evaluate(({ clientWidth, clientHeight }) => ({ clientWidth, clientHeight }));
  expect(size).toEqual([clientWidth, clientHeight]);
  await resultAt(page, 0);
  await expectDrawn(first);
  await expect(picture).toHaveCount(0);
  expect(await drawnTraces(first)).toHaveLength(lines);
  await resultAt(page, 1);
  await expect(hidden).toHaveCSS('opacity', '0.5');
});

test('is a picture where JupyterLab keeps cells near the reader only, also after a zoom and back', async ({
  page
}) => {
  writeNotebook('windowed.ipynb', new Array(5).fill(SWEEP));
  await openInLab(page, 'windowed.ipynb');
  await page.evaluate(() =>
    (window as unknown as Exposed).jupyterapp.serviceManager.settings.save(
      '@jupyterlab/notebook-extension:tracker',
      '{"windowingMode": "full"}'
    )
  );
  await openInLab(page, 'windowed.ipynb');
  const first = await resultAt(page, 0);
  await expectDrawn(first);
  await zoom(page, first);
  await first.getByRole('button', { name: 'Reset axes' }).click();
  const cell = page.locator('.jp-Cell').first();
  await expect(async () => {
    await page.mouse.wheel(0, 400);
    await expect(cell).toHaveCSS('opacity', '0', { timeout: 100 });
  }).toPass();
  // The button has the focus, which would go with it.
  await expectDrawn(first);
  await page.locator('.jp-Cell').last().locator('.jp-InputPrompt').click();
  const picture = first.locator('.percolab-figure > img');
  await expect(picture).toHaveCount(1);
  await page.mouse.wheel(0, -10_000);
  await expectDrawn(first);
  await expect(picture).toHaveCount(0);
});

test('follows the settings while it is shown', async ({ page }) => {
  writeNotebook('settings.ipynb', [SWEEP]);
  await openInLab(page, 'settings.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  expect(await heightOf(result)).toBe(420);
  await runCommand(page, 'settingeditor:open', { query: 'Percolab' });
  await page.locator('input[id$="_height"]').fill('300');
  await page.getByRole('checkbox', { name: 'Open the table' }).check();
  await page.locator('.lm-TabBar-tab', { hasText: 'settings.ipynb' }).click();
  await expect.poll(() => heightOf(result)).toBe(300);
  await expect(result.getByRole('table')).toBeVisible();
  await expectDrawn(result);
});

test('gives a short message for what is no result, and runs nothing', async ({ page }) => {
  const evil = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>';
  const columns = { ...SWEEP.columns };
  const hostile: unknown[] = [
    null,
    evil,
    [SWEEP],
    { ...SWEEP, percolab: 7 },
    { ...SWEEP, digest: evil },
    { ...SWEEP, study: { study: evil } },
    { ...SWEEP, rows: 1e300 },
    { ...SWEEP, rows: -1 },
    { ...SWEEP, rows: 3 },
    { ...SWEEP, columns: { ...columns, [evil]: columns['p'] } },
    { ...SWEEP, columns: JSON.parse(`{"__proto__": ${JSON.stringify(columns['p'])}}`) },
    { ...SWEEP, columns: { p: columns['p'] } },
    { ...SWEEP, columns: { ...columns, theta: { length: 306 } } },
    { ...TRAINING, traces: { row: [1e9], step: [1], loss: [1], open: [1] } }
  ];
  writeNotebook('hostile.ipynb', hostile);
  const errors: Error[] = [];
  page.on('pageerror', error => errors.push(error));
  await openInLab(page, 'hostile.ipynb');
  for (const place of hostile.keys()) {
    const result = await resultAt(page, place);
    await expect(result).toHaveText(/^This output is not a percolab result: .{5,80}\.$/);
  }
  await page.screenshot({ path: 'test-results/hostile.png' });
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(errors).toEqual([]);
});

test('shows markup in a valid result as letters', async ({ page }) => {
  const evil = '<img src=x onerror="window.hacked = true">';
  const models = SWEEP.columns['p'].map(() => evil);
  const study = { ...SWEEP.study, seed: evil, model: evil };
  writeNotebook('markup.ipynb', [
    { ...SWEEP, study, columns: { model: models, ...SWEEP.columns } }
  ]);
  await openInLab(page, 'markup.ipynb');
  const result = await resultAt(page, 0);
  await expectDrawn(result);
  await expect(result.locator('.percolab-caption')).toContainText(`seed ${evil}`);
  await result.locator('summary').click();
  await expect(result.getByRole('table')).toContainText(evil);
  await expect(result.locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await result.screenshot({ path: 'test-results/markup.png' });
});

test('says so when a study has no rows', async ({ page }) => {
  const columns = Object.fromEntries(Object.keys(SWEEP.columns).map(name => [name, []]));
  writeNotebook('empty.ipynb', [{ ...SWEEP, rows: 0, columns }]);
  await openInLab(page, 'empty.ipynb');
  const result = await resultAt(page, 0);
  await expect(result).toContainText('This study has no rows');
  await result.screenshot({ path: 'test-results/empty.png' });
});

test('leaves the notebook as it was', async ({ page }) => {
  writeNotebook('clean.ipynb', [SWEEP]);
  await openInLab(page, 'clean.ipynb');
  await expectDrawn(await resultAt(page, 0));
  // JupyterLab itself adds the kernel's version to a new notebook; once that is saved, nothing may change.
  await expect(page.getByText('| Idle')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  const saved = readFileSync(join(NOTEBOOKS, 'clean.ipynb'), 'utf8');
  await page.reload();
  await expectDrawn(await resultAt(page, 0));
  await expect(page.getByText('| Idle')).toBeVisible();
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  expect(readFileSync(join(NOTEBOOKS, 'clean.ipynb'), 'utf8')).toBe(saved);
});

/** The file that a button of a figure saves. */
async function saved(
  page: Page,
  result: Locator,
  button: string
): Promise<{ name: string; content: Buffer }> {
  const begun = page.waitForEvent('download');
  await result.getByRole('button', { name: button }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** Width and height of a picture as its first element says. */
function sizeOf(svg: string): number[] {
  return ['width', 'height'].map(side => Number(svg.match(`<svg [^>]*${side}="([^"]*)"`)![1]));
}

/** Size of a PNG, and red, green, blue and opacity of its corners. */
function pixelsOf(
  page: Page,
  png: Buffer
): Promise<{ width: number; height: number; corners: number[][] }> {
  return page.evaluate(async base64 => {
    const response = await fetch(`data:image/png;base64,${base64}`);
    const image = await createImageBitmap(await response.blob());
    const { width, height } = image;
    const brush = new OffscreenCanvas(width, height).getContext('2d')!;
    brush.drawImage(image, 0, 0);
    const corners = [0, width - 1].flatMap(x =>
      [0, height - 1].map(y => [...brush.getImageData(x, y, 1, 1).data])
    );
    return { width, height, corners };
  }, png.toString('base64'));
}

/** Counts the drawings of a figure from now on. */
async function countDrawings(result: Locator): Promise<() => Promise<number>> {
  const figure = result.locator('.percolab-figure');
  await figure.evaluate(plot => {
    const { dataset } = plot as HTMLElement;
    dataset['drawings'] = '0';
    const counted = () => (dataset['drawings'] = String(Number(dataset['drawings']) + 1));
    (plot as unknown as Plotted).on('plotly_afterplot', counted);
  });
  return async () => Number(await figure.getAttribute('data-drawings'));
}

interface Plotted {
  on(event: string, listener: () => void): void;
}

async function widths(result: Locator): Promise<{ svg: number; room: number }> {
  return result.locator('.percolab-figure').evaluate(figure => ({
    svg: figure.querySelector('.main-svg')!.getBoundingClientRect().width,
    room: figure.clientWidth
  }));
}

/** Words and buttons of a figure that lie over each other or stick out; a figure must also have its own width. */
function overlaps(result: Locator): Promise<string[]> {
  return result.locator('.percolab-figure').evaluate(figure => {
    const frame = figure.getBoundingClientRect();
    const words = [
      ...figure.querySelectorAll('.xtitle, .ytitle, .xtick, .ytick, .legendtext, .modebar')
    ];
    const boxes = words.map(
      word => [word.textContent || 'buttons', word.getBoundingClientRect()] as const
    );
    const found = boxes.flatMap(([text, a], index) => [
      ...(a.left < frame.left || a.right > frame.right + 1 || a.bottom > frame.bottom + 1
        ? [`${text} sticks out`]
        : []),
      ...boxes
        .slice(index + 1)
        .filter(
          ([, b]) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
        )
        .map(([other]) => `${text} lies over ${other}`)
    ]);
    const drawn = figure.querySelector('.main-svg')!.getBoundingClientRect();
    return drawn.width === figure.clientWidth ? found : ['not yet drawn in its width', ...found];
  });
}

function heightOf(result: Locator): Promise<number> {
  return result
    .locator('.percolab-figure .main-svg')
    .first()
    .evaluate(svg => svg.getBoundingClientRect().height);
}

function rangeOfX(result: Locator): Promise<number[]> {
  return result
    .locator('.percolab-figure')
    .evaluate(
      figure => (figure as unknown as { layout: { xaxis: { range: number[] } } }).layout.xaxis.range
    );
}

async function zoom(page: Page, result: Locator): Promise<void> {
  const before = await rangeOfX(result);
  const box = (await result.locator('.percolab-figure .nsewdrag').first().boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => rangeOfX(result)).not.toEqual(before);
}

interface Exposed {
  readonly jupyterapp: {
    readonly serviceManager: {
      readonly settings: { save(id: string, raw: string): Promise<void> };
    };
  };
}
