// `npm run site`: the static site, built and perhaps served.

import { build } from '../build/build.mjs';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';
import { doStep } from '../step.mjs';
import { assembleStep, site } from './assemble.mjs';
import { jupyterliteStep } from './jupyterlite.mjs';
import { kernelStep } from './kernel.mjs';
import { serveFolder } from './server.mjs';

/** Port that is used where none is named. */
const PORT = 8123;

/** Builds the site into the folder `site`. */
export async function buildSite() {
  await build('lab');
  for (const step of [jupyterliteStep, kernelStep, assembleStep]) await doStep(step);
}

/**
 * Serves the site until this process is interrupted.
 *
 * @param {number} [port] 0 for any free one; where not given a usual one, since browsers keep what a reader changes for
 *   each port apart, or any free one if that is taken
 * @returns {Promise<void>} once it is interrupted
 * @throws Failure when the port can't be had
 */
export async function serveSite(port) {
  const served = await serveAt(port ?? PORT, port === undefined);
  process.stderr.write(
    `percolab: the site is at ${served.address}\npercolab: Ctrl-C stops the server.\n`
  );
  await new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  served.close();
  // Browsers keep their connections open.
  setImmediate(() => process.exit());
}

async function serveAt(port, orAny) {
  try {
    return await serveFolder(inCheckout(site), port);
  } catch (error) {
    if (orAny && error.code === 'EADDRINUSE') return serveAt(0, false);
    throw new Failure(
      `the site can't be served at port ${port}: ${error.message}. Name a free one: --port NUMBER, 0 for any`
    );
  }
}

/**
 * `npm run site [-- --serve [--port NUMBER]]`
 *
 * @param {string[]} args
 * @throws Failure when the arguments can't be understood
 */
export async function siteCommand(args) {
  const { serve, port } = readArguments(args);
  await buildSite();
  if (serve) await serveSite(port);
  else process.stderr.write(`percolab: the site is in the folder ${site}; publish all of it.\n`);
}

function readArguments(args) {
  const [first, flag, number, ...more] = args;
  if (first === undefined) return { serve: false };
  if (first === '--serve' && flag === undefined) return { serve: true };
  const port = Number(number);
  if (first === '--serve' && flag === '--port' && more.length === 0 && isPort(number)) {
    return { serve: true, port };
  }
  throw new Failure(
    `'${args.join(' ')}' is not understood. Usage: npm run site [-- --serve [--port NUMBER]]`
  );
}

function isPort(text) {
  return /^\d{1,5}$/.test(text ?? '') && Number(text) <= 65535;
}
