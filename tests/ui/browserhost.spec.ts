// The host of browsers in a real one: the studies of tests/samebits have the digests that are written down there,
// wherever the workers come from.

import type { StudyKeys } from '../../src/api';
import type { Result } from '../../src/study/result';
import { printOf, type Print } from '../samebits/prints';
import { DIGESTS, STUDIES } from '../samebits/set';
import { openInLab, writeCells } from './notebook';
import { startSite, type Site } from './site';
import { expect, test, type Page } from './test';

/** All but those whose data stand in a file, which a page can't read. */
const studies = Object.entries(STUDIES).filter(
  ([, { data }]) => !/digits/.test(JSON.stringify(data ?? ''))
);
const wanted = Object.fromEntries(studies.map(([name]) => [name, DIGESTS[name]]));

let site: Site;

test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

test('a page that allows its own workers only', async ({ page }) => {
  await page.goto(site.own);
  const workers = workersOf(page);
  expect(await runAll(page, site.library)).toEqual(wanted);
  expect(new Set(workers)).toEqual(new Set([new URL('/worker.js', site.own).href]));
});

test('a page whose scripts come from another origin', async ({ page }) => {
  // Its policy forbids WebAssembly, and workers that start from blobs inherit it: the kernels' plain twins run.
  test.slow();
  await page.goto(site.foreign);
  expect(await page.evaluate(compiles)).toBe(false);
  const workers = workersOf(page);
  expect(await runAll(page, site.foreignLibrary)).toEqual(wanted);
  expect(workers[0]).toMatch(/^blob:/);
});

test('a host that is disposed of frees the address from which its workers start', async ({
  page
}) => {
  await page.goto(site.foreign);
  const startable = await page.evaluate(async library => {
    const made: string[] = [];
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = content => {
      made.push(make(content));
      return made.at(-1)!;
    };
    const { browserHost } = (await import(library)) as Library;
    const host = browserHost({ script: new URL('worker.js', library) });
    const starts = () =>
      new Promise<boolean>(resolve => {
        const worker = new Worker(made[0]);
        worker.addEventListener('message', () => resolve(true));
        worker.addEventListener('error', () => resolve(false));
      });
    const before = await starts();
    host.dispose();
    return [before, await starts()];
  }, site.foreignLibrary);
  expect(startable).toEqual([true, false]);
});

test('the extension in JupyterLab', async ({ page }) => {
  writeCells('host.ipynb', [{ source: '' }]);
  await openInLab(page, 'host.ipynb');
  const workers = workersOf(page);
  expect(await runAll(page, null)).toEqual(wanted);
  expect(workers[0]).toMatch(/\/lab\/extensions\/percolab\/static\/worker\.\w+\.js$/);
});

/** Whether a page may compile WebAssembly: the smallest module there is. */
function compiles(): boolean {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) !== null;
  } catch {
    return false;
  }
}

/** Addresses of the workers that a page starts from now on. */
function workersOf(page: Page): string[] {
  const found: string[] = [];
  page.on('worker', worker => found.push(worker.url()));
  return found;
}

interface Library {
  run(study: StudyKeys): Promise<Result>;
  browserHost(options: { script: URL }): { dispose(): void };
}

interface JupyterPage {
  readonly _JUPYTERLAB: {
    readonly percolab: { get(module: string): Promise<() => Library> };
  };
}

/**
 * Runs the studies in a page, by the library at an address or, for null, by the installed extension's; their
 * fingerprints.
 */
async function runAll(page: Page, library: string | null): Promise<Record<string, Print>> {
  const results = await page.evaluate(
    async ([address, set]) => {
      const { run } =
        address === null
          ? (await (window as unknown as JupyterPage)._JUPYTERLAB.percolab.get('./index'))()
          : ((await import(address)) as Library);
      return Promise.all(set.map(async ([name, study]) => [name, await run(study)] as const));
    },
    [library, studies] as const
  );
  return Object.fromEntries(results.map(([name, result]) => [name, printOf(result)]));
}
