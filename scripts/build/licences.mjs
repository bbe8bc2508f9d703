// The licences of the packages that are bundled into our files: most ask that their notice travels with copies.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';

/**
 * Writes the licence of every package that went into a bundle.
 *
 * @param {import('esbuild').Metafile} metafile what esbuild says it bundled
 * @param {string} file where to
 * @throws Failure when a package has no licence file
 */
export function writeLicences(metafile, file) {
  const folders = new Set(Object.keys(metafile.inputs).map(packageFolder).filter(Boolean));
  const notices = [...folders].sort().map(folder => {
    const { name, version, license } = JSON.parse(
      readFileSync(inCheckout(folder, 'package.json'), 'utf8')
    );
    return `${name} ${version} (${license})\n\n${licenceText(folder)}`;
  });
  writeFileSync(file, notices.join(`\n${'-'.repeat(80)}\n\n`));
}

function packageFolder(path) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function licenceText(folder) {
  const names = readdirSync(inCheckout(folder));
  const file = names.find(name => /^(licen[cs]e|copying)/i.test(name));
  if (file !== undefined) return readFileSync(inCheckout(folder, file), 'utf8');
  // Some packages have their licence as the last section of the README only.
  const readme = names.find(name => /^readme/i.test(name));
  const section =
    readme && /^\W*licen[cs]e\b.*$[^]*/im.exec(readFileSync(inCheckout(folder, readme), 'utf8'));
  if (!section) {
    throw new Failure(
      `${folder} is bundled but has no licence file. Use another package, or add its notice.`
    );
  }
  return section[0];
}
