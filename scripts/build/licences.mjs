// The licences of the packages that are bundled into our files: most ask that their notice travels with copies.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
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

/**
 * Writes the licence of every package that went into a bundle.
 *
 * @param {import('esbuild').Metafile} metafile what esbuild says it bundled
 * @param {string} file where to
 * @throws Failure when a package has no licence
 */
export function writeLicences(metafile, file) {
  const folders = new Set(Object.keys(metafile.inputs).map(packageFolder).filter(Boolean));
  const notices = [...folders].sort().map(folder => {
    const described = JSON.parse(readFileSync(inCheckout(folder, 'package.json'), 'utf8'));
    const { name, version, license } = described;
    return `${name} ${version} (${license})\n\n${licenceText(folder, described)}`;
  });
  writeFileSync(file, notices.join(`\n${'-'.repeat(80)}\n\n`));
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
