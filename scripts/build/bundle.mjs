// Bundling with esbuild, and its errors in our form.

import { root } from '../checkout.mjs';
import { Failure } from '../failure.mjs';
import { buildConstants } from './buildhash.cjs';

/**
 * Bundles programs and modules for Node; same options and errors as `bundle`.
 *
 * @param {import('esbuild').BuildOptions} options paths are below the checkout
 */
export function bundleForNode(options) {
  return bundle({
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Bundled CommonJS packages call require, which a module does not have.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"
    },
    ...options
  });
}

/**
 * Bundles each entry point with all that it imports.
 *
 * @param {import('esbuild').BuildOptions} options paths are below the checkout
 * @returns {Promise<import('esbuild').Metafile>} which files went into the bundles
 * @throws Failure with file, line and column of every error
 */
export async function bundle(options) {
  // Imported late: esbuild is there only after the packages are installed.
  const esbuild = await import('esbuild');
  try {
    const { metafile } = await esbuild.build({
      ...options,
      define: { ...buildConstants(), ...options.define },
      absWorkingDir: root,
      bundle: true,
      charset: 'utf8',
      metafile: true,
      logLevel: 'silent'
    });
    return metafile;
  } catch (error) {
    if (error.errors === undefined) throw error;
    const messages = await esbuild.formatMessages(error.errors, { kind: 'error' });
    throw new Failure(`the sources can't be bundled.\n${messages.join('')}`);
  } finally {
    // Its process would stay as long as ours, which may serve JupyterLab for days.
    await esbuild.stop();
  }
}
