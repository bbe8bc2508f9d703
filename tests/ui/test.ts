// The `test` of the browser suite. Each worker has a server of its own, which remembers settings and kernels; no test may
// find those of the one before.

import { test as base } from '@playwright/test';
import { resetSettings, startServer, type Server } from './server';

export { expect, type Locator, type Page } from '@playwright/test';

/** Playwright's test, with a server that is as new after each one. */
export const test = base.extend<{ cleanServer: void }, { server: Server }>({
  server: [
    // Playwright reads the names of what a fixture needs, here none.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      server.close();
    },
    { scope: 'worker', auto: true }
  ],
  baseURL: ({ server }, use) => use(server.address),
  cleanServer: [
    async ({ page }, use) => {
      await use();
      await page.evaluate(() =>
        (window as unknown as Exposed).jupyterapp?.serviceManager.sessions.shutdownAll()
      );
      resetSettings();
    },
    { auto: true }
  ]
});

interface Exposed {
  readonly jupyterapp?: {
    readonly serviceManager: { readonly sessions: { shutdownAll(): Promise<void> } };
  };
}
