// A labextension by JupyterLab's own builder (rspack).

import { readFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { runQuietly } from '../process.mjs';

/**
 * Builds the extension whose package.json is in a folder into the folder that it names.
 *
 * @param {string} folder below the checkout; '' for the checkout itself
 * @throws Failure with what the builder says
 */
export async function buildExtension(folder) {
  await runQuietly(process.execPath, [
    inCheckout('node_modules', '@jupyter', 'builder', 'lib', 'build-labextension.js'),
    '--core-package-file',
    inCheckout('node_modules', '@jupyterlab', 'core-meta', 'core.package.json'),
    inCheckout(folder)
  ]);
}

/**
 * The packages that the builder has put into an extension; it writes their licences beside them.
 *
 * @param {string} folder of the built extension, below the checkout
 * @returns {import('./licences.mjs').Bundled[]}
 */
export function packagesOfExtension(folder) {
  const list = inCheckout(folder, 'static', 'third-party-licenses.json');
  return JSON.parse(readFileSync(list, 'utf8')).packages.map(
    ({ name, versionInfo: version, licenseId: licence }) => ({ name, version, licence })
  );
}
