// jest runs the TypeScript suites of engine, study, host and view; the browser suite is Playwright's (tests/ui).
export default {
  testMatch: ['<rootDir>/tests/{engine,study,host,view,lab,cli}/**/*.test.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/percolab/',
    '<rootDir>/lib/',
    '<rootDir>/.build/',
    '<rootDir>/.venv/'
  ],
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }
    ]
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@noble|@jupyterlab|@lumino|yaml|lib0|y-protocols|nanoid|uuid)/)'
  ],
  testEnvironment: 'node'
};
