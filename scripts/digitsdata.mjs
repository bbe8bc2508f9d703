// Writes src/lab/digitsdata.ts, which is committed: the shipped digits as text, which every bundler can pack into a script.

import { readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from './checkout.mjs';

const text = name =>
  readFileSync(inCheckout('src/engine/dropout/data', name))
    .toString('base64')
    .match(/.{1,96}/g)
    .map(line => `  '${line}'`)
    .join(' +\n');

writeFileSync(
  inCheckout('src/lab/digitsdata.ts'),
  `// Written by \`node scripts/digitsdata.mjs\` from src/engine/dropout/data: do not edit. Compressed, in base64.

export const IMAGES =
${text('digits-images-idx3-ubyte.gz')};

export const LABELS =
${text('digits-labels-idx1-ubyte.gz')};
`
);
