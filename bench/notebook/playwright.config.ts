// Browser measurements: the server and the browser of the tests, but none of their time limits.

import config from '../../playwright.config';

export default {
  ...config,
  testDir: import.meta.dirname,
  testMatch: '*.bench.ts',
  timeout: 600_000
};
