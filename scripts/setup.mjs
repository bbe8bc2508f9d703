// All that must be in place before JupyterLab or the tests can run, in order; nothing is done twice.

import { build } from './build/build.mjs';
import { installEnvironment, installWheel } from './environment.mjs';

/** Installs npm's and Python's packages, builds, and installs the wheel. */
export async function setUp() {
  await installEnvironment();
  await build();
  await installWheel();
}
