// `npm run fuzz -- [DOOR ...] [--runs N] [--seed N]`: sends mutated inputs through the public doors (tests/fuzz), led by
// coverage, and writes down at which of them a door broke its promises. Without a door all of them, one after the other.

import { parseArgs } from 'node:util';
import { bundleForNode } from './build/bundle.mjs';
import { inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { Failure } from './failure.mjs';
import { runLoudly } from './process.mjs';

const bundle = inCheckout('.build/fuzz/long.mjs');

async function doorNames() {
  await bundleForNode({
    entryPoints: { long: 'tests/fuzz/long.ts', doors: 'tests/fuzz/doors.ts' },
    outdir: '.build/fuzz',
    outExtension: { '.js': '.mjs' },
    loader: { '.gz': 'binary' }
  });
  const { DOORS } = await import(inCheckout('.build/fuzz/doors.mjs'));
  return Object.keys(DOORS);
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' }
    }
  });
  const names = await doorNames();
  const unknown = positionals.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`'${unknown}' is no door. Allowed: ${names.join(', ')}.`);
  }
  let worst = 0;
  for (const name of positionals.length > 0 ? positionals : names) {
    const words = [values.runs, values.seed, inCheckout('.build/fuzz/found')];
    const status = await runLoudly(process.execPath, [bundle, name, ...words], {});
    if (status === 130) return 130;
    worst ||= status;
  }
  return worst;
});
