// One version everywhere. package.json is the source: the wheel reads it there, the TypeScript sources repeat it
// by hand, and this check keeps the two from drifting apart.

import { readFileSync } from 'node:fs';
import { inCheckout } from '../checkout.mjs';
import { Failure } from '../failure.mjs';

/** @throws Failure when src/study/version.ts and package.json name different versions */
export function checkVersions() {
  const { version } = JSON.parse(readFileSync(inCheckout('package.json'), 'utf8'));
  const source = readFileSync(inCheckout('src', 'study', 'version.ts'), 'utf8');
  const written = /VERSION = '([^']*)'/.exec(source)?.[1];
  if (written !== version) {
    throw new Failure(
      `src/study/version.ts says ${written ?? 'no version'}, package.json says ${version}. ` +
        'Write the same version into both.'
    );
  }
}
