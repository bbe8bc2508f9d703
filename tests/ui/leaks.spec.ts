// What is no longer shown must be freed: cells that are run again and again, and notebooks that are closed.

import { dropout, percolation, steps } from '../study/figure.samples';
import { RESULT_MIME } from '../../src/study/result';
import {
  expectDrawn,
  openToRun,
  resultAt,
  runCommand,
  writeCells,
  writeNotebook
} from './notebook';
import { expect, test, type Page } from './test';

// What the tests before have left is not counted.
test.use({ reuseContext: false });

const SWEEP = percolation({ depths: [8, 16], ps: steps(0, 1, 21), trials: [100] });
const TRAINING = dropout({ traced: true });
const SHOW = `from IPython.display import display
display({'${RESULT_MIME}': ${JSON.stringify(SWEEP)}}, raw=True)`;
const TIMES = 20;
const WARM = 6;
/** Nodes by which a page may grow by itself; a figure has several hundred. */
const SLACK = 100;

test('a cell that is run again frees the result before', async ({ page }) => {
  writeCells('again.ipynb', [{ source: SHOW }]);
  await openToRun(page, 'again.ipynb');
  await remember(page, '.percolab-result, .percolab-figure');
  // What is made once comes late on a busy machine.
  for (let time = 0; time < WARM; time++) await showAgain(page);
  const nodes = await nodesIn(page);
  for (let time = WARM; time < TIMES; time++) await showAgain(page);
  await expect.poll(() => nodesIn(page)).toBeLessThan(nodes + SLACK);
  // The result that is shown, and its figure.
  await expect.poll(() => remembered(page)).toBe(2);
});

test('a notebook that is closed frees its figures', async ({ page }) => {
  writeNotebook('closed.ipynb', [SWEEP, TRAINING]);
  await openToRun(page, 'closed.ipynb');
  // JupyterLab has added the kernel's version, and would ask whether to save it.
  await runCommand(page, 'docmanager:save');
  // Not the results around them: JupyterLab 4.6 keeps the elements of closed notebooks, with or without ours.
  await remember(page, '.percolab-figure');
  for (let time = 0; time < 4; time++) {
    await runCommand(page, 'application:close');
    await expect(page.locator('.percolab-result')).toHaveCount(0);
    await runCommand(page, 'docmanager:open', { path: 'closed.ipynb' });
    for (const place of [0, 1]) await expectDrawn(await resultAt(page, place));
  }
  await expect.poll(() => remembered(page)).toBe(2);
});

async function showAgain(page: Page): Promise<void> {
  await runCommand(page, 'notebook:run-cell');
  await expectDrawn(await resultAt(page, 0));
}

interface Remembering {
  remembered: WeakRef<Element>[];
}

/** Remembers, weakly, all elements of a kind that come into the page from now on. */
function remember(page: Page, selector: string): Promise<void> {
  return page.evaluate(wanted => {
    const all: WeakRef<Element>[] = [];
    (window as unknown as Remembering).remembered = all;
    const look = (node: Node) => {
      if (!(node instanceof Element)) return;
      const found = [node, ...node.querySelectorAll(wanted)].filter(own => own.matches(wanted));
      all.push(...found.map(own => new WeakRef(own)));
    };
    new MutationObserver(changes =>
      changes.forEach(({ addedNodes }) => addedNodes.forEach(look))
    ).observe(document.body, { childList: true, subtree: true });
  }, selector);
}

/** How many of the remembered elements are still in memory. */
async function remembered(page: Page): Promise<number> {
  await page.requestGC();
  return page.evaluate(() => {
    const all = (window as unknown as Remembering).remembered.map(own => own.deref());
    return new Set(all.filter(own => own !== undefined)).size;
  });
}

/** How many nodes the page holds, in the document or out of it. */
async function nodesIn(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return nodes;
}
