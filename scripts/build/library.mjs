// The TypeScript sources as modules with their types, in lib: what `import ... from 'percolab'` and the
// labextension's bundler read.

import { renameSync, rmSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { runQuietly } from '../process.mjs';

const fresh = '.build/lib';

/** @type {import('../step.mjs').Step} */
export const libraryStep = {
  name: 'TypeScript library',
  inputs: ['src', 'tsconfig.json', 'package-lock.json', 'scripts/build/library.mjs'],
  outputs: ['lib/index.js', 'lib/index.d.ts'],
  run: buildLibrary
};

async function buildLibrary() {
  rmSync(inCheckout(fresh), { recursive: true, force: true });
  // Named in full: node_modules also holds the TypeScript that the linter uses.
  const tsc = inCheckout('node_modules', '@typescript', 'native', 'bin', 'tsc');
  await runQuietly(process.execPath, [tsc, '-p', 'tsconfig.json', '--outDir', fresh]);
  // Swapped at the end: modules whose source is gone go too, and sources with errors leave the last library.
  rmSync(inCheckout('lib'), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout('lib'));
}
