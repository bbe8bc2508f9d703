// The Node side as percolab/engine: the library, the command line, the JSON-RPC engine process, their worker and their parser,
// each one complete module, beside them the digits with their licence and the worked cells. The wheel and the npm package carry this
// folder.

import { chmodSync, copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { bundleForNode } from './bundle.mjs';
import { writeLicences } from './licences.mjs';

const folder = 'percolab/engine';
const fresh = '.build/engine';
const data = 'src/engine/dropout/data';
const worked = 'src/study/assist/worked.json';

/** @type {import('../step.mjs').Step} */
export const engineStep = {
  name: 'engine, library and command line',
  inputs: [
    'src/engine',
    'src/study',
    'src/host',
    'src/cli',
    'src/api.ts',
    'src/node.ts',
    'schema',
    'package-lock.json',
    'scripts/build/buildhash.cjs',
    'scripts/build/bundle.mjs',
    'scripts/build/engine.mjs',
    'scripts/build/licences.mjs',
    'scripts/dependencies/licences.mjs'
  ],
  outputs: ['index.js', 'cli.js', 'engine.js', 'parser.js', 'worker.js', 'package.json'].map(
    name => `${folder}/${name}`
  ),
  run: buildEngine
};

async function buildEngine() {
  const metafile = await bundleForNode({
    entryPoints: {
      index: 'src/node.ts',
      cli: 'src/cli/percolab.ts',
      engine: 'src/cli/engine.ts',
      parser: 'src/host/node/parser.ts',
      worker: 'src/host/node/worker.ts'
    },
    outdir: fresh
  });
  for (const name of readdirSync(inCheckout(data)).filter(name => /\.(gz|md)$/.test(name))) {
    copyFileSync(inCheckout(data, name), inCheckout(fresh, name));
  }
  copyFileSync(inCheckout(worked), inCheckout(fresh, 'worked.json'));
  // Says that the files are modules, also where no package.json of ours is above them (in the wheel).
  writeFileSync(inCheckout(fresh, 'package.json'), '{ "type": "module" }\n');
  writeLicences([metafile], inCheckout(fresh, 'LICENSES.txt'));
  chmodSync(inCheckout(fresh, 'cli.js'), 0o755);
  // Swapped at the end: sources that can't be bundled leave the last engine as it was.
  rmSync(inCheckout(folder), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout(folder));
}
