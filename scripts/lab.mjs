// JupyterLab on the quickstart notebook, or the static site where JupyterLab can't be.

import { activeEnvironment, environmentProgram } from './environment.mjs';
import { runLoudly } from './process.mjs';
import { whyNoPython } from './python.mjs';
import { setUp } from './setup.mjs';
import { buildSite, serveSite } from './site/site.mjs';

/**
 * `npm start [-- ARGUMENTS OF JUPYTER LAB]`: sets up, then runs JupyterLab until Ctrl-C. Where there is no Python that
 * could run it, the static site is built and served instead.
 *
 * @param {string[]} args passed on to `jupyter lab`
 * @returns {Promise<number | void>} JupyterLab's exit status
 */
export async function startLab(args) {
  const lack = process.env.PYTHON ? null : whyNoPython();
  if (lack !== null) return startSite(lack, args);
  await setUp();
  const options = [
    '--ServerApp.root_dir=examples',
    // In the address that the server prints and opens.
    '--LabApp.default_url=/lab/tree/quickstart.ipynb',
    // Ctrl-C stops without asking.
    '-y'
  ];
  if (!hasDisplay()) options.push('--no-browser');
  // Jupyter refuses to run as root otherwise; whoever starts this as root, say in a container, means it.
  if (process.getuid?.() === 0) options.push('--allow-root');
  const lab = ['-m', 'jupyterlab', ...options, ...args];
  const status = await runLoudly(environmentProgram('python'), lab, activeEnvironment());
  // To be interrupted is how a server ends.
  return status === 130 ? 0 : status;
}

async function startSite(lack, args) {
  process.stderr.write(
    `percolab: ${lack}\npercolab: until then this serves the static site, whose notebooks compute in the browser: ` +
      'studies and TypeScript, no Python.\n'
  );
  if (args.length > 0) {
    process.stderr.write(`percolab: left aside, since they are JupyterLab's: ${args.join(' ')}\n`);
  }
  await buildSite();
  await serveSite();
}

function hasDisplay() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}
