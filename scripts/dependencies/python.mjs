// What pip installs with our wheel, as the environment of the checkout has it.

import { environmentProgram } from '../environment.mjs';
import { inCheckout } from '../checkout.mjs';
import { runQuietly } from '../process.mjs';

/**
 * @typedef {object} PythonPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence by SPDX where the package says it so clearly
 * @property {string} extra of percolab that brings it; '' where percolab itself does
 */

/**
 * The packages that percolab brings, and those of its extras.
 *
 * @returns {Promise<PythonPackage[]>} in order of their names
 * @throws Failure when one is not installed
 */
export async function shippedPython() {
  const script = inCheckout('scripts', 'dependencies', 'shipped.py');
  return JSON.parse(await runQuietly(environmentProgram('python'), [script]));
}
