// JupyterLab on the quickstart notebook.

import { activeEnvironment, environmentProgram } from './environment.mjs';
import { runLoudly } from './process.mjs';
import { setUp } from './setup.mjs';

/**
 * `npm start [-- ARGUMENTS OF JUPYTER LAB]`: sets up, then runs JupyterLab until Ctrl-C.
 *
 * @param {string[]} args passed on to `jupyter lab`
 * @returns {Promise<number>} JupyterLab's exit status
 */
export async function startLab(args) {
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

function hasDisplay() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}
