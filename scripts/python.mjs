// Finds a Python that is new enough.

import { spawnSync } from 'node:child_process';
import { Failure } from './failure.mjs';

const oldest = [3, 10];
// Inside an environment it names the Python beneath: from its own Python the project's environment would be made anew.
const question = `
import json, os, sys
program = os.path.realpath(getattr(sys, '_base_executable', None) or sys.executable)
print(json.dumps({'version': sys.version_info[:3], 'program': program}))`;

/**
 * The first suitable one of $PYTHON, or else of python3, python and the Windows launcher; where that is one of an
 * environment, the one that made it.
 *
 * @returns {{program: string, version: string}} full path and version
 * @throws Failure naming every Python that was found, and the remedy
 */
export function findPython() {
  const tries = process.env.PYTHON
    ? [[process.env.PYTHON]]
    : [['python3'], ['python'], ['py', '-3']];
  const found = tries.map(askPython).filter(python => python !== null);
  const suitable = found.find(python => isSuitable(python.version));
  if (suitable) return { program: suitable.program, version: suitable.version.join('.') };
  const list = found.map(({ program, version }) => `Python ${version.join('.')} (${program})`);
  const commands = tries.map(words => words.join(' ')).join(', ');
  throw new Failure(
    `Percolab needs Python ${oldest.join('.')} or newer, and found ` +
      `${list.length > 0 ? list.join(' and ') : `none (tried ${commands})`}. ` +
      'Install one from https://www.python.org or your system, or name one: PYTHON=/path/to/python npm start'
  );
}

/**
 * What is missing where there is no suitable Python.
 *
 * @returns {string | null} the message of findPython's failure; null where there is one
 */
export function whyNoPython() {
  try {
    findPython();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

function askPython([program, ...args]) {
  const { status, stdout } = spawnSync(program, [...args, '-c', question], { encoding: 'utf8' });
  // A missing program, and Windows' placeholder that only opens the store, have a status that is not 0.
  if (status !== 0) return null;
  try {
    return JSON.parse(stdout);
  } catch {
    // Too old to answer, or no Python at all, whatever its name is: listed, and not suitable.
    const [, ...version] = /(\d+)\.(\d+)\.(\d+)/.exec(stdout) ?? [null, 0, 0, 0];
    return { program, version: version.map(Number) };
  }
}

function isSuitable([major, minor]) {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
