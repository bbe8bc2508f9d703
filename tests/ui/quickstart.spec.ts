// The main job: the quickstart notebook run from top to bottom by a real kernel, what it draws, how it looks in
// both themes, and what is left of it when it is opened again.

import { figure } from '../../src/study/figure';
import { parseResult } from '../../src/study/payload';
import type { Result } from '../../src/study/result';
import {
  drawnTraces,
  expectDrawn,
  inkOf,
  openToRun,
  resultAt,
  runCommand,
  storedResults,
  type DrawnTrace
} from './notebook';
import { expect, test, type Page } from './test';

const NAMES = ['site', 'bond', 'check', 'teacher', 'digits'] as const;
const DEPTHS = [4, 16, 64];
const ARMS = ['dropout', 'conditioned', 'intact'];

test('the quickstart runs from top to bottom and draws its results', async ({ page }) => {
  test.setTimeout(240_000);
  await openToRun(page, 'quickstart.ipynb');
  const progress = page
    .locator('.jp-OutputArea-output')
    .filter({ has: page.getByRole('progressbar') });
  const run = runCommand(page, 'notebook:run-all-cells');
  await expect(progress).toBeVisible({ timeout: 120_000 });
  await expect(progress).toContainText(/dropout: \d+ % \u00b7 \d+ of \d+ parts/);
  await run;
  await expect(progress).toHaveCount(0);
  await expect(page.locator('.percolab-result')).toHaveCount(NAMES.length);
  await expect(page.locator('[data-mime-type$=".error"], [data-mime-type$=".stderr"]')).toHaveCount(
    0
  );

  await runCommand(page, 'docmanager:save');
  const results = storedResults('quickstart.ipynb').map(parseResult);
  const drawn = await allDrawn(page, results);
  checkSweeps(drawn);
  checkTraining(drawn, results);

  await readmePicture(page);
  await pictures(page, 'light', 1280);
  await pictures(page, 'light', 700);
  await runCommand(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await pictures(page, 'dark', 700);
  await pictures(page, 'dark', 1280);

  await page.reload();
  expect(await allDrawn(page, results)).toEqual(drawn);
});

type Drawn = Readonly<Record<(typeof NAMES)[number], DrawnTrace[]>>;

/** The traces of all figures, each of which must be that of its stored result. */
async function allDrawn(page: Page, results: readonly Result[]): Promise<Drawn> {
  expect(results).toHaveLength(NAMES.length);
  const all: [string, DrawnTrace[]][] = [];
  for (const [place, result] of results.entries()) {
    const shown = await resultAt(page, place);
    await expectDrawn(shown);
    const traces = await drawnTraces(shown);
    expect(traces).toEqual(figure(result).data.map(({ name, x, y }) => ({ name, x, y })));
    all.push([NAMES[place], traces]);
  }
  return Object.fromEntries(all) as Drawn;
}

/** Curves against what theory says about them. */
function checkSweeps({ site, bond, check }: Drawn): void {
  expect(site.map(({ name }) => name)).toEqual(DEPTHS.map(depth => `L = ${depth}`));
  for (const [place, { x, y }] of site.entries()) {
    expect(x).toHaveLength(51);
    x.forEach((p, at) => expect(y[at]).toBeCloseTo((1 - p ** 8) ** DEPTHS[place], 12));
    // 64 weights of a layer are harder to lose than its 8 units.
    const own = bond[place];
    x.slice(5, -5).forEach((_, at) => expect(own.y[at]).toBeGreaterThanOrEqual(y[at]));
  }
  expect(bond.map(({ name }) => name)).toEqual(site.map(({ name }) => name));
  // For each model a band, a curve and points.
  expect(check.map(({ name }) => name)).toEqual(['site', 'bond', 'site', 'bond', 'site', 'bond']);
  const [, , siteCurve, bondCurve, sitePoints, bondPoints] = check;
  expect(sitePoints.x).toEqual(siteCurve.x);
  for (const [points, curve] of [
    [sitePoints, siteCurve],
    [bondPoints, bondCurve]
  ]) {
    points.y.forEach((y, at) => expect(Math.abs(y - curve.y[at])).toBeLessThan(0.06));
  }
}

/** Training against what the notebook says about it: who fails, and that closed steps teach exactly nothing. */
function checkTraining({ teacher, digits }: Drawn, results: readonly Result[]): void {
  for (const place of [3, 4]) {
    expect(new Set(results[place].columns['closed_gradient_max'])).toEqual(new Set([0]));
  }
  // The first panel has the accuracy of three arms as band, replicates and median.
  for (const traces of [teacher, digits]) {
    expect(traces.slice(0, 9).map(({ name }) => name)).toEqual([...ARMS, ...ARMS, ...ARMS]);
  }
  const [dropout, conditioned, intact] = teacher.slice(6, 9);
  expect(dropout.x).toEqual([4, 8, 16]);
  expect(dropout.y[2]).toBeLessThan(0.8);
  expect(Math.min(...conditioned.y, ...intact.y)).toBeGreaterThan(0.95);
  const theta = teacher.find(({ name }) => name === 'predicted \u03b8')!;
  // The open fraction of the dropout runs stands on it.
  const open = teacher[teacher.indexOf(theta) + 1];
  theta.y.forEach((y, at) => expect(y).toBeCloseTo((1 - 0.8 ** 8) ** theta.x[at], 12));
  open.x.forEach((depth, at) =>
    expect(Math.abs(open.y[at] - theta.y[theta.x.indexOf(depth)])).toBeLessThan(0.06)
  );
  // Here percolation is not to blame: the control fails too, though nearly every mask is open.
  expect(digits[7].y[2]).toBeLessThan(0.6);
  expect(digits[8].y[2]).toBeGreaterThan(0.9);
  const predicted = digits.find(({ name }) => name === 'predicted \u03b8')!;
  expect(predicted.y[2]).toBeGreaterThan(0.9);
}

/** Every figure of the page as a picture. */
async function pictures(page: Page, theme: string, width: number): Promise<void> {
  // Higher than any figure: pictures of what is scrolled out of sight would show what lies over it.
  await page.setViewportSize({ width, height: 1400 });
  for (const [place, name] of NAMES.entries()) {
    const result = await resultAt(page, place);
    await expectDrawn(result);
    await expect.poll(async () => ((await inkOf(result)) > 0.5 ? 'dark' : 'light')).toBe(theme);
    await result.screenshot({ path: `test-results/quickstart-${name}-${theme}-${width}.png` });
  }
}

/** The picture of the readme, docs/quickstart.png. */
async function readmePicture(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1200, height: 960 });
  await runCommand(page, 'application:toggle-left-area');
  const cell = page.locator('.jp-CodeCell', { hasText: '%%dropout teacher' });
  await cell.evaluate(element => element.scrollIntoView({ block: 'start' }));
  await expectDrawn(cell.locator('.percolab-result'));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: 'test-results/quickstart.png' });
  await runCommand(page, 'application:toggle-left-area');
}
