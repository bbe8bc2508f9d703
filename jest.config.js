// jest runs the TypeScript suites; those of the browser are Playwright's (tests/ui).

// A test computes what it looks at, and leaves nothing; those of the cache say where theirs is.
process.env.PERCOLAB_CACHE_LIMIT = '0';

export default {
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/percolab/',
    '<rootDir>/lib/',
    '<rootDir>/.build/',
    '<rootDir>/site/',
    '<rootDir>/.venv/'
  ],
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }
    ]
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@noble|@jupyterlab|@jupyter|@lumino|yaml|lib0|y-protocols|nanoid|uuid)/)'
  ],
  testEnvironment: 'node',
  // One for each core: by default one core is left idle, and on two cores all suites share one process, whose memory grows.
  maxWorkers: '100%',
  // Statistics take seconds, and a machine that is busy several times as long.
  testTimeout: 30_000,
  // Looked up through the sandbox, Math makes training three times slower.
  sandboxInjectedGlobals: ['Math']
};
