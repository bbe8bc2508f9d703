// The host of browsers in a real one: the same study gives what the command line gives, to the bit, wherever its
// workers come from.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Result } from '../../src/study/result';
import { openInLab, writeCells } from './notebook';
import { startSite, type Site } from './site';
import { expect, test, type Page } from './test';

const STUDIES = {
  percolation: `study: percolation
network: {width: 8, depth: [4, 16]}
model: [site, bond]
p: 0.1..0.9 by 0.2
method: [exact, montecarlo]
trials: 50000
seed: browser
`,
  dropout: `study: dropout
network: {width: 8, depth: [2, 4]}
data: teacher
p: [0.2, 0.5]
steps: 200
replicates: 3
seed: browser
`
};

let site: Site;
let wanted: Result[];

test.beforeAll(async () => {
  site = await startSite();
  wanted = Object.entries(STUDIES).map(([kind, text]) => {
    const file = test.info().outputPath(`${kind}.yaml`);
    writeFileSync(file, text);
    const command = ['percolab/engine/cli.js', 'run', file, '--workers', '2'];
    return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Result;
  });
});
test.afterAll(() => site.close());

test('a page that allows its own workers only', async ({ page }) => {
  await page.goto(site.own);
  const workers = workersOf(page);
  expect(await runAll(page, site.library)).toEqual(wanted);
  expect(new Set(workers)).toEqual(new Set([new URL('/worker.js', site.own).href]));
});

test('a page whose scripts come from another origin', async ({ page }) => {
  await page.goto(site.foreign);
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

/** Addresses of the workers that a page starts from now on. */
function workersOf(page: Page): string[] {
  const found: string[] = [];
  page.on('worker', worker => found.push(worker.url()));
  return found;
}

interface Library {
  run(study: string): Promise<Result>;
  browserHost(options: { script: URL }): { dispose(): void };
}

interface JupyterPage {
  readonly _JUPYTERLAB: {
    readonly percolab: { get(module: string): Promise<() => Library> };
  };
}

/** Runs the studies in a page, by the library at an address or, for null, by the installed extension's. */
function runAll(page: Page, library: string | null): Promise<object[]> {
  return page.evaluate(
    async ([address, studies]) => {
      const { run } =
        address === null
          ? (await (window as unknown as JupyterPage)._JUPYTERLAB.percolab.get('./index'))()
          : ((await import(address)) as Library);
      const results = await Promise.all(studies.map(study => run(study)));
      // The command line leaves out the times, which differ from run to run.
      return results.map(result => {
        const timeless = Object.entries(result).filter(([name]) => name !== 'timing');
        return Object.fromEntries(timeless) as unknown as Result;
      });
    },
    [library, Object.values(STUDIES)] as const
  );
}
