// Browser tests against a real Jupyter server of the active Python environment, in a Chromium that is already on
// the machine ($CHROMIUM, or the usual names). `npm test -- ui` prepares both.

import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';
import { freePort, prepareServer, serverCommand, serverEnvironment } from './tests/ui/server';

// A test computes what it looks at, and leaves nothing; the server and the commands of tests inherit this.
process.env['PERCOLAB_CACHE_LIMIT'] = '0';

// Playwright's workers read this file too; only the first reading prepares the server's folder and port.
if (process.env['PERCOLAB_UI_PORT'] === undefined) {
  prepareServer();
  process.env['PERCOLAB_UI_PORT'] = String(await freePort());
}
const url = `http://127.0.0.1:${process.env['PERCOLAB_UI_PORT']}`;

export default defineConfig({
  testDir: 'tests/ui',
  outputDir: 'test-results',
  // The tests share one server, and a kernel that trains uses all cores.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: url,
    // JupyterLab's scripts are loaded and compiled once. Tests that look at memory or storage have contexts of their own.
    reuseContext: true,
    viewport: { width: 1280, height: 1000 },
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  webServer: {
    command: serverCommand(process.env['PERCOLAB_UI_PORT']!),
    env: serverEnvironment(),
    url: `${url}/api/status`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 }
  }
});

function chromium(): string {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: 'pipe' }).trim();
    } catch {
      // Not this one; the next.
    }
  }
  throw new Error(
    'The browser tests need Chromium and found none. Install one, or name it: CHROMIUM=/path/to/chromium'
  );
}
