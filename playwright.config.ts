// Browser tests against real Jupyter servers of the active Python environment (tests/ui/test.ts), in a Chromium that is
// already on the machine ($CHROMIUM, or the usual names). `npm test -- ui` prepares both.

import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

// A test computes what it looks at, and leaves nothing; the server and the commands of tests inherit this.
process.env['PERCOLAB_CACHE_LIMIT'] = '0';

export default defineConfig({
  testDir: 'tests/ui',
  outputDir: 'test-results',
  // One waits while the other computes; a kernel that trains uses all cores.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
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
