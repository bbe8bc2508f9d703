// Everything that is built with Node alone, in order. Each step is skipped when nothing that it reads has changed.

import { installPackages } from '../packages.mjs';
import { Failure } from '../failure.mjs';
import { doStep } from '../step.mjs';
import { embedStep } from './embed.mjs';
import { engineStep } from './engine.mjs';
import { labextensionStep } from './labextension.mjs';
import { libraryStep } from './library.mjs';
import { checkVersions } from './versions.mjs';
import { workerStep } from './worker.mjs';

// lib is emptied by the library's step, so the worker, which is put beside it, comes after.
const parts = {
  engine: [engineStep],
  view: [embedStep],
  lab: [libraryStep, workerStep, labextensionStep]
};

/**
 * Builds all, or one part: `engine` (command line, engine process) or `view` (the view for any page),
 * `lab` (library, worker, labextension).
 *
 * @param {string} [part]
 * @throws Failure when the part is unknown or a step fails
 */
export async function build(part) {
  if (part !== undefined && !(part in parts)) {
    throw new Failure(
      `there is no part '${part}' to build; the parts are ${Object.keys(parts).join(', ')}.`
    );
  }
  await installPackages();
  checkVersions();
  for (const step of part === undefined ? Object.values(parts).flat() : parts[part]) {
    await doStep(step);
  }
}

/**
 * `node scripts/build.mjs [--only PART]`
 *
 * @param {string[]} args
 */
export async function buildCommand(args) {
  if (args.length > 0 && (args[0] !== '--only' || args.length !== 2)) {
    throw new Failure(
      `'${args.join(' ')}' is not understood. Usage: npm run build [-- --only engine|view|lab]`
    );
  }
  await build(args[1]);
}
