// npm as a program to run.

/**
 * @param {...string} args arguments of npm
 * @returns {string[]} a program and its arguments
 */
export function npm(...args) {
  // Under `npm run` this is npm itself, which need not be the npm of the PATH.
  const path = process.env.npm_execpath;
  return path?.endsWith('npm-cli.js') ? [process.execPath, path, ...args] : ['npm', ...args];
}
