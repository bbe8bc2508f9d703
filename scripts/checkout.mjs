// Where things are in the checkout.

import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {...string} parts path below the checkout
 * @returns {string} absolute path
 */
export function inCheckout(...parts) {
  return join(root, ...parts);
}
