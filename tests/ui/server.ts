// The Jupyter server of the browser tests: its own folders, so that nothing of the reader's Jupyter is read or
// written, and notebooks that may be changed.

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const HOME = resolve('.build', 'ui');

/** The folder that the server shows: a copy of the examples, and what tests add. */
export const NOTEBOOKS = join(HOME, 'notebooks');

const SETTINGS = join(HOME, 'settings');

/** Makes the server's folders anew. */
export function prepareServer(): void {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  cpSync('examples', NOTEBOOKS, { recursive: true });
  resetSettings();
}

/** Makes the settings those of a new user, whatever a test has changed. */
export function resetSettings(): void {
  rmSync(SETTINGS, { recursive: true, force: true });
  const folder = join(SETTINGS, '@jupyterlab', 'apputils-extension');
  mkdirSync(folder, { recursive: true });
  // No question about news, which would lie over the page.
  writeFileSync(
    join(folder, 'notification.jupyterlab-settings'),
    JSON.stringify({ fetchNews: 'false', checkForUpdates: false })
  );
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolvePort(port));
    });
  });
}

/** Arguments of Python that start JupyterLab (and with it Notebook 7) of the active environment. */
export function serverArguments(port: string): string[] {
  const options = [
    '--no-browser',
    '--Application.log_level=WARN',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    '--IdentityProvider.token=',
    // For tests that call JupyterLab's commands, such as a change of theme.
    '--LabApp.expose_app_in_browser=True',
    '--JupyterNotebookApp.expose_app_in_browser=True',
    `--ServerApp.root_dir=${NOTEBOOKS}`
  ];
  if (process.getuid?.() === 0) options.push('--allow-root');
  return ['-m', 'jupyterlab', ...options];
}

/** The same as a command line. */
export function serverCommand(port: string): string {
  return ['python', ...serverArguments(port)].map(word => JSON.stringify(word)).join(' ');
}

/** Environment variables of the server. */
export function serverEnvironment(): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: join(HOME, 'config'),
    JUPYTER_DATA_DIR: join(HOME, 'data'),
    JUPYTER_RUNTIME_DIR: join(HOME, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: SETTINGS,
    JUPYTERLAB_WORKSPACES_DIR: join(HOME, 'workspaces'),
    IPYTHONDIR: join(HOME, 'ipython')
  };
}
