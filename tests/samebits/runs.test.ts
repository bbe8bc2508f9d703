// The engine as it ships, run in every way that Node can run it: each gives the digests that are written down.

import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle, type Bundles } from '../host/bundle';
import type { Print } from './prints';
import { DIGESTS } from './set';

jest.setTimeout(120_000);

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundle({ run: 'tests/samebits/run.ts' });
});
afterAll(() => bundles.remove());

/** How Node is started. */
interface Way {
  readonly workers: number;
  readonly flags?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

const WAYS: Readonly<Record<string, Way>> = {
  '1 worker': { workers: 1 },
  '2 workers': { workers: 2 },
  '5 workers': { workers: 5 },
  '8 workers': { workers: 8 },
  // Without WebAssembly the plain TypeScript twins of the kernels run.
  'no compiled kernels': { workers: 2, flags: ['--no-expose-wasm'] },
  'another language and time zone': {
    workers: 2,
    environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }
  }
};

async function prints({ workers, flags = [], environment = {} }: Way): Promise<unknown> {
  const library = pathToFileURL('percolab/engine/index.js').href;
  const words = [library, String(workers), 'tests/samebits/studies.json'];
  const program = fileURLToPath(bundles.url('run.js'));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, ...words], {
    env: { ...process.env, ...environment }
  });
  return JSON.parse(stdout) as Record<string, Print>;
}

test.each(Object.entries(WAYS))('%s', async (_, way) => {
  expect(await prints(way)).toEqual(DIGESTS);
});
