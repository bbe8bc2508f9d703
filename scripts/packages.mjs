// npm's packages: installed when what package.json and package-lock.json ask for is not what node_modules holds.

import { readFileSync } from 'node:fs';
import { announce } from './announce.mjs';
import { inCheckout } from './checkout.mjs';
import { Failure } from './failure.mjs';
import { npm } from './npm.mjs';
import { runQuietly } from './process.mjs';

/** Installs npm's packages if any is missing or has another version than the lock file says. */
export async function installPackages() {
  if (packagesInstalled()) return;
  await announce('npm packages', async () => {
    // Not saved: on another platform npm would write other optional packages into the lock file.
    const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const [program, ...args] = npm('install', ...options);
    await runQuietly(program, args);
  });
}

function packagesInstalled() {
  const wanted = readJson('package.json');
  const lock = readJson('package-lock.json');
  const installed = readJson('node_modules', '.package-lock.json');
  if (lock === null || installed === null) return false;
  const sameTables = ['dependencies', 'devDependencies'].every(
    table => JSON.stringify(wanted[table]) === JSON.stringify(lock.packages[''][table])
  );
  // Optional packages are other platforms' binaries; npm leaves those out of node_modules.
  const present = Object.entries(lock.packages).every(
    ([place, { version, optional, devOptional }]) =>
      place === '' || optional || devOptional || installed.packages[place]?.version === version
  );
  return sameTables && present;
}

function readJson(...path) {
  try {
    return JSON.parse(readFileSync(inCheckout(...path), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw new Failure(`${path.join('/')} can't be read as JSON: ${error.message}.`);
  }
}
