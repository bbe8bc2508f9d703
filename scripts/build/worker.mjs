// The browser's worker: one complete script that needs no module loader, for `new Worker(url)` and importScripts.

import { Failure } from '../failure.mjs';
import { bundle } from './bundle.mjs';
import { packageFolders } from './licences.mjs';

const file = 'lib/worker.js';

/** @type {import('../step.mjs').Step} */
export const workerStep = {
  name: 'browser worker',
  inputs: [
    'src/engine',
    'src/host',
    'package-lock.json',
    'scripts/build/buildhash.cjs',
    'scripts/build/bundle.mjs',
    'scripts/build/licences.mjs',
    'scripts/build/worker.mjs'
  ],
  outputs: [file],
  run: buildWorker
};

async function buildWorker() {
  const metafile = await bundle({
    entryPoints: ['src/host/browser/worker.ts'],
    outfile: file,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true
  });
  const packages = packageFolders([metafile]);
  if (packages.length > 0) {
    throw new Failure(
      `the browser's worker holds ${packages.join(', ')}, whose licences go along with no copy of it. Take them out, or ` +
        'write the licences beside it.'
    );
  }
}
