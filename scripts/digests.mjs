// `npm run digests`: writes tests/samebits/digests.json, the digests that every host must give, with the engine as built
// from this checkout. Whoever changes them names the reason in the changelog.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build/build.mjs';
import { bundleForNode } from './build/bundle.mjs';
import { inCheckout } from './checkout.mjs';

const folder = mkdtempSync(join(tmpdir(), 'percolab-digests-'));
try {
  await build('engine');
  const program = join(folder, 'run.mjs');
  await bundleForNode({ entryPoints: ['tests/samebits/run.ts'], outfile: program });
  const library = pathToFileURL(inCheckout('percolab/engine/index.js')).href;
  const prints = execFileSync(process.execPath, [
    program,
    library,
    '1',
    inCheckout('tests/samebits/studies.json')
  ]);
  writeFileSync(inCheckout('tests/samebits/digests.json'), prints);
} finally {
  rmSync(folder, { recursive: true });
}
