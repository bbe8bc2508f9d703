// The TypeScript sources as modules with their types, in lib: what `import ... from 'percolab'` and the
// labextension's bundler read.

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  nameTypesInFull(inCheckout(fresh));
  // Swapped at the end: modules whose source is gone go too, and sources with errors leave the last library.
  rmSync(inCheckout('lib'), { recursive: true, force: true });
  renameSync(inCheckout(fresh), inCheckout('lib'));
}

/**
 * Gives the imports of all declarations the endings that they need where modules are resolved as Node resolves them.
 *
 * @param {string} folder
 */
function nameTypesInFull(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter(name => name.endsWith('.d.ts'))) {
    const file = join(folder, name);
    const full = (
      /** @type {string} */ _,
      /** @type {string} */ before,
      /** @type {string} */ path
    ) => {
      const target = join(dirname(file), path);
      const ending = ['.js', '/index.js'].find(end =>
        existsSync(target + end.replace('.js', '.d.ts'))
      );
      return `${before}'${path}${ending ?? ''}'`;
    };
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/(\bfrom |\bimport\()["'](\.{1,2}(?:\/[^"']*)?)["']/g, full));
  }
}
