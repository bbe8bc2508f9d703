// Finds a Chromium for the browser tests.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/**
 * $CHROMIUM, or else the first Chromium or Chrome on the PATH or where its installer puts it.
 *
 * @returns {string} full path of the program
 * @throws Failure saying how to get one
 */
export function findChromium() {
  const { CHROMIUM, PATH } = process.env;
  if (CHROMIUM) {
    if (isProgram(CHROMIUM)) return CHROMIUM;
    throw new Failure(
      `CHROMIUM names ${CHROMIUM}, which is not a program. Give the path of a Chromium.`
    );
  }
  const onPath = PATH.split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  const found = [...onPath, ...places].find(isProgram);
  if (found) return found;
  throw new Failure(
    `the browser tests need Chromium, and found none (looked for ${names.join(', ')} on the PATH). ` +
      'Install one (Debian, Ubuntu: apt-get install chromium), or name one: CHROMIUM=/path/to/chromium npm test'
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
