// The Jupyter servers of the browser tests, one for each worker of Playwright: their own folders, so that nothing of the
// reader's Jupyter or of another worker is read or written, and notebooks that may be changed.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HOME = resolve('.build', 'ui', process.env['TEST_PARALLEL_INDEX'] ?? '0');

/** Milliseconds that a server has to start. */
const STARTING = 60_000;

/** The folder that the server shows: a copy of the examples, and what tests add. */
export const NOTEBOOKS = join(HOME, 'notebooks');

const SETTINGS = join(HOME, 'settings');

/** Makes the server's folders anew. */
function prepareServer(): void {
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
function freePort(): Promise<number> {
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
function serverArguments(port: number): string[] {
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

/** Environment variables of the server. */
function serverEnvironment(): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: join(HOME, 'config'),
    JUPYTER_DATA_DIR: join(HOME, 'data'),
    JUPYTER_RUNTIME_DIR: join(HOME, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: SETTINGS,
    JUPYTERLAB_WORKSPACES_DIR: join(HOME, 'workspaces'),
    IPYTHONDIR: join(HOME, 'ipython')
  };
}

/** A running server. */
export interface Server {
  /** Its address, with the slash. */
  readonly address: string;
  close(): void;
}

/** Starts the server of this worker, with folders as they are for a new user. */
export function startServer(): Promise<Server> {
  prepareServer();
  return startAnother('/');
}

/**
 * Starts another server on the same folders.
 *
 * @param base where its addresses begin, with a slash at both ends
 * @param options more of its options
 */
export async function startAnother(base: string, options: readonly string[] = []): Promise<Server> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}${base}`;
  const words = [...serverArguments(port), `--ServerApp.base_url=${base}`, ...options];
  const own = spawn('python', words, {
    env: { ...process.env, ...serverEnvironment() },
    stdio: ['ignore', 'ignore', 'inherit']
  });
  const isUp = (): Promise<boolean> =>
    fetch(`${address}api/status`).then(
      ({ ok }) => ok,
      () => false
    );
  for (const end = Date.now() + STARTING; !(await isUp()); await sleep(100)) {
    if (own.exitCode !== null || Date.now() > end) {
      own.kill();
      throw new Error(`no server answers at ${address}`);
    }
  }
  return { address, close: () => own.kill() };
}
