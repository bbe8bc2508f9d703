// What must be there before dependencies can be looked at: all that is built of them, and all that pip installs.

import { installAuditor, installTestPackages } from '../environment.mjs';
import { setUp } from '../setup.mjs';
import { doStep } from '../step.mjs';
import { kernelStep } from '../site/kernel.mjs';

/** Builds, and installs the wheel with its extras and the auditor. */
export async function prepareDependencies() {
  await setUp();
  await doStep(kernelStep);
  await installTestPackages();
  await installAuditor();
}
