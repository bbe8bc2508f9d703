// The licences of the packages that are bundled into our files: most ask that their notice travels with copies. One that
// asks for more is not bundled.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { mayBundle } from '../dependencies/licences.mjs';
import { Failure } from '../failure.mjs';

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** A package in our files. @typedef {{ name: string, version: string, licence: string }} Bundled */

const BETWEEN = `\n${'-'.repeat(80)}\n\n`;

/** The first line of a notice; what looks like BETWEEN may stand within one, too. */
const HEAD = /(?:^|\n-{80}\n\n)(\S+) (\S+) \((.+)\)\n\n/g;

/**
 * Writes the licence of every package that went into a bundle.
 *
 * @param {import('esbuild').Metafile[]} metafiles what esbuild says it bundled
 * @param {string} file where to
 * @throws Failure when a package has no licence, or one under which it can't be part of our files
 */
export function writeLicences(metafiles, file) {
  const notices = packageFolders(metafiles).map(folder => {
    const described = JSON.parse(readFileSync(inCheckout(folder, 'package.json'), 'utf8'));
    const { name, version, license = 'none' } = described;
    checkBundled({ name, version, licence: license });
    return `${name} ${version} (${license})\n\n${licenceText(folder, described)}`;
  });
  writeFileSync(file, notices.join(BETWEEN));
}

/**
 * The packages whose licences writeLicences has written.
 *
 * @param {string} file
 * @returns {Bundled[]}
 */
export function readLicences(file) {
  const heads = readFileSync(file, 'utf8').matchAll(HEAD);
  return [...heads].map(([, name, version, licence]) => ({ name, version, licence }));
}

/**
 * @param {Bundled} bundled
 * @throws Failure when its licence is none under which it can be part of our files
 */
export function checkBundled({ name, version, licence }) {
  if (!mayBundle(licence)) {
    throw new Failure(
      `${name} ${version} is bundled, and its licence is ${licence}. Use another package, or one of the licences in ` +
        'scripts/dependencies/licences.mjs.'
    );
  }
}

/**
 * The packages that went into bundles.
 *
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {string[]} their folders below the checkout, sorted
 */
export function packageFolders(metafiles) {
  const inputs = metafiles.flatMap(metafile => Object.keys(metafile.inputs));
  return [...new Set(inputs.map(packageFolder).filter(Boolean))].sort();
}

function packageFolder(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function licenceText(folder, { license, author }) {
  const names = readdirSync(inCheckout(folder));
  const file = names.find(name => /^(licen[cs]e|copying)/i.test(name));
  if (file !== undefined) return readFileSync(inCheckout(folder, file), 'utf8');
  // Some packages have their licence as the last section of the README only.
  const readme = names.find(name => /^readme/i.test(name));
  const section =
    readme && /^\W*licen[cs]e\b.*$[^]*/im.exec(readFileSync(inCheckout(folder, readme), 'utf8'));
  if (section) return section[0];
  // Others only name it and whose it is.
  if (license === 'MIT' && typeof author === 'string') return `Copyright (c) ${author}\n\n${MIT}`;
  throw new Failure(
    `${folder} is bundled but has no licence file. Use another package, or add its notice.`
  );
}
