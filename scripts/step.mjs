// A step is work that is done only when its inputs changed or an output is gone. Inputs are compared by the hash
// of their content, kept in .build/stamps.json, so that touching a file or changing branches costs nothing extra.

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { announce } from './announce.mjs';
import { inCheckout } from './checkout.mjs';

/**
 * @typedef {object} Step
 * @property {string} name key of its stamp, and what the terminal shows while it runs
 * @property {string[]} inputs files and folders below the checkout; a folder counts with all that is in it
 * @property {string[]} outputs what must be there afterwards
 * @property {string} [also] anything else that the outputs depend on
 * @property {() => Promise<unknown>} run does the work; throws when it fails
 */

const stampsFile = inCheckout('.build', 'stamps.json');

/**
 * Does a step if it is due, and says so on stderr.
 *
 * @param {Step} step
 */
export async function doStep(step) {
  const stamp = hashInputs(step);
  const made = step.outputs.every(path => existsSync(inCheckout(path)));
  if (made && readStamps()[step.name] === stamp) return;
  // Without a stamp a step that fails half-way is done again; the stamp is of the inputs as they were before.
  writeStamp(step.name, undefined);
  await announce(step.name, step.run);
  writeStamp(step.name, stamp);
}

function hashInputs({ inputs, also = '' }) {
  const hash = createHash('sha256').update(also);
  for (const path of inputs.flatMap(filesAt).sort()) {
    const content = readFileSync(inCheckout(path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesAt(path) {
  const place = inCheckout(path);
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [path];
  return readdirSync(place)
    .filter(name => name !== '__pycache__')
    .flatMap(name => filesAt(join(path, name)));
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampsFile, 'utf8'));
  } catch {
    // None yet, or not readable as JSON: then every step is due.
    return {};
  }
}

function writeStamp(name, stamp) {
  mkdirSync(inCheckout('.build'), { recursive: true });
  const temporary = `${stampsFile}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify({ ...readStamps(), [name]: stamp }, null, 2));
  renameSync(temporary, stampsFile);
}
