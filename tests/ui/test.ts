// The `test` of the browser suite. The server remembers settings and kernels; no test may find those of the one
// before.

import { test as base } from '@playwright/test';
import { resetSettings } from './server';

export { expect, type Locator, type Page } from '@playwright/test';

/** Playwright's test, with a server that is as new after each one. */
export const test = base.extend<{ cleanServer: void }>({
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
