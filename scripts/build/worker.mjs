// The browser's worker: one complete script that needs no module loader, for `new Worker(url)` and importScripts.

import { bundle } from './bundle.mjs';

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
    'scripts/build/worker.mjs'
  ],
  outputs: [file],
  run: () =>
    bundle({
      entryPoints: ['src/host/browser/worker.ts'],
      outfile: file,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      minify: true
    })
};
